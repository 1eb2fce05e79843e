package dev.sallyport.cedar.error;

/** Entities, a request, a context, a schema or a policy set whose content is not acceptable. */
public final class CedarDataError extends CedarError {

    /** An error with a stable {@code code} below {@code cedar.}; {@code message} is a lower-case fragment. */
    public CedarDataError(String code, String message) {
        super("cedar." + code, message);
    }
}
