package dev.sallyport.provenance.document;

/**
 * One scalar of a document.
 *
 * @param path {@code $} for the whole, {@code $[2].sender} for a member
 * @param key the name of the nearest member it lies in, {@code *} where there is none
 * @param record the path of the innermost object it belongs to, {@code $} without one
 */
public record Leaf(String path, String key, String record, String text) {
    /** The key of a leaf that no member names. */
    public static final String UNNAMED = "*";

    /** A text without structure. */
    static Leaf whole(String text) {
        return new Leaf("$", UNNAMED, "$", text);
    }
}
