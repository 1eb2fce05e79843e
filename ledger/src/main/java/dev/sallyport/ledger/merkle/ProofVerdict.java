package dev.sallyport.ledger.merkle;

/** What came of checking a proof. */
public sealed interface ProofVerdict {
    /** The proof shows what it claims. */
    record Holds() implements ProofVerdict {}

    /** The proof does not show it; {@code reason} is a lower-case fragment for people. */
    record Fails(String reason) implements ProofVerdict {}

    /** Whether the proof shows what it claims. */
    default boolean holds() {
        return this instanceof Holds;
    }
}
