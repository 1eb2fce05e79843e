package dev.sallyport.mailroom;

/** A tool's own "no", told to the model as the call's result: a lower-case fragment with what was wrong. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
