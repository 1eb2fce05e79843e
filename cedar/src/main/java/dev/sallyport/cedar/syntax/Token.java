package dev.sallyport.cedar.syntax;

/**
 * One token.
 *
 * @param text the identifier, symbol or digits; for a string the raw text between its quotes
 * @param start the UTF-16 index where it begins
 * @param end the UTF-16 index after it
 */
public record Token(Kind kind, String text, int start, int end) {

    /** What a token is. */
    public enum Kind {
        IDENTIFIER,
        INTEGER,
        STRING,
        SLOT,
        SYMBOL,
        END
    }

    /** Whether this is the symbol or the word {@code expected}. */
    public boolean is(String expected) {
        return (kind == Kind.SYMBOL || kind == Kind.IDENTIFIER) && text.equals(expected);
    }

    /** How messages name it. */
    public String describe() {
        return switch (kind) {
            case END -> "the end of the text";
            case STRING -> "a string";
            case IDENTIFIER, INTEGER, SLOT, SYMBOL -> "`" + text + "`";
        };
    }
}
