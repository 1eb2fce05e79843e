package dev.sallyport.cedar.error;

/**
 * Text or data the engine refuses. Every error the module throws on bad input is one of these; anything else is a
 * defect of the module.
 */
public abstract sealed class CedarError extends RuntimeException permits CedarSyntaxError, CedarDataError {

    private final String code;

    CedarError(String code, String message) {
        super(message);
        this.code = code;
    }

    /** A stable, countable name, such as {@code cedar.syntax}. */
    public String code() {
        return code;
    }
}
