package dev.sallyport.ledger.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiptDraftTest {
    @Test
    void a_sealed_receipt_has_the_bytes_of_the_canonical_form_of_the_whole_object() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            JsonObject body = Receipts.randomObject(random, 3);
            long sequence = random.nextInt(3) == 0 ? random.nextLong(1L << 53) : i;
            byte[] previous = new byte[32];
            random.nextBytes(previous);
            Envelope envelope = Receipts.envelope("acme", random.nextInt(1000));

            SealedReceipt sealed =
                    ReceiptDraft.of(new ReceiptBody(body), envelope).seal(sequence, previous);

            JsonObject whole = envelope.members()
                    .put("body", body)
                    .put("chain", chain(sequence, previous))
                    .build();
            byte[] expected = CanonicalForm.of(whole, Scheme.SALLYPORT_JCS_2);
            assertEquals(new String(expected, UTF_8), new String(sealed.canonical(), UTF_8), () -> "seed " + seed);
            assertEquals(
                    new Receipt(envelope, new ReceiptBody(body), sequence, Hex.of(previous)),
                    Receipt.read(sealed.canonical()),
                    () -> "seed " + seed);
            assertEquals(Receipt.read(sealed.canonical()), Receipt.of(sealed), () -> "seed " + seed);
        }
    }

    @Test
    void the_hash_is_over_the_domain_and_the_canonical_bytes() {
        SealedReceipt sealed =
                ReceiptDraft.of(Receipts.body(0), Receipts.envelope("acme", 0)).seal(0, new byte[32]);
        assertArrayEquals(Sha256.of("sallyport/receipt/2\n".getBytes(UTF_8), sealed.canonical()), sealed.hash());
    }

    @Test
    void bytes_that_lie_beside_another_hash_are_read_as_strangers_are() {
        SealedReceipt sealed =
                ReceiptDraft.of(Receipts.body(0), Receipts.envelope("acme", 0)).seal(0, new byte[32]);
        byte[] spaced =
                new String(sealed.canonical(), UTF_8).replaceFirst(",", ", ").getBytes(UTF_8);
        SealedReceipt changed = new SealedReceipt(spaced, sealed.hash(), 0, sealed.receiptId());

        assertEquals(
                "not_canonical",
                assertThrows(Malformed.class, () -> Receipt.of(changed)).code());
    }

    @Test
    void a_draft_is_refused_when_it_could_not_be_read_back() {
        JsonObject.Builder large = JsonObject.builder().put("note", "x".repeat(ReceiptFormat.MAX_BYTES));
        ReceiptBody body = new ReceiptBody(large.build());
        Envelope envelope = Receipts.envelope("acme", 0);
        assertThrows(IllegalArgumentException.class, () -> ReceiptDraft.of(body, envelope));

        JsonObject deep = JsonObject.of();
        for (int i = 2; i < ReceiptFormat.MAX_DEPTH; i++) {
            deep = JsonObject.builder()
                    .put("d", new JsonArray(List.of()))
                    .put("e", deep)
                    .build();
        }
        Receipt.read(ReceiptDraft.of(new ReceiptBody(deep), envelope)
                .seal(0, new byte[32])
                .canonical());
        JsonObject deeper = JsonObject.builder().put("e", deep).build();
        assertThrows(IllegalArgumentException.class, () -> new ReceiptBody(deeper));

        ReceiptBody surrogate =
                new ReceiptBody(JsonObject.builder().put("s", "\uD800").build());
        assertThrows(MalformedJson.class, () -> ReceiptDraft.of(surrogate, envelope));
    }

    @Test
    void a_place_outside_the_chain_is_refused() {
        ReceiptDraft draft = ReceiptDraft.of(Receipts.body(0), Receipts.envelope("acme", 0));
        assertThrows(IllegalArgumentException.class, () -> draft.seal(-1, new byte[32]));
        assertThrows(IllegalArgumentException.class, () -> draft.seal(1L << 53, new byte[32]));
        assertThrows(IllegalArgumentException.class, () -> draft.seal(0, new byte[31]));
    }

    private static JsonObject chain(long sequence, byte[] previous) {
        return JsonObject.builder()
                .put("sequence", sequence)
                .put("previous", Hex.of(previous))
                .build();
    }
}
