package dev.sallyport.server.trail;

/** How long full files of the trail are kept, as things stand when it is asked. Thread-safe. */
public interface TrailTerm {
    /** Full files whose last line is older go, however few there are; milliseconds since the epoch, 0: none by age. */
    long removedBefore();

    /** Full files with a line of that time or later stay, however many there are; {@link Long#MAX_VALUE}: none must. */
    long keptSince();

    /** By number alone. */
    TrailTerm NONE = new TrailTerm() {
        @Override
        public long removedBefore() {
            return 0;
        }

        @Override
        public long keptSince() {
            return Long.MAX_VALUE;
        }
    };
}
