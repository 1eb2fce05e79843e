package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms that other systems read, of a gateway that decided three times. */
class InterchangeVerbsTest {
    @TempDir
    private Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void decide() {
        data = folder.resolve("data");
        try (Running running = Running.in(data)) {
            Decided.three(running);
        }
    }

    private Path export(String format) {
        Path file = folder.resolve(format + ".jsonl");
        Ran.of("receipts", "export", "--data", data.toString(), "--format", format, "--out", file.toString())
                .exits(0);
        return file;
    }

    private Ran verify(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("receipts", "verify", file.toString(), "--json"));
        args.addAll(List.of(more));
        return Ran.of(args.toArray(String[]::new));
    }

    private String key() {
        return data.resolve("keys/checkpoint.key").toString();
    }

    @Test
    void each_decision_is_an_envelope_that_verifies_offline_and_holds_no_content() throws IOException {
        Path file = export("dsse");
        Ran right = verify(file, "--key", key()).exits(0);
        assertTrue(right.out().contains("\"format\":\"dsse\",\"checked\":3"), right.out());
        assertTrue(right.out().contains("\"signer\":\"checked\""), right.out());
        assertTrue(verify(file).exits(0).out().contains("\"signer\":\"unchecked\""));
        String payloads = payloads(file);
        assertTrue(payloads.contains("\"decision\":\"deny\""), payloads);
        assertFalse(payloads.contains(Decided.SECRET), "the resource went out");
    }

    private static String payloads(Path file) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            JsonObject envelope = (JsonObject) StrictJson.parse(line.getBytes(StandardCharsets.UTF_8));
            String payload = envelope.get("payload") instanceof JsonString text ? text.value() : "";
            all.append(new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    @Test
    void another_key_a_changed_line_and_an_anchor_of_another_length_are_named() throws IOException {
        Path file = export("dsse");
        String other = folder.resolve("other").toString();
        Ran.of("init", "--data", other).exits(0);
        Ran foreign =
                verify(file, "--key", Path.of(other, "keys", "checkpoint.key").toString());
        assertTrue(foreign.exits(1).out().contains("\"error\":\"key_differs\""), foreign.out());
        Path anchor = folder.resolve("a.anchor");
        Files.writeString(
                anchor,
                Ran.of("receipts", "checkpoint", "--data", data.toString())
                        .exits(0)
                        .out());
        assertTrue(verify(file, "--anchor", anchor.toString()).exits(0).out().contains("\"anchored\":true"));
        Files.writeString(file, Files.readString(file).replaceFirst("\"sig\":\"(.)", "\"sig\":\"_"));
        verify(file).exits(1);
    }

    @Test
    void each_receipt_is_an_event_of_a_chain_that_names_neither_content_nor_person() throws IOException {
        Path file = export("ocsf");
        Ran right = verify(file).exits(0);
        assertTrue(right.out().contains("\"format\":\"ocsf\",\"checked\":7"), right.out());
        assertFalse(Files.readString(file).contains(Decided.SECRET));
        assertTrue(verify(file, "--key", key()).exits(1).out().contains("\"error\":\"unsigned\""));
        List<String> lines = Files.readAllLines(file);
        lines.remove(3);
        Files.write(file, lines);
        assertTrue(verify(file).exits(1).out().contains("\"error\":\"chain_broken\",\"line\":4"));
    }

    @Test
    void a_folder_may_hold_all_forms() {
        for (String format : List.of("sallyport-2", "aegis-1", "dsse", "ocsf")) {
            export(format);
        }
        assertEquals(4, verify(folder).exits(0).rows().size());
    }

    @Test
    void every_tile_is_checked_against_the_key() throws IOException {
        Path tiles = folder.resolve("tiles");
        Ran.of("receipts", "tiles", tiles.toString(), "--data", data.toString()).exits(0);
        Ran.of("receipts", "tiles", tiles.toString(), "--check").refuses("--key");
        Ran right = Ran.of("receipts", "tiles", tiles.toString(), "--check", "--key", key(), "--json")
                .exits(0);
        assertTrue(right.out().contains("\"verified\":true"), right.out());
        Path tile = tiles.resolve("tile/0/000.p/7");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[40] ^= 1;
        Files.write(tile, bytes);
        Ran wrong = Ran.of("receipts", "tiles", tiles.toString(), "--check", "--key", key(), "--json")
                .exits(1);
        assertTrue(wrong.out().contains("\"error\":\"entry_differs\""), wrong.out());
    }

    /** With Go's DSSE library of the in-toto project and none of our code. Needs Go and its module proxy. */
    @Test
    @Tag("full")
    void a_library_of_others_verifies_the_envelopes() throws IOException, InterruptedException {
        Path file = export("dsse");
        String vkey = Files.readAllLines(Path.of(key())).getFirst();
        assertEquals(0, foreign(vkey, file));
        Files.writeString(file, Files.readString(file).replaceFirst("\"payload\":\"(.{40}).", "\"payload\":\"$1A"));
        assertEquals(1, foreign(vkey, file));
    }

    private static int foreign(String vkey, Path file) throws IOException, InterruptedException {
        Path source = Path.of(System.getProperty("sallyport.root", ".."))
                .toAbsolutePath()
                .resolve("cli/src/test/go/dsse");
        return new ProcessBuilder("go", "run", ".", "-vkey", vkey, file.toString())
                .directory(source.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
