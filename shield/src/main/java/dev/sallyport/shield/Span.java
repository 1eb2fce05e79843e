package dev.sallyport.shield;

/**
 * Where in the subject the evidence stands. Stays on this machine: it goes into no receipt, event or telemetry.
 *
 * @param pointer the leaf, as a JSON pointer (RFC 6901) into the parameters or the result; empty for the whole
 * @param from first character, in UTF-16 code units of the leaf's text
 * @param to behind the last one
 */
public record Span(String pointer, int from, int to) {
    /**
     * @throws IllegalArgumentException if it ends before it begins
     */
    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a span from " + from + " to " + to);
        }
    }

    /** The whole of a leaf. */
    public static Span of(Leaf leaf) {
        return new Span(leaf.pointer(), 0, leaf.text().length());
    }
}
