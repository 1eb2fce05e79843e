package dev.sallyport.provenance.document;

/**
 * One scalar of a document.
 *
 * @param path {@code $} for the whole, {@code $[2].sender} for a member
 * @param key the name of the nearest member it lies in, {@code *} where there is none
 * @param record the path of the innermost object it belongs to, {@code $} without one
 * @param firm whether the text's form keeps a cell from writing its neighbour; where not, a field is believed as far as one in which
 *     anybody can appear
 */
public record Leaf(String path, String key, String record, String text, boolean firm) {
    /** The key of a leaf that no member names. */
    public static final String UNNAMED = "*";

    /** A text without structure. */
    static Leaf whole(String text) {
        return new Leaf("$", UNNAMED, "$", text, true);
    }
}
