package dev.sallyport.cli.terminal;

/** How a verb ends. The codes are fixed: scripts and checks rely on them. */
public enum Exit {
    /** Done, allowed, verified. */
    OK(0),
    /** Denied, a check failed, not verified. */
    NO(1),
    /** Usage or bad input. */
    USAGE(2),
    /** A person must approve first. */
    PENDING(3),
    /** Cannot decide; refused to be on the safe side. */
    CANNOT_DECIDE(4),
    /** A fault of the program itself. */
    INTERNAL(5);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }
}
