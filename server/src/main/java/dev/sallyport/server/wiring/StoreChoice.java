package dev.sallyport.server.wiring;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.store.database.DataLock;
import dev.sallyport.store.gate.Store;
import dev.sallyport.store.postgres.PostgresSettings;
import dev.sallyport.store.postgres.PostgresStore;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Which database keeps a data directory's records: a file of it, or PostgreSQL. An install that has begun in one is not
 * opened in the other: its history would seem to begin anew.
 */
public final class StoreChoice {
    private StoreChoice() {}

    /** An open store; {@code lock} is the data directory's, if the store does not hold it itself. */
    record Opened(Store store, Optional<DataLock> lock) implements AutoCloseable {
        @Override
        public void close() {
            try {
                store.close();
            } finally {
                lock.ifPresent(DataLock::close);
            }
        }
    }

    /**
     * Opens it.
     *
     * @param create whether a missing file is made
     * @throws StartRefused {@code store_elsewhere}
     */
    static Opened open(DataDirectory data, Settings settings, Sources sources, boolean create) {
        if (settings.postgres().isPresent()) {
            return postgres(data, settings.postgres().get(), sources);
        }
        Optional<String> elsewhere = postgresOf(data);
        if (elsewhere.isPresent()) {
            throw elsewhere("the records of `" + data.path() + "` are in " + elsewhere.get()
                    + ", which the configuration does not name; set `store.postgres`");
        }
        StoreSettings file = new StoreSettings(data.path(), sources.clock(), Halt::now);
        return new Opened(create ? SqliteStore.openOrCreate(file) : SqliteStore.open(file), Optional.empty());
    }

    private static Opened postgres(DataDirectory data, Settings.Postgres chosen, Sources sources) {
        if (SqliteStore.exists(data.path())) {
            throw elsewhere("`" + data.path() + "` holds records of its own, which PostgreSQL would not have;"
                    + " choose a new data directory, or leave `store.postgres` out");
        }
        DataLock lock = DataLock.take(data.path());
        try {
            PostgresSettings settings = new PostgresSettings(
                    chosen.url(),
                    chosen.user(),
                    chosen.passwordFile(),
                    sources.clock(),
                    Halt::now,
                    chosen.silenceMillis());
            PostgresStore store = PostgresStore.open(settings);
            note(data, settings);
            return new Opened(store, Optional.of(lock));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void note(DataDirectory data, PostgresSettings settings) {
        try {
            PrivateFile.replace(
                    data.storeFile(),
                    JsonText.bytes(JsonObject.builder()
                            .put("postgres", settings.name())
                            .build()));
        } catch (IOException e) {
            throw new StartRefused("data_unusable", "`" + data.storeFile() + "` can't be written", e);
        }
    }

    /** Where the directory's records are, if they are in PostgreSQL: the database's url without parameters. */
    public static Optional<String> postgresOf(DataDirectory data) {
        if (!Files.exists(data.storeFile())) {
            return Optional.empty();
        }
        try {
            return StrictJson.parse(Files.readAllBytes(data.storeFile())) instanceof JsonObject said
                            && said.get("postgres") instanceof JsonString url
                    ? Optional.of(url.value())
                    : Optional.of("another database");
        } catch (IOException | MalformedJson e) {
            throw new StartRefused("data_unusable", "`" + data.storeFile() + "` can't be read", e);
        }
    }

    private static StartRefused elsewhere(String what) {
        return new StartRefused("store_elsewhere", what);
    }
}
