package dev.sallyport.sigma.yaml;

/**
 * A rule file that is not taken, because it is malformed or because two readers could read it differently. The message is one line:
 * {@code file:line:column: code: what}.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String file;
    private final int line;
    private final int column;
    private final String reason;

    /**
     * @param code stable, in snake case, such as {@code duplicate_yaml_key}
     * @param file as the caller names it
     * @param reason a lower-case fragment: what, the limit, what to do
     */
    public Refused(String code, String file, Place place, String reason) {
        super(file + ":" + place + ": " + code + ": " + reason);
        this.code = code;
        this.file = file;
        this.line = place.line();
        this.column = place.column();
        this.reason = reason;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** The file's name, as its reader gave it. */
    public String file() {
        return file;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1. */
    public int column() {
        return column;
    }

    /** The message without place and code. */
    public String reason() {
        return reason;
    }
}
