package dev.sallyport.gate.form;

/** One of the gate's own records does not read: it was changed, or another version wrote it. */
public final class FormBroken extends RuntimeException {
    /** What is broken, and where. */
    public FormBroken(String message) {
        super(message);
    }
}
