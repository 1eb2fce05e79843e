package dev.sallyport.ledger.log;

import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.List;

/**
 * A checkpoint that satisfied a {@link LogPolicy}.
 *
 * @param note as it was read, unknown signatures included
 * @param checkpoint what its text says
 * @param witnesses the witnesses of the policy that cosigned it, each public key once
 */
public record AcceptedCheckpoint(SignedNote note, Checkpoint checkpoint, List<VerifierKey> witnesses) {
    public AcceptedCheckpoint {
        witnesses = List.copyOf(witnesses);
    }
}
