package dev.sallyport.store.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.Optional;

/** A commit that {@link CrashChild} reported as durable. */
record Ack(TenantId tenant, String receiptId, long sequence, String hash) {
    /** Reads a line of the child's; empty if it is another one or was cut off. */
    static Optional<Ack> read(String line) {
        String[] words = line.strip().split(" ");
        return words.length == 5 && words[0].equals("ack") && words[4].length() == 64
                ? Optional.of(new Ack(new TenantId(words[1]), words[2], Long.parseLong(words[3]), words[4]))
                : Optional.empty();
    }

    /** The store must hold exactly what was acknowledged. */
    void assertKept(Records records) {
        SealedReceipt receipt = records.receipt(tenant, receiptId)
                .orElseThrow(() -> new AssertionError("the acknowledged receipt " + this + " is lost"));
        assertEquals(sequence, receipt.sequence());
        assertEquals(hash, receipt.hashHex());
    }
}
