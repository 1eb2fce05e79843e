package dev.sallyport.gate.delivery;

/** What a message says of an approval. */
public enum Revision {
    /** People are asked. */
    ASKED(1),
    /** It is over, whatever way it ended. */
    CLOSED(2);

    private final int number;

    Revision(int number) {
        this.number = number;
    }

    /** The number it is kept under. */
    public int number() {
        return number;
    }

    /** @throws IllegalArgumentException if there is none with that number */
    public static Revision of(int number) {
        for (Revision revision : values()) {
            if (revision.number == number) {
                return revision;
            }
        }
        throw new IllegalArgumentException("no revision has the number " + number);
    }
}
