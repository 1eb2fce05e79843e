package dev.sallyport.text.form;

/**
 * What a piece of text means, in one way of writing it. Equal spellings mean the same. Immutable.
 *
 * @param text ASCII for all kinds but addresses with a host in another script
 */
public record Spelling(Kind kind, String text) {
    /** What it is a spelling of. */
    public enum Kind {
        NUMBER,
        DATE,
        URL,
        COMPACT
    }
}
