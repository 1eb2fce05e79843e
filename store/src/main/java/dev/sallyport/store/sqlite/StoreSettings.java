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
 */
public record StoreSettings(Path data, InstantSource clock, FatalHandler fatal) {}
