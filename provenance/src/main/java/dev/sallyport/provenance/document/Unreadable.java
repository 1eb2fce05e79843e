package dev.sallyport.provenance.document;

/** The text is not of the form that was tried. Carries no trace: it is an answer, not a fault. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable() {
        super("not of this form", null, false, false);
    }
}
