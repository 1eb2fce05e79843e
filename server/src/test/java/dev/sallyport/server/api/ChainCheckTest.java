package dev.sallyport.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.export.AegisReceipt;
import dev.sallyport.ledger.export.AegisWriter;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptFormat;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Presented chains, native and foreign: good ones pass, and of bad ones the first bad place is named. */
class ChainCheckTest {
    private static List<Json> natives(int count) {
        List<Json> out = new ArrayList<>();
        Chain chain = Chain.genesis();
        for (int i = 0; i < count; i++) {
            JsonObject body = JsonObject.builder().put("n", i).build();
            SealedReceipt receipt = chain.seal(ReceiptDraft.of(
                    new ReceiptBody(body),
                    new Envelope("rcp_" + i, "default", ReceiptKind.DECISION, 1000 + i, "sallyport.test+0123abcd")));
            chain = chain.after(receipt);
            out.add(ReceiptForm.json(receipt));
        }
        return out;
    }

    private static List<Json> foreign(int count) throws IOException {
        AegisWriter writer = new AegisWriter(new ByteArrayOutputStream());
        List<Json> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonObject.Builder content = JsonObject.builder();
            for (String name : AegisReceipt.REQUIRED) {
                content.put(name, JsonNull.NULL);
            }
            out.add(writer.add(content.put("event_id", "déjà vu " + i).build(), new byte[32])
                    .members());
        }
        return out;
    }

    private static JsonObject check(List<Json> receipts) {
        return ChainCheck.check(new JsonArray(receipts));
    }

    private static void good(int count, List<Json> receipts) {
        JsonObject verdict = check(receipts);
        assertEquals(JsonBoolean.of(true), verdict.get("verified"), verdict::toString);
        assertEquals(JsonNumber.of(count), verdict.get("checked"));
        assertEquals(JsonBoolean.of(false), verdict.get("anchored"), "a chain alone has no end");
    }

    private static void bad(int index, String error, List<Json> receipts) {
        JsonObject verdict = check(receipts);
        assertEquals(JsonBoolean.of(false), verdict.get("verified"), verdict::toString);
        assertEquals(JsonNumber.of(index), verdict.get("first_bad_index"), verdict::toString);
        assertEquals(new JsonString(error), verdict.get("error"), verdict::toString);
    }

    private static Json with(Json receipt, String name, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(((JsonObject) receipt).members());
        members.put(name, value);
        return new JsonObject(members);
    }

    private static List<Json> changed(List<Json> receipts, int index, Json value) {
        List<Json> out = new ArrayList<>(receipts);
        out.set(index, value);
        return out;
    }

    @Test
    void whole_native_chains_and_stretches_of_them_link_up() {
        List<Json> chain = natives(5);
        good(5, chain);
        good(3, chain.subList(2, 5));
        good(1, chain.subList(4, 5));
        good(0, List.of());
        good(5, chain.stream().map(ChainCheckTest::bare).toList());
    }

    private static Json bare(Json shown) {
        return Objects.requireNonNull(((JsonObject) shown).get("receipt"));
    }

    @Test
    void a_changed_missing_or_misplaced_native_receipt_is_named() {
        List<Json> chain = natives(4);
        Json forged = with(bare(chain.get(1)), "time_ms", JsonNumber.of(9));
        bad(1, "hash_mismatch", changed(chain, 1, with(chain.get(1), "receipt", forged)));
        bad(2, "chain_broken", changed(chain.stream().map(ChainCheckTest::bare).toList(), 1, forged));
        bad(2, "chain_broken", List.of(chain.get(0), chain.get(1), chain.get(3)));
        bad(1, "chain_broken", List.of(chain.get(0), chain.get(2), chain.get(1)));
        bad(1, "chain_broken", List.of(chain.get(0), chain.get(0)));
        bad(1, "unknown_member", changed(chain, 1, with(bare(chain.get(1)), "extra", JsonNull.NULL)));
        bad(1, "missing_member", List.of(chain.get(0), JsonObject.of()));
    }

    @Test
    void foreign_chains_are_checked_from_their_beginning() throws IOException {
        List<Json> chain = foreign(3);
        good(3, chain);
        bad(0, "chain_broken", chain.subList(1, 3));
        bad(1, "hash_mismatch", changed(chain, 1, with(chain.get(1), "decision", new JsonString("allow"))));
        bad(1, "chain_broken", List.of(chain.get(0), chain.get(2)));
    }

    @Test
    void the_published_foreign_chain_verifies() throws IOException {
        String named = System.getenv("SALLYPORT_CORPORA");
        Path corpora = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("sallyport.root", "..")).resolve("../shared/corpora");
        Path file = corpora.resolve("aegisagent/receipt_chain_vectors.json");
        assumeTrue(Files.exists(file), "skipped: no corpora");
        JsonObject vectors = (JsonObject) StrictJson.parse(Files.readAllBytes(file), ReceiptFormat.LIMITS);
        JsonArray receipts = (JsonArray) Objects.requireNonNull(vectors.get("receipts"));
        good(receipts.items().size(), receipts.items());
    }
}
