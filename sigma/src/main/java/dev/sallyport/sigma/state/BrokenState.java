package dev.sallyport.sigma.state;

/** Bytes that are no state: cut, changed, or of a form this engine does not know. Nothing of them is taken. */
public final class BrokenState extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a lower-case fragment that says what and where. */
    public BrokenState(String message) {
        super(message);
    }

    /** The stable code. */
    public String code() {
        return "detector_state_broken";
    }
}
