package dev.sallyport.ledger.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.export.AegisContent;
import dev.sallyport.ledger.export.AegisWriter;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.TestKeys;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.Receipts;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.ledger.spec.VectorCase.Expected;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The cases of {@code spec/receipt/vectors}: a log of five receipts, and what can be done to its export. */
final class ExportCases {
    private static final VerifyOptions KEY = VerifyOptions.with(Exports.KEY.verifierKey());
    private static final Signer THIEF = TestKeys.key(Exports.ORIGIN, 66);
    private static final List<SealedReceipt> FIVE = Exports.receipts("acme", 5);
    private static final int TRAILER = 6;

    private final List<VectorCase> cases = new ArrayList<>();

    private ExportCases() {}

    static List<VectorCase> all() {
        ExportCases all = new ExportCases();
        all.rightOnes();
        all.wrongLines();
        all.wrongReceipts();
        all.wrongTrailers();
        all.foreign();
        all.cases.addAll(RotationCases.all());
        return List.copyOf(all.cases);
    }

    private void rightOnes() {
        ok("empty", "A log without receipts: the root is the hash of nothing.", KEY, List.of());
        ok("one", "A log of one receipt: the root is its leaf hash.", KEY, FIVE.subList(0, 1));
        ok("five", "A log of five receipts, checked with the key in `log.vkey`.", KEY, FIVE);
        ok("five_without_key", "The same log without a key: the signer is unchecked.", VerifyOptions.none(), FIVE);
        ok("unicode", "Bodies with escapes, an astral character and names that sort by UTF-16 unit.", KEY, unicode());
    }

    private void wrongLines() {
        edit("truncated_tail", "The last two receipts are gone.", "checkpoint_size", 5, lines -> {
            lines.remove(5);
            lines.remove(4);
        });
        edit("removed_middle", "The third receipt is gone.", "missing_receipt", 4, lines -> lines.remove(3));
        edit("removed_head", "The first receipt is gone.", "missing_receipt", 2, lines -> lines.remove(1));
        edit(
                "swapped_lines",
                "Two receipts changed places.",
                "out_of_order",
                3,
                lines -> Collections.swap(lines, 2, 3));
        edit("duplicated_line", "A receipt stands twice.", "repeated_receipt", 4, lines -> lines.add(3, lines.get(2)));
        edit("without_trailer", "The trailer is gone.", "unanchored", 6, lines -> lines.remove(TRAILER));
        edit(
                "after_trailer",
                "A line follows the trailer.",
                "after_trailer",
                8,
                lines -> lines.add(lines.get(TRAILER)));
        byte[] right = Exports.export(5);
        add("cut_off", "The file ends in the middle of a receipt.", KEY, Arrays.copyOf(right, 1500), "line_cut_off", 5);
        add(
                "no_final_newline",
                "The last newline is gone.",
                KEY,
                Arrays.copyOf(right, right.length - 1),
                "line_cut_off",
                7);
        add("empty_file", "There is nothing.", KEY, new byte[0], "empty_file", 1);
    }

