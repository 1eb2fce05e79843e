package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.log.LogProof;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is followed over HTTP by its own formats. */
class LogRoutesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = start(folder);
    }

    /** On what keeps the records here. */
    TestGateway start(Path data) {
        return TestGateway.start(data);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private VerifierKey key() {
        return Keys.read(new DataDirectory(folder)).signer().verifierKey();
    }

    private Checkpoint checkpoint() {
        return Checkpoint.parse(SignedNote.parse(gateway.client()
                        .get("/v1/logs/default/checkpoint", gateway.operator())
                        .body())
                .text());
    }

    private Heard tile(String path) {
        return gateway.client().get("/v1/logs/default/tile/" + path, gateway.operator());
    }

    @Test
    void tiles_and_entries_lead_to_the_checkpoints_root() {
        IntStream.range(0, 300).forEach(i -> gateway.agent("a" + i));
        Checkpoint checkpoint = checkpoint();
        long size = checkpoint.size();
        Tree byHashes = Tree.empty();
        Tree byRecords = Tree.empty();
        for (String path : List.of("000", "001.p/" + (size - 256))) {
            byte[] hashes = tile("0/" + path).body();
            for (int at = 0; at < hashes.length; at += 32) {
                byHashes = byHashes.appendLeafHash(Arrays.copyOfRange(hashes, at, at + 32));
            }
            byte[] entries = tile("entries/" + path).body();
            for (int at = 0; at < entries.length; at += 34) {
                byRecords = byRecords.append(Arrays.copyOfRange(entries, at + 2, at + 34));
            }
        }
        assertEquals(size, byHashes.size());
        assertArrayEquals(checkpoint.root(), byHashes.root());
        assertArrayEquals(checkpoint.root(), byRecords.root());
        assertEquals(32, tile("1/000.p/1").body().length);
    }

    @Test
    void a_tile_may_be_kept_for_ever_and_one_that_does_not_exist_is_404() {
        Heard tile = tile("0/000.p/2");
        assertEquals(200, tile.status());
        assertEquals("application/octet-stream", tile.type());
        assertEquals(
                List.of("private, max-age=31536000, immutable"),
                tile.raw().headers().allValues("Cache-Control"));
        long size = checkpoint().size();
        for (String path : List.of(
                "0/000",
                "0/000.p/" + (size + 1),
                "0/000.p/0",
                "0/000.p/256",
                "0/001.p/1",
                "1/000.p/1",
                "64/000",
                "0/0",
                "0/x000/000",
                "data/000",
                "entries/000",
                "..%2f..%2fcheckpoint",
                "0/000.p/01",
                "0//000")) {
            Heard heard = tile(path);
            assertTrue(List.of(400, 404).contains(heard.status()), path + ": " + heard);
        }
    }

    @Test
    void a_receipts_proof_holds_under_the_logs_key_alone() {
        for (var item : gateway.client().get("/v1/receipts", gateway.operator()).items("receipts")) {
            JsonObject receipt = (JsonObject) item;
            String id = text(receipt, "receipt_id");
            Heard heard = gateway.client().get("/v1/receipts/" + id + "/proof", gateway.operator());
            assertEquals(200, heard.status());
            LogProof proof = LogProof.parse(heard.body());
            proof.verify(
                    HexFormat.of().parseHex(text(receipt, "receipt_hash")),
                    LogPolicy.unwitnessed(key().name() + "/default", key()));
        }
    }

    @Test
    void an_agent_gets_proofs_of_its_own_receipts_and_no_tiles() {
        TestGateway.Enrolled one = gateway.agent("one");
        TestGateway.Enrolled two = gateway.agent("two");
        String id = gateway.client()
                .post("/v1/authorize", one.token(), TestGateway.call(one, "trusted_internal_unsigned", ""))
                .string("receipt_id");
        assertEquals(
                200,
                gateway.client()
                        .get("/v1/receipts/" + id + "/proof", one.token())
                        .status());
        assertEquals(
                404,
                gateway.client()
                        .get("/v1/receipts/" + id + "/proof", two.token())
                        .status());
        assertEquals(
                403,
                gateway.client()
                        .get("/v1/logs/default/tile/0/000.p/1", one.token())
                        .status());
        assertEquals(
                403,
                gateway.client().get("/v1/logs/install/checkpoint", one.token()).status());
        assertEquals(
                401,
                gateway.client()
                        .send("GET", "/v1/logs/default/tile/0/000.p/1", Optional.empty(), null, java.util.Map.of())
                        .status());
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.value() : "";
    }
}
