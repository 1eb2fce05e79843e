package dev.sallyport.cedar;

/** Ends the evaluation of one policy. Carries no stack trace: it is an ordinary outcome on the hot path. */
final class EvaluationError extends RuntimeException {

    EvaluationError(String message) {
        super(message, null, false, false);
    }
}