    private void wrongReceipts() {
        List<SealedReceipt> other = Exports.receipts("other", 5);
        edit(
                "foreign_tenant",
                "A receipt of another tenant's chain.",
                "foreign_tenant",
                4,
                lines -> lines.set(3, text(other.get(2))));
        List<SealedReceipt> fork =
                Exports.receipts("acme", 5, i -> Receipts.body(i == 1 ? 77 : i), Exports.KEY.keyId());
        edit(
                "forked_chain",
                "From the third receipt on, those of another history.",
                "chain_broken",
                4,
                lines -> lines.set(3, text(fork.get(2))));
        edit("rewritten_history", "All receipts are of another history.", "checkpoint_root", 7, lines -> {
            for (int i = 0; i < 5; i++) {
                lines.set(i + 1, text(fork.get(i)));
            }
        });
        replace("changed_decision", "A denial became an allowance.", "chain_broken", 4, 2, "\"deny\"", "\"allow\"");
        replace(
                "not_canonical_space",
                "A space that means nothing.",
                "not_canonical",
                3,
                2,
                ",\"format\"",
                ", \"format\"");
        replace("not_canonical_escape", "A letter written as an escape.", "not_canonical", 3, 2, "mail", "\\u006dail");
        replace(
                "not_canonical_order",
                "Two members changed places.",
                "not_canonical",
                3,
                2,
                "\"scheme\":\"sallyport-jcs-2\",\"tenant\":\"acme\"",
                "\"tenant\":\"acme\",\"scheme\":\"sallyport-jcs-2\"");
        replace(
                "duplicate_name",
                "A member twice.",
                "duplicate_name",
                3,
                2,
                "\"tenant\":\"acme\"",
                "\"tenant\":\"acme\",\"tenant\":\"acme\"");
        replace(
                "unknown_member",
                "A member that the format does not know.",
                "unknown_member",
                3,
                2,
                ",\"time_ms\"",
                ",\"thing\":1,\"time_ms\"");
        replace("missing_member", "A receipt without its tenant.", "missing_member", 3, 2, ",\"tenant\":\"acme\"", "");
        replace("other_hash", "A receipt that names another hash algorithm.", "wrong_member", 3, 2, "sha-256", "sha-1");
        replace("other_kind", "A receipt of a kind that is none.", "wrong_member", 3, 2, "\"outcome\"", "\"rumour\"");
        replace(
                "fractional_sequence",
                "A sequence that is no integer.",
                "wrong_member",
                3,
                2,
                "\"sequence\":1",
                "\"sequence\":1.5");
        edit(
                "upper_case_hash",
                "A hash in capitals.",
                "wrong_member",
                2,
                lines -> lines.set(1, lines.get(1).replace("\"previous\":\"0000", "\"previous\":\"00AB")));
    }

    private void wrongTrailers() {
        SignedNote right = Exports.checkpoint(FIVE);
        Tree tree = Exports.tree(FIVE);
        add(
                "wrong_key",
                "The file is right, but `log.vkey` is another key.",
                VerifyOptions.with(THIEF.verifierKey()),
                Exports.export(5),
                "key_differs",
                1);
        edit(
                "swapped_key",
                "The header names another key than the receipts; no key is given.",
                "foreign_key",
                2,
                VerifyOptions.none(),
                lines -> lines.set(
                        0,
                        lines.getFirst()
                                .replace(
                                        Exports.KEY.verifierKey().encoded(),
                                        THIEF.verifierKey().encoded())));
        edit(
                "vkey_wrong_hash",
                "The hash in the header's key is not the key's.",
                "vkey_wrong_hash",
                1,
                VerifyOptions.none(),
                lines -> lines.set(
                        0, lines.getFirst().replace(Exports.KEY.verifierKey().hash(), "00000000")));
        trailer(
                "unknown_signer",
                "Signed by another key of the same name.",
                "signature_unknown",
                Checkpoint.of(Exports.ORIGIN, tree).sign(THIEF));
        trailer(
                "invalid_signature",
                "The signature of another checkpoint.",
                "signature_invalid",
                new SignedNote(
                        right.text(), Exports.checkpoint(FIVE.subList(0, 4)).signatures()));
        trailer(
                "two_signatures",
                "A second signature, which the format has no place for.",
                "signature_count",
                right.and(Checkpoint.of(Exports.ORIGIN, tree)
                        .sign(THIEF)
                        .signatures()
                        .getFirst()));
        trailer(
                "extension_line",
                "A checkpoint with a fourth line.",
                "checkpoint_lines",
                new Checkpoint(Exports.ORIGIN, 5, StrictBase64.of(tree.root()), List.of("more")).sign(Exports.KEY));
        replace(
                "other_origin",
                "The header names another log.",
                "checkpoint_origin",
                7,
                0,
                "\"origin\":\"log.example/acme\"",
                "\"origin\":\"log.example/acne\"");
        edit(
                "older_checkpoint",
                "A checkpoint from before the last receipt.",
                "checkpoint_size",
                7,
                lines -> lines.set(
                        TRAILER,
                        Exports.lines(Exports.export(FIVE.subList(0, 4), Exports.checkpoint(FIVE.subList(0, 4))))
                                .getLast()));
        edit(
                "wrong_digest",
                "The SHA-256 in the trailer is another.",
                "trailer_digest",
                7,
                lines -> lines.set(TRAILER, lines.get(TRAILER).replaceAll("[0-9a-f]{64}", "0".repeat(64))));
        edit(
                "loose_signature",
                "A signature with its padding left out.",
                "base64_not_strict",
                7,
                lines -> lines.set(TRAILER, lines.get(TRAILER).replace("=\\n\",\"sha256\"", "\\n\",\"sha256\"")));
        SignedNote loose = SignedNote.sign(right.text().replace("=\n", "\n"), Exports.KEY);
        edit(
                "loose_root",
                "A root with its padding left out, signed so.",
                "base64_not_strict",
                7,
                lines -> lines.set(TRAILER, lines.get(TRAILER).replace(inJson(right), inJson(loose))));
    }

