package dev.sallyport.ledger.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.TestKeys;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.spec.VectorCase.Expected;
import dev.sallyport.ledger.succession.RotatedLog;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cases of {@code spec/receipt/vectors} in which the key of a log changes hands. */
final class RotationCases {
    private static final Signer FIRST = Exports.KEY;
    private static final Signer SECOND = TestKeys.key(Exports.ORIGIN, 2);
    private static final Signer THIRD = TestKeys.key(Exports.ORIGIN, 3);
    private static final Signer THIEF = TestKeys.key(Exports.ORIGIN, 66);
    private static final String NO_HASH = "0".repeat(64);

    private final List<VectorCase> cases = new ArrayList<>();

    private RotationCases() {}

    static List<VectorCase> all() {
        RotationCases all = new RotationCases();
        all.rightOnes();
        all.wrongEndorsements();
        all.wrongKeys();
        all.wrongForms();
        return List.copyOf(all.cases);
    }

    private static RotatedLog log() {
        return new RotatedLog();
    }

    /** Two receipts, the second key, two receipts, the third key, one receipt. */
    private static RotatedLog twice() {
        return log().plain(2, FIRST)
                .rotation(FIRST, SECOND)
                .plain(2, SECOND)
                .rotation(SECOND, THIRD)
                .plain(1, THIRD);
    }

    private void rightOnes() {
        ok("rotated", "The key changed twice; the reader has the newest.", with(THIRD), twice(), THIRD);
        ok("rotated_with_old_key", "The same log; the reader has the first key.", with(FIRST), twice(), THIRD);
        ok("rotated_with_middle_key", "The same log; the reader has the second key.", with(SECOND), twice(), THIRD);
        ok("rotated_without_key", "The same log without a key.", VerifyOptions.none(), twice(), THIRD);
        RotatedLog last = log().plain(2, FIRST).rotation(FIRST, SECOND);
        ok("rotation_last", "The last receipt introduces the newest key.", with(FIRST), last, SECOND);
        RotatedLog first = log().rotation(FIRST, SECOND).plain(1, SECOND);
        ok("rotation_first", "The first receipt introduces the newest key.", with(FIRST), first, SECOND);
        RotatedLog other = log().plain(1, FIRST);
        other.notARotation(FIRST, other.endorsement(FIRST, SECOND.verifierKey()).json())
                .plain(1, FIRST);
        ok("rotation_in_a_decision", "A decision can't introduce a key: nothing changed.", with(FIRST), other, FIRST);
    }

    private void wrongEndorsements() {
        endorsed(
                "rotation_not_endorsed", "The next key endorsed itself.", said(FIRST, SECOND, SECOND, "acme", 2, null));
        endorsed(
                "rotation_of_other_log",
                "The endorsement was made for another tenant's log.",
                said(FIRST, FIRST, SECOND, "other", 2, null));
        endorsed(
                "rotation_at_other_place",
                "The endorsement was made for another sequence.",
                said(FIRST, FIRST, SECOND, "acme", 3, null));
        endorsed(
                "rotation_of_other_history",
                "The endorsement was made for another history of the log.",
                said(FIRST, FIRST, SECOND, "acme", 2, NO_HASH));
        endorsed(
                "rotation_of_other_key",
                "The endorsement was made for another next key.",
                changed(
                        said(FIRST, FIRST, THIRD, "acme", 2, null),
                        "next_vkey",
                        SECOND.verifierKey().encoded()));
        endorsed(
                "rotation_by_other_key",
                "A key that the receipts before do not name endorsed the next.",
                said(THIEF, THIEF, SECOND, "acme", 2, null));
        Signer named = TestKeys.key("log.example/other", 2);
        endorsed(
                "rotation_to_other_name", "The next key has another name.", said(FIRST, FIRST, named, "acme", 2, null));
        endorsed("rotation_to_itself", "The key endorsed itself.", said(FIRST, FIRST, FIRST, "acme", 2, null));
    }

    private void wrongKeys() {
        fail(
                "key_after_rotation_wrong",
                "After the rotation a receipt still names the old key.",
                with(FIRST),
                log().plain(2, FIRST).rotation(FIRST, SECOND).plain(1, FIRST),
                SECOND,
                "foreign_key",
                5);
        fail(
                "key_before_rotation",
                "The receipt that introduces the key names it already.",
                with(FIRST),
                early(),
                SECOND,
                "foreign_key",
                4);
        fail(
                "key_without_rotation",
                "A receipt names another key, and nothing introduced it.",
                with(FIRST),
                log().plain(2, FIRST).plain(1, SECOND),
                SECOND,
                "foreign_key",
                4);
        fail(
                "rotated_header_old",
                "The header names the first key, which signed the checkpoint too.",
                with(FIRST),
                twice(),
                FIRST,
                "foreign_key",
                7);
        fail(
                "rotated_header_foreign",
                "The header names a key that none endorsed.",
                with(FIRST),
                twice(),
                THIEF,
                "foreign_key",
                7);
        fail(
                "rotated_wrong_key",
                "`log.vkey` is none of the keys of the succession.",
                with(THIEF),
                twice(),
                THIRD,
                "key_differs",
                1);
        fail(
                "rotation_skipped",
                "The second rotation is by the first key again.",
                with(FIRST),
                skipped(),
                THIRD,
                "key_endorsement",
                6);
    }

