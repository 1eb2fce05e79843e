package dev.sallyport.server.config;

/** A configuration that can't be used. The message names file and line, the option and what it takes. */
public final class BadConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong at that place of a file. */
    public BadConfig(String where, String what) {
        super(where + ": " + what);
    }
}
