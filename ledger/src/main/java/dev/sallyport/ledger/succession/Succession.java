package dev.sallyport.ledger.succession;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.Receipt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one chain as its receipts are read, in order and in constant memory.
 *
 * <p>Until a receipt introduces a key, only the id of the first key is known: receipts name no more. Not thread-safe.
 */
public final class Succession {
    private final Optional<VerifierKey> given;
    private @Nullable String currentId;
    private @Nullable VerifierKey current;
    private long since;
    private boolean givenSeen;

    /** @param given the key that the reader has from elsewhere */
    public Succession(Optional<VerifierKey> given) {
        this.given = given;
    }

    /**
     * Holds a receipt to the key of its place.
     *
     * @param line where it stands
     * @throws Malformed {@code foreign_key} when it names another
     */
    public void require(Receipt receipt, long line) {
        String id = receipt.envelope().keyId();
        if (currentId == null) {
            currentId = id;
            since = line;
        }
        if (!id.equals(currentId)) {
            throw new Malformed("foreign_key", "the receipt names the key " + id + ", not " + currentId);
        }
    }

    /**
     * Goes on to the next key when a receipt, whose place in the chain was checked, introduces one.
     *
     * @throws Malformed {@code key_endorsement} when the key before did not endorse it, or as {@link KeySuccession#of}
     */
    public void advance(Receipt receipt, long line) {
        Optional<KeySuccession> said = KeySuccession.of(receipt);
        if (said.isEmpty()) {
            return;
        }
        VerifierKey old = said.get().vkey();
        boolean expected = current == null ? old.id().equals(currentId) : old.equals(current);
        if (!expected || !said.get().holds(receipt)) {
            throw new Malformed(
                    "key_endorsement",
                    "the key " + currentId + " did not endorse "
                            + said.get().next().id() + " at this place");
        }
        see(old);
        current = said.get().next();
        currentId = current.id();
        since = line;
    }

    /**
     * Whether the succession ends in this key, the one that signs the newest checkpoint. A log without receipts has no other.
     */
    public boolean endsIn(VerifierKey newest) {
        return current == null ? currentId == null || currentId.equals(newest.id()) : current.equals(newest);
    }

    /** The line that introduced the current key; 0 before any receipt. */
    public long since() {
        return since;
    }

    /** Whether the reader's key is one of those that changed hands or the newest; true when the reader has none. */
    public boolean holdsGiven(VerifierKey newest) {
        see(newest);
        return given.isEmpty() || givenSeen;
    }

    private void see(VerifierKey key) {
        givenSeen |= given.isPresent() && given.get().equals(key);
    }
}
