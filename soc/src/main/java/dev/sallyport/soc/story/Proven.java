package dev.sallyport.soc.story;

import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.List;
import java.util.Optional;

/**
 * A receipt with its way to the log's root, as the gateway found it.
 *
 * @param path the sibling hashes from its leaf up; empty if it is behind the checkpoint
 * @param logged whether the checkpoint covers it
 * @param fault what does not hold, as a stable code
 */
public record Proven(SealedReceipt receipt, List<byte[]> path, boolean logged, Optional<String> fault) {
    public Proven {
        path = List.copyOf(path);
    }
}
