package dev.sallyport.action.json;

/**
 * How much of a stranger's JSON is read before it is refused.
 *
 * @param bytes greatest length of the document, at least 1
 * @param depth greatest number of objects and arrays open at once, 1 to {@link #MAX_DEPTH}
 * @param members greatest number of members and array items in the whole document, at least 1
 * @param stringChars greatest length of one string or name in UTF-16 code units after unescaping, at least 1
 */
public record JsonLimits(int bytes, int depth, int members, int stringChars) {
    /** The depth no configuration can exceed; it keeps every walk over a value far from the end of the stack. */
    public static final int MAX_DEPTH = 512;

    /** 1 MiB, 64 levels, 100,000 members and items, strings up to the document's length. */
    public static final JsonLimits DEFAULT = new JsonLimits(1 << 20, 64, 100_000, 1 << 20);

    /**
     * @throws IllegalArgumentException when a limit is out of its range
     */
    public JsonLimits {
        if (bytes < 1 || depth < 1 || members < 1 || stringChars < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("limits must be positive and depth at most " + MAX_DEPTH + ": bytes "
                    + bytes + ", depth " + depth + ", members " + members + ", string length " + stringChars);
        }
    }
}