    private void foreign() {
        byte[] chain = aegis();
        cases.add(new VectorCase(
                "aegis_chain",
                "An `aegis-1` chain: it links up, nobody signed it.",
                VerifyOptions.none(),
                chain,
                new Expected("{\"count\":3,\"head\":\"" + lastHash(chain) + "\",\"verdict\":\"chain_only\"}\n")));
        List<String> lines = Exports.lines(chain);
        lines.remove(1);
        add(
                "aegis_removed_middle",
                "Its second receipt is gone.",
                VerifyOptions.none(),
                Exports.file(lines),
                "chain_broken",
                2);
        List<String> changed = Exports.lines(chain);
        changed.set(1, changed.get(1).replace("\"deny\"", "\"allow\""));
        add(
                "aegis_changed",
                "Its second receipt was changed.",
                VerifyOptions.none(),
                Exports.file(changed),
                "hash_mismatch",
                2);
    }

    private void ok(String name, String about, VerifyOptions options, List<SealedReceipt> receipts) {
        boolean known = options.key().isPresent();
        Verdict verdict = new Verdict.Verified(
                receipts.size(),
                Exports.ORIGIN,
                StrictBase64.of(Exports.tree(receipts).root()),
                known ? Verdict.SignerCheck.CHECKED : Verdict.SignerCheck.UNCHECKED,
                0);
        byte[] file = Exports.export(receipts, Exports.checkpoint(receipts));
        cases.add(new VectorCase(name, about, options, file, Expected.of(verdict)));
    }

    private void edit(String name, String about, String code, long line, Consumer<List<String>> edit) {
        edit(name, about, code, line, KEY, edit);
    }

    private void edit(
            String name, String about, String code, long line, VerifyOptions options, Consumer<List<String>> edit) {
        List<String> lines = Exports.lines(Exports.export(5));
        edit.accept(lines);
        add(name, about, options, Exports.file(lines), code, line);
    }

    private void replace(String name, String about, String code, long line, int index, String from, String to) {
        edit(name, about, code, line, lines -> lines.set(index, lines.get(index).replace(from, to)));
    }

    private void trailer(String name, String about, String code, SignedNote checkpoint) {
        add(name, about, KEY, Exports.export(FIVE, checkpoint), code, 7);
    }

    private void add(String name, String about, VerifyOptions options, byte[] file, String code, long line) {
        cases.add(new VectorCase(name + "_fail", about, options, file, Expected.fault(code, line)));
    }

    private static List<SealedReceipt> unicode() {
        return Exports.receipts(
                "acme",
                2,
                i -> new ReceiptBody(JsonObject.builder()
                        .put("\uD83D\uDE00", "\u20AC\u0001\"\\\n")
                        .put("\uE000", JsonNumber.of(98.70))
                        .put("\u00E9", i)
                        .build()),
                Exports.KEY.keyId());
    }

    private static byte[] aegis() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            AegisWriter writer = new AegisWriter(out);
            for (int i = 0; i < 3; i++) {
                writer.add(AegisContent.of(i), FIVE.get(i).hash());
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String inJson(SignedNote note) {
        return note.format().replace("\n", "\\n");
    }

    private static String lastHash(byte[] chain) {
        String last = Exports.lines(chain).getLast();
        int at = last.indexOf("\"receipt_hash\":\"") + "\"receipt_hash\":\"".length();
        return last.substring(at, at + 64);
    }

    private static String text(SealedReceipt receipt) {
        return new String(receipt.canonical(), UTF_8);
    }
}
