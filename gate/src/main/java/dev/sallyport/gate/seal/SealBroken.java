package dev.sallyport.gate.seal;

/** A sealed record does not open. Says nothing of its content. */
public final class SealBroken extends RuntimeException {
    SealBroken(String message) {
        super(message);
    }
}
