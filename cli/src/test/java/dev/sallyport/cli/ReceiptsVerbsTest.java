package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptsVerbsTest {
    @TempDir
    private Path folder;

    private String data = "";
    private Path export = Path.of("");

    @BeforeEach
    void install() {
        data = folder.resolve("data").toString();
        export = folder.resolve("all.receipts");
        Ran.of("init", "--data", data).exits(0);
        Ran.of("receipts", "export", "--data", data, "--out", export.toString()).exits(0);
    }

    @Test
    void an_export_verifies_and_says_whether_its_signer_was_checked() {
        assertTrue(verify(export).exits(0).out().contains("\"checked\":3"));
        assertTrue(verify(export).out().contains("\"signer\":\"unchecked\""));
        Path key = Path.of(data, "keys", "checkpoint.key");
        Ran checked = Ran.of("receipts", "verify", export.toString(), "--key", key.toString(), "--json")
                .exits(0);
        assertTrue(checked.out().contains("\"signer\":\"checked\""), checked.out());
    }

    @Test
    void the_export_on_standard_output_is_the_same_file() throws IOException {
        Ran ran = Ran.of("receipts", "export", "--data", data).exits(0);
        assertEquals(Files.readString(export), ran.out());
    }

    @Test
    void an_export_is_its_owners_alone() throws IOException {
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(export));
    }

    @Test
    void an_empty_array_shows_nothing() throws IOException {
        Path empty = folder.resolve("empty.json");
        Files.writeString(empty, "[]");
        assertTrue(verify(empty).exits(1).out().contains("\"error\":\"no_receipts\""));
    }

    @Test
    void a_store_is_not_mistaken_for_an_export() {
        Ran.of("receipts", "verify", data).exits(0);
        Path backup = folder.resolve("copy.db");
        Ran.of("backup", "--data", data, backup.toString()).exits(0);
        Ran.of("receipts", "verify", backup.toString()).refuses("is a store");
    }

    @Test
    void an_export_never_overwrites() {
        Ran.of("receipts", "export", "--data", data, "--out", export.toString()).refuses("never overwrites");
        Ran.of("receipts", "export", "--data", data, "--format", "csv").refuses("sallyport-2 or aegis-1");
        Ran.of("receipts", "export", "--data", data, "--tenant", "other").refuses("no tenant `other`");
        Ran.of("receipts", "export", "--data", folder.resolve("none").toString())
                .refuses("holds no install");
    }

    @Test
    void every_flipped_byte_is_found() throws IOException {
        byte[] bytes = Files.readAllBytes(export);
        Path forged = folder.resolve("forged.receipts");
        for (int at = 0; at < bytes.length; at += 7) {
            bytes[at] ^= 1;
            Files.write(forged, bytes);
            Ran ran = verify(forged);
            assertEquals(1, ran.exit(), "byte " + at + ": " + ran.out());
            assertTrue(ran.out().contains("\"verified\":false,\"error\":\""), ran.out());
            bytes[at] ^= 1;
        }
    }

    @Test
    void without_its_trailer_an_export_is_unanchored() throws IOException {
        List<String> lines = Files.readAllLines(export);
        Path cut = folder.resolve("cut.receipts");
        Files.writeString(cut, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
        assertTrue(verify(cut).exits(1).out().contains("\"error\":\"unanchored\""));
    }

    @Test
    void another_logs_key_does_not_verify_it() {
        String other = folder.resolve("other").toString();
        Ran.of("init", "--data", other).exits(0);
        Path key = Path.of(other, "keys", "checkpoint.key");
        Ran.of("receipts", "verify", export.toString(), "--key", key.toString()).exits(1);
        Ran.of("receipts", "verify", export.toString(), "--key", "not+a+key").refuses("--key");
    }

    @Test
    void a_folder_is_verified_file_by_file() throws IOException {
        assertTrue(verify(folder).exits(0).out().contains("all.receipts"));
        Files.writeString(folder.resolve("bad.jsonl"), "{}\n");
        assertEquals(2, verify(folder).exits(1).rows().size());
        Files.delete(folder.resolve("bad.jsonl"));
        Files.delete(export);
        verify(folder).exits(2);
        verify(folder.resolve("none")).exits(2);
    }

    @Test
    void a_checkpoint_is_a_signed_note_over_the_whole_log() {
        Ran ran = Ran.of("receipts", "checkpoint", "--data", data).exits(0);
        List<String> lines = ran.out().lines().toList();
        assertTrue(lines.getFirst().endsWith("/default"), ran.out());
        assertEquals("3", lines.get(1));
        assertTrue(lines.getLast().startsWith("\u2014 "), ran.out());
    }

    @Test
    void a_restored_backup_goes_on_under_the_next_epoch_with_a_receipt_of_it() throws IOException {
        Path backup = folder.resolve("b.db");
        Ran.of("backup", "--data", data, backup.toString()).exits(0);
        Ran.of("backup", "--data", data, backup.toString()).refuses("never overwrites");
        Path other = folder.resolve("restored");
        Ran.of("restore", "--data", other.toString(), backup.toString()).refuses("put the install's keys");
        Files.createDirectories(other.resolve("keys"));
        for (String key : List.of("checkpoint.key", "seal.key")) {
            Files.copy(
                    Path.of(data, "keys", key),
                    other.resolve("keys").resolve(key),
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        assertTrue(Ran.of("restore", "--data", other.toString(), backup.toString(), "--json")
                .exits(0)
                .out()
                .contains("\"epoch\":2"));
        Ran export2 = Ran.of("receipts", "export", "--data", other.toString()).exits(0);
        assertTrue(export2.out().contains("\"change\":\"restore\""), export2.out());
        assertTrue(export2.out().lines().findFirst().orElseThrow().contains("/default/2\""), export2.out());
    }

    @Test
    void a_store_of_this_version_needs_no_upgrade() {
        assertTrue(Ran.of("upgrade", "--check", "--data", data, "--json")
                .exits(0)
                .out()
                .contains("\"state\":\"current\""));
        Ran.of("upgrade", "--data", data).refuses("--check");
        Ran.of("upgrade", "--check", "--data", folder.resolve("none").toString())
                .exits(2);
    }

    private static Ran verify(Path target) {
        return Ran.of("receipts", "verify", target.toString(), "--json");
    }
}
