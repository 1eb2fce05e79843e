package dev.sallyport.gate.erasure;

/** The store could not record the erasure; batches before it stand, each with its receipt. */
public final class ErasureFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ErasureFailed(String why) {
        super("the erasure could not be recorded: " + why);
    }
}
