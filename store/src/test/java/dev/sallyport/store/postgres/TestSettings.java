package dev.sallyport.store.postgres;

import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.testkit.PostgresServer;
import java.time.InstantSource;
import java.util.Optional;

/** How tests open a store. */
final class TestSettings {
    private static final long SILENCE_MILLIS = 2_000;

    private TestSettings() {}

    static PostgresSettings of(PostgresServer server, String url, InstantSource clock) {
        return of(server, url, clock, (what, cause) -> {
            throw new IllegalStateException(what, cause);
        });
    }

    static PostgresSettings of(PostgresServer server, String url, InstantSource clock, FatalHandler fatal) {
        return new PostgresSettings(url, "owner", Optional.of(server.password()), clock, fatal, SILENCE_MILLIS);
    }
}
