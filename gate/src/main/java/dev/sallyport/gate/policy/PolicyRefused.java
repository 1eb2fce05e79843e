package dev.sallyport.gate.policy;

/** A bundle that can't be used: what is wrong, in which file, at which line and column. */
public final class PolicyRefused extends RuntimeException {
    /** A refusal with everything an author needs to mend it. */
    public PolicyRefused(String message) {
        super(message);
    }
}
