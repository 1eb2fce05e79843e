package dev.sallyport.cli.demo;

/** Something did not go as it must: the demonstration fails. The message says what was expected and what was seen. */
final class Expectation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Expectation(String message) {
        super(message, null, false, false);
    }

    /** Fails unless it holds. */
    static void that(boolean holds, String expected, Object seen) {
        if (!holds) {
            throw new Expectation("expected " + expected + ", saw: " + seen);
        }
    }
}