    private static RotatedLog early() {
        RotatedLog log = log().plain(2, FIRST);
        return log.rotation(SECOND, log.endorsement(FIRST, SECOND.verifierKey()).json());
    }

    private static RotatedLog skipped() {
        RotatedLog log = log().plain(2, FIRST).rotation(FIRST, SECOND).plain(1, SECOND);
        return log.rotation(SECOND, log.endorsement(FIRST, THIRD.verifierKey()).json());
    }

    private void wrongForms() {
        JsonObject right = said(FIRST, FIRST, SECOND, "acme", 2, null);
        formed("rotation_unknown_member", "A member more.", changed(right, "why", "x"), "unknown_member");
        formed(
                "rotation_missing_member",
                "The old key is not there.",
                JsonObject.builder()
                        .put("endorsement", text(right, "endorsement"))
                        .put("next_vkey", text(right, "next_vkey"))
                        .build(),
                "missing_member");
        formed(
                "rotation_loose_endorsement",
                "The endorsement without its padding.",
                changed(right, "endorsement", text(right, "endorsement").replace("=", "")),
                "base64_not_strict");
        formed(
                "rotation_short_endorsement",
                "An endorsement of 3 bytes.",
                changed(right, "endorsement", "AAAA"),
                "key_endorsement");
        formed(
                "rotation_vkey_wrong_hash",
                "The hash in the next key is not the key's.",
                changed(
                        right,
                        "next_vkey",
                        SECOND.verifierKey()
                                .encoded()
                                .replace("+" + SECOND.verifierKey().hash() + "+", "+00000000+")),
                "vkey_wrong_hash");
        VerifierKey witness = Cosigner.with(SECOND).verifierKey();
        formed(
                "rotation_to_a_witness_key",
                "The next key is of a type that signs no checkpoint.",
                changed(right, "next_vkey", witness.encoded()),
                "vkey_unknown_type");
        RotatedLog log = log().plain(2, FIRST).rotation(FIRST, new JsonString("soon"));
        fail("rotation_no_object", "A text in its place.", with(FIRST), log, FIRST, "wrong_member", 4);
    }

    private void endorsed(String name, String about, JsonObject said) {
        formed(name, about, said, "key_endorsement");
    }

    private void formed(String name, String about, JsonObject said, String code) {
        RotatedLog log = log().plain(2, FIRST).rotation(FIRST, said).plain(1, SECOND);
        fail(name, about, with(FIRST), log, SECOND, code, 4);
    }

    private void ok(String name, String about, VerifyOptions options, RotatedLog log, Signer newest) {
        boolean known = options.key().isPresent();
        Verdict verdict = new Verdict.Verified(
                log.receipts().size(),
                Exports.ORIGIN,
                StrictBase64.of(log.tree().root()),
                known ? Verdict.SignerCheck.CHECKED : Verdict.SignerCheck.UNCHECKED,
                0);
        cases.add(new VectorCase(name, about, options, log.export(newest), Expected.of(verdict)));
    }

    private void fail(
            String name, String about, VerifyOptions options, RotatedLog log, Signer newest, String code, long line) {
        cases.add(new VectorCase(name + "_fail", about, options, log.export(newest), Expected.fault(code, line)));
    }

    private static VerifyOptions with(Signer key) {
        return VerifyOptions.with(key.verifierKey());
    }

    /** What a rotation after two receipts says, signed by {@code signer} for whatever place; a null history is the right one. */
    private static JsonObject said(
            Signer old, Signer signer, Signer next, String tenant, long sequence, @Nullable String previous) {
        String history = previous == null ? log().plain(2, FIRST).previous() : previous;
        byte[] text = ("sallyport/key-succession/1\n" + tenant + "\n" + sequence + "\n" + history + "\n"
                        + next.verifierKey().encoded() + "\n")
                .getBytes(UTF_8);
        return JsonObject.builder()
                .put("endorsement", StrictBase64.of(signer.sign(text)))
                .put("next_vkey", next.verifierKey().encoded())
                .put("vkey", old.verifierKey().encoded())
                .build();
    }

    private static JsonObject changed(JsonObject object, String name, String value) {
        JsonObject.Builder out = JsonObject.builder();
        object.members().forEach((member, old) -> {
            if (!member.equals(name)) {
                out.put(member, old);
            }
        });
        return out.put(name, value).build();
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? string.value() : "";
    }
}
