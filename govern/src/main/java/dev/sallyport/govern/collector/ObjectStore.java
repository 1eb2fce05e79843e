package dev.sallyport.govern.collector;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where batches lie: objects that are written once and locked until a time, as S3 Object Lock has them. Thread-safe. Keys are made of lower-case
 * letters, digits, hyphens, dots and slashes.
 */
public interface ObjectStore {
    /**
     * Keeps new bytes under a key that nothing is kept under, durably, and locks them.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something is kept there
     * @throws IOException if they could not be kept
     */
    void put(String key, byte[] bytes, long lockedUntilMillis) throws IOException;

    /** What is kept under a key. */
    Optional<byte[]> get(String key) throws IOException;

    /** The keys that begin like that, in order. */
    List<String> list(String prefix) throws IOException;

    /**
     * Destroys what is kept under a key; nothing happens if nothing is.
     *
     * @throws IOException if it is still there
     * @throws Locked if its lock holds and the grounds do not lift it; there are stores whose locks nothing lifts
     */
    void delete(String key, Grounds grounds, long nowMillis) throws IOException;

    /** Why something is destroyed. */
    enum Grounds {
        /** Its time is over; lifts no lock. */
        TERM,
        /** Its customer ordered it; lifts the lock where anybody can. */
        ORDER
    }

    /** That something must not be destroyed yet. */
    final class Locked extends IOException {
        private static final long serialVersionUID = 1L;

        /** That key, until then. */
        public Locked(String key, long untilMillis) {
            super("`" + key + "` is locked until " + java.time.Instant.ofEpochMilli(untilMillis));
        }
    }
}
