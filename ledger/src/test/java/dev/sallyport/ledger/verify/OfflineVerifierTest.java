package dev.sallyport.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.TestKeys;
import dev.sallyport.ledger.receipt.Receipts;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.ledger.verify.Verdict.Fault;
import dev.sallyport.ledger.verify.Verdict.SignerCheck;
import dev.sallyport.ledger.verify.Verdict.Verified;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineVerifierTest {
    private static final VerifyOptions WITH_KEY = VerifyOptions.with(Exports.KEY.verifierKey());
    private static final List<SealedReceipt> FIVE = Exports.receipts("acme", 5);

    @Test
    void an_untouched_export_is_verified_and_says_how_far_to_trust_it() {
        byte[] file = Exports.export(5);
        String root = StrictBase64.of(Exports.tree(FIVE).root());
        assertEquals(new Verified(5, Exports.ORIGIN, root, SignerCheck.CHECKED, 0), verify(file, WITH_KEY));
        assertEquals(
                new Verified(5, Exports.ORIGIN, root, SignerCheck.UNCHECKED, 0), verify(file, VerifyOptions.none()));
    }

    @Test
    void logs_of_every_small_size_are_verified() {
        for (int size = 0; size <= 70; size++) {
            Verdict verdict = verify(Exports.export(size), WITH_KEY);
            assertEquals(size, assertInstanceOf(Verified.class, verdict).count());
        }
    }

    @Test
    @Tag("exhaustive")
    void every_flipped_bit_is_refused_with_and_without_the_key() {
        byte[] file = Exports.export(5);
        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertInstanceOf(Fault.class, verify(flipped, WITH_KEY), "bit " + bit + ", key known");
            assertInstanceOf(Fault.class, verify(flipped, VerifyOptions.none()), "bit " + bit + ", key not known");
        }
        System.out.println("flipped bits refused: " + file.length * 8 + " of " + file.length * 8 + ", twice");
    }

    @Test
    @Tag("exhaustive")
    void every_flipped_bit_is_refused_when_the_trailers_digest_is_made_to_fit() {
        byte[] file = Exports.export(5);
        int before = file.length - Exports.lines(file).getLast().getBytes(UTF_8).length - 1;
        for (int bit = 0; bit < before * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertInstanceOf(Fault.class, verify(withFittingDigest(flipped, before), WITH_KEY), "bit " + bit);
        }
    }

    @Test
    void every_file_cut_short_is_refused() {
        byte[] file = Exports.export(5);
        for (int length = 0; length < file.length; length++) {
            assertInstanceOf(Fault.class, verify(Arrays.copyOf(file, length), WITH_KEY), "length " + length);
        }
    }

    @Test
    void a_stream_that_gives_a_byte_at_a_time_is_read_alike() throws IOException {
        byte[] file = Exports.export(5);
        InputStream slow = new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(1, length));
            }
        };
        assertEquals(verify(file, WITH_KEY), OfflineVerifier.verify(slow, WITH_KEY));
    }

    @Test
    @Tag("exhaustive")
    void every_removed_or_doubled_byte_is_refused() {
        byte[] file = Exports.export(3);
        for (int i = 0; i < file.length; i++) {
            byte[] shorter = new byte[file.length - 1];
            System.arraycopy(file, 0, shorter, 0, i);
            System.arraycopy(file, i + 1, shorter, i, shorter.length - i);
            assertInstanceOf(Fault.class, verify(shorter, VerifyOptions.none()), "byte " + i + " removed");
            byte[] longer = Arrays.copyOf(file, file.length + 1);
            System.arraycopy(file, i, longer, i + 1, file.length - i);
            assertInstanceOf(Fault.class, verify(longer, VerifyOptions.none()), "byte " + i + " doubled");
        }
    }

    @Test
    void a_missing_trailer_is_unanchored() {
        List<String> lines = lines();
        assertFault("unanchored", 6, lines.subList(0, 6));
        assertFault("unanchored", 4, lines.subList(0, 4));
    }

    @Test
    void a_truncated_tail_under_its_old_trailer_is_named() {
        List<String> lines = lines();
        lines.remove(5);
        lines.remove(4);
        Fault fault = assertFault("checkpoint_size", 5, lines);
        assertEquals("the checkpoint is of 5 receipts, the file has 3: the tail is missing", fault.message());
    }

    @Test
    void a_chain_of_which_nothing_is_left_is_named() {
        List<String> lines = lines();
        lines.subList(1, 6).clear();
        Fault fault = assertFault("checkpoint_size", 2, lines);
        assertEquals("the checkpoint is of 5 receipts, the file has 0: the tail is missing", fault.message());
        assertFault("unanchored", 1, lines.subList(0, 1));
    }

    @Test
    void a_checkpoint_older_than_the_receipts_is_named() {
        List<String> lines = lines();
        SignedNote older = Exports.checkpoint(FIVE.subList(0, 4));
        lines.set(6, Exports.lines(Exports.export(FIVE.subList(0, 4), older)).getLast());
        assertTrue(assertFault("checkpoint_size", 7, lines).message().contains("older"));
    }

    @Test
    void a_removed_middle_is_named() {
        List<String> lines = lines();
        lines.remove(3);
        assertEquals(
                "receipt 2 is missing; this is 3",
                assertFault("missing_receipt", 4, lines).message());
        List<String> headless = lines();
        headless.remove(1);
        assertFault("missing_receipt", 2, headless);
    }

    @Test
    void a_missing_receipt_is_named_although_a_line_below_is_damaged() {
        List<String> lines = lines();
        lines.remove(3);
        lines.set(4, "damaged");
        assertFault("missing_receipt", 4, lines);
    }

    @Test
    void swapped_lines_are_named() {
        List<String> lines = lines();
        Collections.swap(lines, 2, 3);
        assertEquals(
                "receipt 2 stands before receipt 1",
                assertFault("out_of_order", 3, lines).message());
    }

    @Test
    void a_duplicated_line_is_named() {
        List<String> lines = lines();
        lines.add(3, lines.get(2));
        assertFault("repeated_receipt", 4, lines);
    }

    @Test
    void a_foreign_tenants_line_is_named() {
        List<String> lines = lines();
        lines.set(3, new String(Exports.receipts("other", 5).get(2).canonical(), UTF_8));
        assertFault("foreign_tenant", 4, lines);
    }

    @Test
    void a_forked_chain_is_named() {
        List<String> lines = lines();
        List<SealedReceipt> fork =
                Exports.receipts("acme", 5, i -> Receipts.body(i == 1 ? 77 : i), Exports.KEY.keyId());
        lines.set(3, new String(fork.get(2).canonical(), UTF_8));
        assertFault("chain_broken", 4, lines);
        List<String> whole = lines();
        for (int i = 1; i < 5; i++) {
            whole.set(i + 1, new String(fork.get(i).canonical(), UTF_8));
        }
        assertFault("checkpoint_root", 7, whole);
    }

    @Test
    void a_chain_signed_anew_with_a_swapped_key_is_named() {
        Signer thief = TestKeys.key(Exports.ORIGIN, 66);
        byte[] honest = Exports.export(5);
        List<String> lines = Exports.lines(honest);
        SignedNote forged = Checkpoint.of(Exports.ORIGIN, Exports.tree(FIVE)).sign(thief);
        lines.set(6, Exports.lines(Exports.export(FIVE, forged)).getLast());
        assertFault("signature_unknown", 7, lines);

        lines.set(
                0,
                lines.getFirst()
                        .replace(
                                Exports.KEY.verifierKey().encoded(),
                                thief.verifierKey().encoded()));
        assertEquals("key_differs", ((Fault) verify(Exports.file(lines), WITH_KEY)).code());
        assertEquals("foreign_key", ((Fault) verify(Exports.file(lines), VerifyOptions.none())).code());
    }

    @Test
    void a_signature_over_another_checkpoint_is_named() {
        SignedNote other = Exports.checkpoint(FIVE.subList(0, 4));
        SignedNote forged =
                new SignedNote(Checkpoint.of(Exports.ORIGIN, Exports.tree(FIVE)).text(), other.signatures());
        assertTrailer("signature_invalid", forged);
    }

    @Test
    void a_checkpoint_has_exactly_one_signature() {
        SignedNote note = Exports.checkpoint(FIVE);
        assertTrailer("signature_count", note.and(note.signatures().getFirst()));
        SignedNote witness = SignedNote.sign(note.text(), TestKeys.key("witness.example", 9));
        assertTrailer("signature_count", note.and(witness.signatures().getFirst()));
    }

    @Test
    void a_checkpoint_has_no_further_lines() {
        Tree tree = Exports.tree(FIVE);
        String root = StrictBase64.of(tree.root());
        Checkpoint longer = new Checkpoint(Exports.ORIGIN, 5, root, List.of("more"));
        assertTrailer("checkpoint_lines", longer.sign(Exports.KEY));
    }

    @Test
    void a_checkpoint_of_another_log_is_named() {
        List<String> lines = lines();
        SignedNote other =
                Checkpoint.of("log.example/other", Exports.tree(FIVE)).sign(Exports.KEY);
        String checkpoint = Exports.checkpoint(FIVE).format().replace("\n", "\\n");
        lines.set(6, lines.get(6).replace(checkpoint, other.format().replace("\n", "\\n")));
        assertFault("checkpoint_origin", 7, lines);
    }

    @Test
    void nothing_may_follow_the_trailer() {
        List<String> lines = lines();
        lines.add(lines.getLast());
        assertFault("after_trailer", 8, lines);
        List<String> empty = lines();
        empty.add("");
        assertFault("after_trailer", 8, empty);
    }

    @Test
    void another_spelling_of_the_same_receipt_is_refused() {
        List<String> lines = lines();
        lines.set(2, lines.get(2).replace(",\"format\"", ", \"format\""));
        assertFault("not_canonical", 3, lines);
        List<String> escaped = lines();
        escaped.set(2, escaped.get(2).replace("coding-agent", "\\u0063oding-agent"));
        assertFault("not_canonical", 3, escaped);
    }

    @Test
    void unknown_and_missing_members_are_refused() {
        List<String> more = lines();
        more.set(2, more.get(2).replace(",\"time_ms\"", ",\"thing\":1,\"time_ms\""));
        assertFault("unknown_member", 3, more);
        List<String> less = lines();
        less.set(2, less.get(2).replace(",\"tenant\":\"acme\"", ""));
        assertFault("missing_member", 3, less);
        List<String> header = lines();
        header.set(0, header.getFirst().replace(",\"vkey\"", ",\"vkex\":1,\"vkey\""));
        assertFault("unknown_member", 1, header);
    }

    @Test
    void wrong_values_are_refused() {
        for (String[] edit : new String[][] {
            {"\"hash\":\"sha-256\"", "\"hash\":\"sha-1\""},
            {"\"scheme\":\"sallyport-jcs-2\"", "\"scheme\":\"rfc8785\""},
            {"\"kind\":\"outcome\"", "\"kind\":\"gossip\""},
            {"\"sequence\":1", "\"sequence\":1.5"},
            {"\"sequence\":1", "\"sequence\":\"1\""},
            {"\"sequence\":1", "\"sequence\":-1"},
            {"\"tenant\":\"acme\"", "\"tenant\":\"ac me\""},
            {"\"time_ms\":1790000001000", "\"time_ms\":-1"},
        }) {
            List<String> lines = lines();
            lines.set(2, lines.get(2).replace(edit[0], edit[1]));
            assertFault("wrong_member", 3, lines);
        }
    }

    @Test
    void what_is_no_export_is_refused() {
        assertEquals("empty_file", fault(new byte[0]).code());
        assertEquals(
                "unknown_format",
                fault("{\"format\":\"sallyport-1\",\"origin\":\"o\",\"vkey\":\"v\"}\n")
                        .code());
        assertEquals("unknown_format", fault("{}\n").code());
        assertEquals("unknown_format", fault("7\n").code());
        assertEquals("line_cut_off", fault("{}").code());
        assertEquals(
                "line_too_long",
                fault("\"" + "x".repeat(Lines.MAX_BYTES) + "\"\n").code());
    }

    @Test
    void a_folder_gives_a_verdict_for_each_of_its_exports(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("a.receipts"), Exports.export(2));
        Files.write(folder.resolve("b.jsonl"), Exports.file(lines().subList(0, 3)));
        Files.writeString(folder.resolve("readme.txt"), "not an export");
        SortedMap<Path, Verdict> verdicts = OfflineVerifier.verifyFolder(folder, WITH_KEY);
        assertEquals(2, verdicts.size());
        assertInstanceOf(Verified.class, verdicts.get(folder.resolve("a.receipts")));
        assertEquals(
                "unanchored",
                assertInstanceOf(Fault.class, verdicts.get(folder.resolve("b.jsonl")))
                        .code());
    }

    private static List<String> lines() {
        return Exports.lines(Exports.export(5));
    }

    private static byte[] withFittingDigest(byte[] file, int before) {
        List<String> trailer = Exports.lines(Arrays.copyOfRange(file, before, file.length));
        byte[] start = Arrays.copyOf(file, before);
        String fitting = trailer.getFirst()
                .replaceAll("\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"" + Hex.of(Sha256.of(start)) + "\"");
        byte[] end = Exports.file(List.of(fitting));
        byte[] whole = Arrays.copyOf(start, before + end.length);
        System.arraycopy(end, 0, whole, before, end.length);
        return whole;
    }

    private static void assertTrailer(String code, SignedNote checkpoint) {
        assertEquals(code, fault(Exports.export(FIVE, checkpoint)).code());
    }

    private static Fault assertFault(String code, long line, List<String> lines) {
        Fault fault = fault(Exports.file(new ArrayList<>(lines)));
        assertEquals(code + " on line " + line, fault.code() + " on line " + fault.line(), fault.message());
        return fault;
    }

    private static Fault fault(String file) {
        return fault(file.getBytes(UTF_8));
    }

    private static Fault fault(byte[] file) {
        return assertInstanceOf(Fault.class, verify(file, WITH_KEY));
    }

    private static Verdict verify(byte[] file, VerifyOptions options) {
        try {
            return OfflineVerifier.verify(new ByteArrayInputStream(file), options);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
