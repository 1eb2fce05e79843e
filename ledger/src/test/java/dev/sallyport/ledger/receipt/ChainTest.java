package dev.sallyport.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.ledger.encoding.Hex;
import org.junit.jupiter.api.Test;

class ChainTest {
    @Test
    void each_receipt_names_the_hash_of_the_one_before_it() {
        Chain chain = Chain.genesis();
        for (int i = 0; i < 4; i++) {
            byte[] head = chain.head();
            SealedReceipt receipt = chain.seal(ReceiptDraft.of(Receipts.body(i), Receipts.envelope("acme", i)));
            Receipt read = Receipt.read(receipt.canonical());
            assertEquals(i, read.sequence());
            assertEquals(i == 0 ? "0".repeat(64) : Hex.of(head), read.previous());
            chain = chain.after(receipt);
            assertArrayEquals(receipt.hash(), chain.head());
            assertEquals(chain, Chain.of(chain.nextSequence(), chain.head()));
        }
    }

    @Test
    void a_receipt_of_another_place_cannot_follow() {
        Chain chain = Chain.genesis();
        SealedReceipt first = chain.seal(ReceiptDraft.of(Receipts.body(0), Receipts.envelope("acme", 0)));
        Chain next = chain.after(first);
        assertThrows(IllegalArgumentException.class, () -> next.after(first));
    }

    @Test
    void a_stored_chain_that_cannot_be_is_refused() {
        byte[] head = new byte[32];
        head[0] = 1;
        assertThrows(IllegalArgumentException.class, () -> Chain.of(0, head));
        assertThrows(IllegalArgumentException.class, () -> Chain.of(-1, new byte[32]));
        assertThrows(IllegalArgumentException.class, () -> Chain.of(3, new byte[31]));
    }
}
