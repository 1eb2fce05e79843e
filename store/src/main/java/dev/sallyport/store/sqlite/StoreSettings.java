package dev.sallyport.store.sqlite;

import dev.sallyport.store.database.FatalHandler;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a store is opened with.
 *
 * @param data the data directory, which must exist
 * @param clock the wall clock on which commits' deadlines are given
 * @param fatal ends the process when nobody can know what the disk holds
 * @param logBytes how much may be written to the log before it is copied back into the database, in bytes, at least 64 KiB
 */
public record StoreSettings(Path data, InstantSource clock, FatalHandler fatal, long logBytes) {
    /** The usual {@link #logBytes}. */
    public static final long LOG_BYTES = 8L << 20;

    private static final long LEAST_LOG_BYTES = 64 << 10;

    public StoreSettings {
        if (logBytes < LEAST_LOG_BYTES) {
            throw new IllegalArgumentException(
                    "the log takes at least " + LEAST_LOG_BYTES + " bytes before it is copied back, not " + logBytes);
        }
    }

    /** Settings with the usual log. */
    public StoreSettings(Path data, InstantSource clock, FatalHandler fatal) {
        this(data, clock, fatal, LOG_BYTES);
    }
}
