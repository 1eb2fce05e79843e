package dev.sallyport.cedar.validation;

/** Ends the checking of one policy in one environment. */
final class TypeError extends RuntimeException {

    private final int at;

    TypeError(int at, String message) {
        super(message, null, false, false);
        this.at = at;
    }

    /** The UTF-16 index of the expression at fault. */
    int at() {
        return at;
    }
}
