package dev.sallyport.server.wiring;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What gateways on PostgreSQL are set up with. */
final class OnPostgres {
    private OnPostgres() {}

    /** A new database; the test is skipped if no server is installed. */
    static String database() {
        return PostgresServer.get().newDatabase();
    }

    /** Settings that keep the records in a new database. */
    static Settings settings(String more) {
        return settings(database(), more);
    }

    /** Settings that keep the records in that database. */
    static Settings settings(String url, String more) {
        return SettingsFile.parse(
                        "test.yaml",
                        "store: {postgres: {url: '" + url + "', user: owner, password_file: "
                                + PostgresServer.get().password() + "}}\n" + more)
                .withPort(0);
    }

    /** Gives another data directory the keys of the first, as whoever sets up a second gateway does. */
    static void copyKeys(Path from, Path to) throws IOException {
        new DataDirectory(to).prepare();
        List<Path> all;
        try (var files = Files.list(from.resolve("keys"))) {
            all = files.toList();
        }
        for (Path key : all) {
            Files.copy(
                    key,
                    to.resolve("keys").resolve(key.getFileName().toString()),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
