package dev.sallyport.store.database;

/**
 * Which schema a database has and which this version reads.
 *
 * @param found the version of the file, 0 for an empty one
 * @param supported the version this program writes
 */
public record SchemaVersion(int found, int supported) {
    /** Whether opening it would change its schema. */
    public boolean upgrades() {
        return found < supported;
    }

    /** Whether a newer program wrote it; then it is not opened. */
    public boolean newer() {
        return found > supported;
    }
}
