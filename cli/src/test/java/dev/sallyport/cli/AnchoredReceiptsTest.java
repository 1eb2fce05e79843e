package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an anchor from elsewhere finds that a file alone can't show, each by its name. */
class AnchoredReceiptsTest {
    @TempDir
    private Path folder;

    private String data = "";
    private Path exports = Path.of("");
    private Path export = Path.of("");
    private Path anchor = Path.of("");
    private Install.FreshKeys keys = new Install.FreshKeys("", "");
    private int people;

    @BeforeEach
    void install() throws IOException {
        data = folder.resolve("data").toString();
        exports = folder.resolve("exports");
        export = exports.resolve("all.receipts");
        anchor = folder.resolve("elsewhere.anchors");
        Files.createDirectories(exports);
        keys = Install.create(Path.of(data), Sources.system());
        export(export);
        keepElsewhere();
    }

    private void export(Path file) {
        Ran.of("receipts", "export", "--data", data, "--out", file.toString()).exits(0);
    }

    /** Appends the newest checkpoint to the file that the install can't reach. */
    private void keepElsewhere() throws IOException {
        String note = Ran.of("receipts", "checkpoint", "--data", data).exits(0).out();
        Files.writeString(anchor, note + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Ran verify(Path target) {
        return Ran.of("receipts", "verify", target.toString(), "--anchor", anchor.toString(), "--json");
    }

    private String key() {
        return Path.of(data, "keys", "checkpoint.key").toString();
    }

    @Test
    void a_history_is_anchored_by_a_checkpoint_from_elsewhere_and_by_nothing_else() {
        assertTrue(verify(export).exits(0).out().contains("\"anchored\":true,\"anchored_size\":3"));
        Ran alone = Ran.of("receipts", "verify", export.toString(), "--json").exits(0);
        assertTrue(alone.out().contains("\"anchored\":false,\"anchored_size\":0"), alone.out());
    }

    @Test
    void a_history_cut_to_an_older_checkpoint_is_shorter_than_its_anchor() throws IOException {
        append();
        keepElsewhere();
        fault("history_shorter_than_anchor", verify(export).exits(1));
        Path longer = folder.resolve("longer.receipts");
        export(longer);
        assertTrue(verify(longer).exits(0).out().contains("\"anchored\":true,\"anchored_size\":4"));
    }

    /** An older export is whole and signed, and so is the checkpoint at its end: only an anchor shows that it is replayed. */
    @Test
    void a_replayed_export_is_found_by_its_anchor_alone() throws IOException {
        append();
        keepElsewhere();
        Ran.of("receipts", "verify", export.toString(), "--key", key()).exits(0);
        fault("history_shorter_than_anchor", verify(export).exits(1));
    }

    @Test
    void a_forked_history_differs_from_its_anchor() throws IOException {
        Path fork = folder.resolve("fork");
        Path backup = folder.resolve("b.db");
        Ran.of("backup", "--store-only", "--data", data, backup.toString()).exits(0);
        Files.createDirectories(fork.resolve("keys"));
        for (String name : List.of("checkpoint.key", "seal.key")) {
            Files.copy(
                    Path.of(data, "keys", name),
                    fork.resolve("keys").resolve(name),
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.copy(backup, fork.resolve("sallyport.db"));
        append();
        keepElsewhere();
        data = fork.toString();
        append();
        Path forked = folder.resolve("forked.receipts");
        export(forked);
        Ran.of("receipts", "verify", forked.toString(), "--key", key()).exits(0);
        fault("history_differs_from_anchor", verify(forked).exits(1));
    }

    @Test
    void a_deleted_chain_is_missed_in_a_folder_of_exports() throws IOException {
        verify(exports).exits(0);
        String other = folder.resolve("other").toString();
        Ran.of("init", "--data", other).exits(0);
        Ran.of(
                        "receipts",
                        "export",
                        "--data",
                        other,
                        "--out",
                        folder.resolve("exports/b.receipts").toString())
                .exits(0);
        Files.writeString(
                anchor,
                Ran.of("receipts", "checkpoint", "--data", other).exits(0).out(),
                StandardOpenOption.APPEND);
        verify(exports).exits(0);
        Files.delete(folder.resolve("exports/b.receipts"));
        fault("chain_deleted", verify(exports).exits(1));
    }

    @Test
    void a_swapped_key_is_named_and_so_is_an_anchor_of_another_log() throws IOException {
        String other = folder.resolve("other").toString();
        Ran.of("init", "--data", other).exits(0);
        Ran swapped = Ran.of(
                        "receipts",
                        "verify",
                        export.toString(),
                        "--key",
                        Path.of(other, "keys", "checkpoint.key").toString(),
                        "--json")
                .exits(1);
        fault("key_differs", swapped);
        Files.writeString(
                anchor, Ran.of("receipts", "checkpoint", "--data", other).out());
        fault("anchor_missing", verify(export).exits(1));
    }

    @Test
    void an_anchor_that_cant_be_read_or_is_not_witnessed_shows_nothing() throws IOException {
        String witness = folder.resolve("witness").toString();
        String vkey = Ran.of("witness", "init", "--data", witness, "--name", "witness.test/w")
                .exits(0)
                .out()
                .strip();
        Ran asked = Ran.of(
                        "receipts",
                        "verify",
                        export.toString(),
                        "--anchor",
                        anchor.toString(),
                        "--witness",
                        vkey,
                        "--quorum",
                        "1",
                        "--json")
                .exits(1);
        fault("witness_quorum", asked);
        Ran.of("receipts", "verify", export.toString(), "--witness", vkey).refuses("name an anchor");
        Files.writeString(anchor, "no checkpoint\n");
        Ran.of("receipts", "verify", export.toString(), "--anchor", anchor.toString())
                .refuses("--anchor");
    }

    @Test
    void a_receipts_proof_is_checked_with_its_hash_and_the_logs_key() throws IOException {
        JsonObject receipt = (JsonObject) dev.sallyport.action.json.StrictJson.parse(
                Files.readAllLines(export).get(1).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String id = receipt.get("receipt_id") instanceof JsonString text ? text.value() : "";
        Path proof = folder.resolve("one.proof");
        Ran proved = Ran.of("receipts", "prove", id, "--data", data, "--out", proof.toString())
                .exits(0);
        String record = proved.err()
                .lines()
                .filter(line -> line.startsWith("record: "))
                .findFirst()
                .orElseThrow()
                .substring("record: ".length());
        Ran checked = check(proof, record).exits(0);
        assertTrue(checked.out().contains("\"index\":0,\"size\":3"), checked.out());
        fault("root_differs", check(proof, "00".repeat(32)).exits(1));
        check(proof, "xy").exits(2);
        Ran.of("receipts", "prove", "rcp_nobody", "--data", data).refuses("no receipt");
        Ran.of("receipts", "prove", id, "--data", data, "--out", proof.toString())
                .refuses("never overwrites");
    }

    private Ran check(Path proof, String record) {
        return Ran.of("receipts", "check-proof", proof.toString(), "--record", record, "--key", key(), "--json");
    }

    private void append() {
        try (Running running = Running.on(Path.of(data), keys)) {
            Ran.with("", running.operator(), "approver", "add", "person" + people++)
                    .exits(0);
        }
    }

    private static void fault(String code, Ran ran) {
        assertTrue(
                ran.out().contains("\"error\":\"" + code + "\""), () -> code + " expected: " + ran.out() + ran.err());
        assertEquals(1, ran.exit());
    }
}
