package dev.sallyport.ledger.merkle;

/** What came of checking a proof. */
public sealed interface ProofVerdict {
    /** The proof shows what it claims. */
    record Holds() implements ProofVerdict {}

    /**
     * The proof does not show it.
     *
     * @param code stable: {@code proof_index}, {@code proof_sizes}, {@code proof_hash}, {@code proof_length} or
     *     {@code root_differs}
     * @param reason a lower-case fragment for people
     */
    record Fails(String code, String reason) implements ProofVerdict {
        static Fails index(String reason) {
            return new Fails("proof_index", reason);
        }

        static Fails sizes(String reason) {
            return new Fails("proof_sizes", reason);
        }

        static Fails hash(String reason) {
            return new Fails("proof_hash", reason);
        }

        static Fails length(String reason) {
            return new Fails("proof_length", reason);
        }

        static Fails root(String reason) {
            return new Fails("root_differs", reason);
        }
    }

    /** Whether the proof shows what it claims. */
    default boolean holds() {
        return this instanceof Holds;
    }
}
