package dev.sallyport.cedar.error;

/** A policy or schema text that does not parse. The message starts with {@code file:line:column}. */
public final class CedarSyntaxError extends CedarError {

    private final transient Position position;
    private final String reason;

    /** An error at {@code position}; {@code reason} is a lower-case fragment. */
    public CedarSyntaxError(Position position, String reason) {
        super("cedar.syntax", position + ": " + reason);
        this.position = position;
        this.reason = reason;
    }

    /** Where the text went wrong. */
    public Position position() {
        return position;
    }

    /** The message without the position. */
    public String reason() {
        return reason;
    }
}
