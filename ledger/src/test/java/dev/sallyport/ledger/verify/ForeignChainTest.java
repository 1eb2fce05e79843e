package dev.sallyport.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.Corpora;
import dev.sallyport.ledger.export.AegisContent;
import dev.sallyport.ledger.export.AegisWriter;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.verify.Verdict.ChainOnly;
import dev.sallyport.ledger.verify.Verdict.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ForeignChainTest {
    private static final String PUBLISHED_HEAD = "31d22b32c6440e68f50e1bdd925c63b53d57592d4ae088af5436a003a45021e4";

    @Test
    void the_published_chain_links_up_as_an_array_and_as_lines() {
        JsonArray receipts = published();
        byte[] array = CanonicalForm.of(receipts, Scheme.RFC8785);
        assertEquals(new ChainOnly(3, PUBLISHED_HEAD), verify(array));
        assertEquals(new ChainOnly(3, PUBLISHED_HEAD), verify(jsonl(receipts)));
    }

    @Test
    void a_chain_that_links_up_is_no_answer_to_whoever_names_a_key() throws IOException {
        VerifyOptions options = VerifyOptions.with(Exports.KEY.verifierKey());
        for (byte[] file : List.of(CanonicalForm.of(published(), Scheme.RFC8785), jsonl(published()))) {
            Verdict verdict = OfflineVerifier.verify(new ByteArrayInputStream(file), options);
            assertEquals("unsigned", assertInstanceOf(Fault.class, verdict).code());
        }
    }

    @Test
    void every_changed_member_of_the_published_chain_is_noticed() {
        for (int i = 0; i < 3; i++) {
            for (String name :
                    ((JsonObject) published().items().get(i)).members().keySet()) {
                List<Json> items = new ArrayList<>(published().items());
                JsonObject.Builder changed = JsonObject.builder();
                ((JsonObject) items.get(i)).members().forEach(changed::put);
                items.set(i, changed.put(name, "changed").build());
                Fault fault = assertInstanceOf(Fault.class, verify(jsonl(new JsonArray(items))), name);
                assertEquals(i + 1, fault.line());
            }
        }
    }

    @Test
    void a_removed_or_moved_receipt_is_named() {
        List<Json> items = published().items();
        assertEquals(
                "chain_broken", fault(jsonl(new JsonArray(items.subList(1, 3)))).code());
        assertEquals(
                2,
                fault(jsonl(new JsonArray(List.of(items.get(0), items.get(2))))).line());
        assertEquals(
                "chain_broken",
                fault(jsonl(new JsonArray(List.of(items.get(1), items.get(0))))).code());
    }

    @Test
    void our_own_aegis_export_links_up() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AegisWriter writer = new AegisWriter(out);
        String head = "";
        for (int i = 0; i < 4; i++) {
            head = String.valueOf(writer.add(
                            AegisContent.of(i),
                            Exports.receipts("acme", 4).get(i).hash())
                    .statedHash());
        }
        assertEquals(new ChainOnly(4, head), verify(out.toByteArray()));
    }

    @Test
    void what_is_no_chain_is_refused() {
        assertEquals("wrong_member", fault("[1]").code());
        assertEquals("wrong_member", fault("[{\"receipt_hash\":\"XY\"}]").code());
        assertEquals("wrong_member", fault("[{}]").code());
        assertEquals("trailing_content", fault("[] []").code());
        assertEquals("no_receipts", fault("[]").code());
    }

    private static JsonArray published() {
        JsonObject vectors = (JsonObject) StrictJson.parse(
                Corpora.text("aegisagent/receipt_chain_vectors.json").getBytes(UTF_8));
        return assertInstanceOf(JsonArray.class, vectors.get("receipts"));
    }

    private static byte[] jsonl(JsonArray receipts) {
        return receipts.items().stream()
                .map(receipt -> new String(CanonicalForm.of(receipt, Scheme.RFC8785), UTF_8) + "\n")
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }

    private static Fault fault(String file) {
        return fault(file.getBytes(UTF_8));
    }

    private static Fault fault(byte[] file) {
        return assertInstanceOf(Fault.class, verify(file));
    }

    private static Verdict verify(byte[] file) {
        try {
            return OfflineVerifier.verify(new ByteArrayInputStream(file), VerifyOptions.none());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
