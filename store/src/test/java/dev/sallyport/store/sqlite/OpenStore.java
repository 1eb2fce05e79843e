package dev.sallyport.store.sqlite;

import dev.sallyport.store.database.FatalHandler;
import java.nio.file.Path;
import java.time.InstantSource;

/** A store in a test's directory, whose end of the process is only noted. */
final class OpenStore {
    private final Path data;
    private final InstantSource clock;
    private volatile String stopped = "";

    OpenStore(Path data, InstantSource clock) {
        this.data = data;
        this.clock = clock;
    }

    SqliteStore open() {
        FatalHandler fatal = (what, cause) -> stopped = what;
        return SqliteStore.openOrCreate(new StoreSettings(data, clock, fatal));
    }

    /** Why the process would have ended; empty if it would not have. */
    String stopped() {
        return stopped;
    }
}
