package dev.sallyport.gate.erasure;

import dev.sallyport.gate.journal.Overwriting;
import java.util.List;

/**
 * What an erasure did.
 *
 * @param decisions how many decisions lost their payloads
 * @param waiting how many keep theirs because a held call of theirs still waits for people or for its claim
 * @param receipts the ids of the receipts that say so, one for each batch
 * @param overwriting whether the bytes are gone from the store's files too; if not, the erasure is recorded and nothing reads
 *     them any more
 */
public record Erased(long decisions, long waiting, List<String> receipts, Overwriting overwriting) {
    public Erased {
        receipts = List.copyOf(receipts);
    }
}
