package dev.sallyport.server.policy;

/** What was stated can't be judged: an example or facts that are not in their form. */
public final class Unjudgeable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    Unjudgeable(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** {@code facts_refused} or {@code example_refused}. */
    public String code() {
        return code;
    }
}
