package dev.sallyport.ledger.receipt;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a receipt is about. */
public enum ReceiptKind {
    /** The gate decided on an action. */
    DECISION,
    /** What became of a released action. */
    OUTCOME,
    /** A person voted on an action that waited for approval. */
    APPROVAL,
    /** Somebody changed what the gate goes by: a freeze, a pin, a policy, a key. */
    ADMINISTRATION;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name in a receipt, such as {@code decision}. */
    public String wire() {
        return wire;
    }

    /** The kind of that name, empty when there is none. */
    public static Optional<ReceiptKind> byWire(String wire) {
        return Stream.of(values()).filter(kind -> kind.wire.equals(wire)).findFirst();
    }
}
