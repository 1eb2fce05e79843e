package dev.sallyport.ledger.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportWriterTest {
    @Test
    void an_export_is_a_header_the_receipts_and_a_trailer() {
        List<SealedReceipt> receipts = Exports.receipts("acme", 3);
        List<String> lines = Exports.lines(Exports.export(receipts, Exports.checkpoint(receipts)));
        assertEquals(5, lines.size());
        assertEquals(
                "{\"format\":\"sallyport-2\",\"origin\":\"log.example/acme\",\"vkey\":\""
                        + Exports.KEY.verifierKey().encoded() + "\"}",
                lines.getFirst());
        for (int i = 0; i < 3; i++) {
            assertEquals(new String(receipts.get(i).canonical(), UTF_8), lines.get(i + 1));
        }
        JsonObject trailer = (JsonObject) StrictJson.parse(lines.getLast().getBytes(UTF_8));
        assertEquals(new JsonString(Exports.checkpoint(receipts).format()), trailer.get("checkpoint"));
        String before = Hex.of(Sha256.of(Exports.file(lines.subList(0, 4))));
        assertEquals(new JsonString(before), trailer.get("sha256"));
    }

    @Test
    void a_checkpoint_of_another_size_or_log_is_refused() throws IOException {
        List<SealedReceipt> receipts = Exports.receipts("acme", 3);
        ExportWriter writer = new ExportWriter(new ByteArrayOutputStream(), Exports.ORIGIN, Exports.KEY.verifierKey());
        writer.add(receipts.getFirst().canonical());
        assertThrows(IllegalArgumentException.class, () -> writer.finish(Exports.checkpoint(receipts)));
        writer.finish(Exports.checkpoint(receipts.subList(0, 1)));
        assertThrows(
                IllegalStateException.class, () -> writer.add(receipts.get(1).canonical()));
    }

    @Test
    void an_aegis_chain_names_the_native_receipts_and_links_up() throws IOException {
        List<SealedReceipt> receipts = Exports.receipts("acme", 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AegisWriter writer = new AegisWriter(out);
        AegisReceipt first = writer.add(AegisContent.of(0), receipts.get(0).hash());
        AegisReceipt second = writer.add(AegisContent.of(1), receipts.get(1).hash());
        assertEquals("", first.statedPrevious());
        assertEquals(first.statedHash(), second.statedPrevious());
        assertEquals(second.computedHash(), second.statedHash());
        assertEquals(new JsonString(receipts.get(1).hashHex()), second.members().get("native_receipt_hash"));
        List<String> lines = Exports.lines(out.toByteArray());
        assertEquals(second.members(), StrictJson.parse(lines.get(1).getBytes(UTF_8)));
    }

    @Test
    void an_aegis_receipt_without_a_required_member_or_with_one_of_the_chain_is_refused() {
        byte[] hash = new byte[32];
        JsonObject empty = JsonObject.of();
        String message = assertThrows(IllegalArgumentException.class, () -> AegisReceipt.following("", empty, hash))
                .getMessage();
        assertTrue(String.valueOf(message).contains("event_id"));
        JsonObject.Builder forged = JsonObject.builder();
        AegisContent.of(0).members().forEach(forged::put);
        JsonObject own = forged.put("receipt_hash", "00").build();
        assertThrows(IllegalArgumentException.class, () -> AegisReceipt.following("", own, hash));
    }
}
