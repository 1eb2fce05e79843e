package dev.sallyport.ledger.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.attestation.DecisionStatement;
import dev.sallyport.ledger.attestation.DsseEnvelope;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.log.LogProof;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.TestKeys;
import dev.sallyport.ledger.ocsf.OcsfWriter;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The cases of {@code spec/receipt/attestation/vectors} and {@code spec/receipt/ocsf/vectors}, of one log of ten receipts. */
final class InterchangeCases {
    private static final List<ReceiptKind> KINDS = List.of(ReceiptKind.values());
    static final List<SealedReceipt> TEN = Exports.receipts("acme", 10, InterchangeCases::body, Exports.KEY.keyId());
    private static final Signer THIEF = TestKeys.key(Exports.ORIGIN, 66);

    private final List<Case> cases = new ArrayList<>();

    private InterchangeCases() {}

    /**
     * One file and what is said of it.
     *
     * @param folder below {@code spec/receipt}
     * @param fault code and line; empty when the file is right
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Case(String folder, String about, boolean key, byte[] file, Optional<String> fault) {}

    static List<Case> all() {
        InterchangeCases all = new InterchangeCases();
        all.attestations();
        all.events();
        return List.copyOf(all.cases);
    }

    private static ReceiptBody body(int i) {
        JsonObject.Builder body = JsonObject.builder().put("decision_id", "dec_" + i / 4);
        switch (KINDS.get(i % KINDS.size())) {
            case DECISION ->
                body.put("action", "send")
                        .put("action_commitment", "%064x".formatted(0xac00 + i))
                        .put("agent", "agent_1")
                        .put("capability", "communicate")
                        .put(
                                "decision",
                                List.of("allow", "deny", "require_approval").get(i / 4))
                        .put("effect", "mutates")
                        .put("facts_digest", "%064x".formatted(0xfa00 + i))
                        .put("phase", "authorize")
                        .put("policies", JsonArray.of(new JsonString("mail.cedar#0")))
                        .put("policy_digest", "%064x".formatted(0xb0))
                        .put(
                                "reasons",
                                JsonArray.of(new JsonString(List.of("permitted", "policy_forbids", "approval_required")
                                        .get(i / 4))))
                        .put("session", "session_1")
                        .put("tool", "mail");
            case OUTCOME ->
                body.put("agent", "agent_1").put("hash_mismatch", false).put("status", "succeeded");
            case APPROVAL ->
                body.put("answer", "approve").put("approval_id", "apr_1").put("person", "anna");
            case ADMINISTRATION ->
                body.put("actor", "operator")
                        .put("actor_role", "operator")
                        .put("change", "pin_tools")
                        .put("subject", "desk")
                        .put("why", "words of the operator");
        }
        return new ReceiptBody(body.build());
    }

    /** The payload about a receipt of that log. */
    static byte[] payload(int at) {
        NodeSource nodes =
                NodeSource.ofLeafHashes(i -> TreeHash.leaf(TEN.get((int) i).hash()));
        byte[] note = Exports.checkpoint(TEN).format().getBytes(UTF_8);
        LogProof proof =
                new LogProof(at, InclusionProof.of(at, TEN.size(), nodes).path(), note);
        return DecisionStatement.payload(TEN.get(at), Exports.ORIGIN, Exports.KEY.verifierKey(), proof);
    }

    private static String envelope(byte[] payload, Signer signer) {
        return new String(
                DsseEnvelope.sign(DecisionStatement.PAYLOAD_TYPE, payload, signer)
                        .line(),
                UTF_8);
    }

    private static List<String> envelopes() {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < TEN.size(); at += 4) {
            lines.add(envelope(payload(at), Exports.KEY));
        }
        return lines;
    }

    private void attestations() {
        attested("three", "Three decisions of a log of ten receipts.", true, null, 0, lines -> {});
        attested("three_without_key", "The same without a key: the signer is unchecked.", false, null, 0, lines -> {});
        attested(
                "left_out",
                "The second decision is gone: a file of decisions does not show that.",
                true,
                null,
                0,
                lines -> lines.remove(1));
        attested("twice", "A decision stands twice.", true, "repeated_receipt", 2, lines -> lines.add(1, lines.get(0)));
        attested(
                "swapped",
                "Two decisions changed places.",
                true,
                "repeated_receipt",
                2,
                lines -> Collections.swap(lines, 0, 1));
        attested(
                "other_key",
                "The first decision is signed by another key of the same name.",
                true,
                "key_differs",
                1,
                lines -> lines.set(0, envelope(payload(0), THIEF)));
        attested(
                "other_key_without_key",
                "The same, and the reader has no key.",
                false,
                "signature_unknown",
                1,
                lines -> lines.set(0, envelope(payload(0), THIEF)));
        attested(
                "keyid_is_a_hint",
                "Another key signed and says it is the log's.",
                true,
                "signature_invalid",
                2,
                lines -> lines.set(1, signed(lines.get(1), payload(4), THIEF)));
        attested(
                "other_payload",
                "The signature of another decision.",
                true,
                "signature_invalid",
                2,
                lines -> lines.set(1, signed(lines.get(1), payload(0), Exports.KEY)));
        attested(
                "other_payload_type",
                "A payload type that changes what is signed.",
                true,
                "signature_invalid",
                1,
                lines -> lines.set(0, lines.get(0).replace("application/vnd.in-toto+json", "application/json")));
        statement(
                "other_type",
                "Another type of statement.",
                "unknown_format",
                s -> s.replace("Statement/v1", "Statement/v2"));
        statement(
                "other_predicate",
                "Another type of predicate.",
                "unknown_format",
                s -> s.replace("decision/v1", "decision/v2"));
        statement(
                "changed_decision",
                "A denial became an allowance.",
                "subject_differs",
                s -> s.replace("\"decision\":\"deny\"", "\"decision\":\"allow\""));
        statement(
                "other_subject",
                "The subject is another action.",
                "subject_differs",
                s -> s.replace("\"name\":\"action:dec_1\"", "\"name\":\"action:dec_2\""));
        statement(
                "other_log",
                "The statement names another log.",
                "checkpoint_differs",
                s -> s.replace("\"origin\":\"log.example/acme\"", "\"origin\":\"log.example/other\""));
        statement("other_proof", "The proof of another place.", "proof_index", s -> s.replace("index 4", "index 5"));
        statement(
                "loose_payload",
                "A space that means nothing.",
                "not_canonical",
                s -> s.replace("{\"_type\"", "{ \"_type\""));
        attested(
                "two_signatures",
                "A second signature.",
                true,
                "signature_count",
                1,
                lines ->
                        lines.set(0, lines.get(0).replaceFirst("\"signatures\":\\[(.*)\\]", "\"signatures\":[$1,$1]")));
        attested(
                "unknown_member",
                "A member that the form does not know.",
                true,
                "unknown_member",
                1,
                lines -> lines.set(0, lines.get(0).replace("{\"payload\"", "{\"extra\":1,\"payload\"")));
        attested(
                "outcome",
                "A receipt of another kind.",
                true,
                "wrong_member",
                1,
                lines -> lines.set(0, envelope(payload(1), Exports.KEY)));
        attested(
                "cut_off",
                "The file ends in the middle of a line.",
                true,
                "line_cut_off",
                3,
                lines -> lines.set(2, lines.get(2).substring(0, 99)),
                file -> file.substring(0, file.length() - 1));
    }

    /** The second decision's statement, changed and then signed anew: only what it says is wrong. */
    private void statement(String name, String about, String code, UnaryOperator<String> edit) {
        attested(name, about, true, code, 2, lines -> {
            String right = new String(payload(4), UTF_8);
            lines.set(1, envelope(edit.apply(right).getBytes(UTF_8), Exports.KEY));
        });
    }

    private static String signed(String line, byte[] payload, Signer by) {
        DsseEnvelope right = DsseEnvelope.parse(line.getBytes(UTF_8));
        byte[] signature = DsseEnvelope.sign(right.payloadType(), payload, by).signature();
        return new String(
                new DsseEnvelope(right.payloadType(), right.payload(), right.keyId(), signature).line(), UTF_8);
    }

    private void attested(
            String name, String about, boolean key, @Nullable String code, long line, Consumer<List<String>> edit) {
        attested(name, about, key, code, line, edit, UnaryOperator.identity());
    }

    private void attested(
            String name,
            String about,
            boolean key,
            @Nullable String code,
            long line,
            Consumer<List<String>> edit,
            UnaryOperator<String> file) {
        add("attestation", name, about, key, code, line, envelopes(), edit, file);
    }

    private void events() {
        event("ten", "The events of ten receipts.", null, 0, lines -> {});
        event("cut", "The last two events are gone: a chain nobody signed does not show that.", null, 0, lines -> {
            lines.remove(9);
            lines.remove(8);
        });
        event("removed_middle", "The third event is gone.", "chain_broken", 3, lines -> lines.remove(2));
        event("removed_head", "The first event is gone.", "chain_broken", 1, lines -> lines.remove(0));
        event("swapped", "Two events changed places.", "chain_broken", 2, lines -> Collections.swap(lines, 1, 2));
        event(
                "changed_decision",
                "A denial became an allowance.",
                "hash_mismatch",
                5,
                lines -> lines.set(4, lines.get(4).replace("\"action_id\":2", "\"action_id\":1")));
        event(
                "changed_fingerprint",
                "A fingerprint that is another.",
                "hash_mismatch",
                2,
                lines -> lines.set(
                        1,
                        lines.get(1).replaceFirst("(\"fingerprint\":\\{[^}]*\"value\":\")[0-9a-f]{8}", "$100000000")));
        event(
                "other_chain",
                "An event of another chain.",
                "foreign_chain",
                2,
                lines -> lines.set(1, lines.get(1).replace("acme/ocsf", "other/ocsf")));
        event(
                "without_attestation",
                "An event that attests to nothing.",
                "wrong_member",
                2,
                lines -> lines.set(1, lines.get(1).replaceFirst("\"attestation_list\":\\[.*?\\}\\],", "")));
        event(
                "not_canonical",
                "A space that means nothing.",
                "not_canonical",
                1,
                lines -> lines.set(0, lines.get(0).replace("{\"action\"", "{ \"action\"")));
        event("key_given", "A key was given, and nobody signed.", "unsigned", 1, lines -> {});
    }

    static byte[] events(List<SealedReceipt> receipts) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            OcsfWriter writer = new OcsfWriter(out, Exports.ORIGIN, Exports.KEY.keyId());
            for (SealedReceipt receipt : receipts) {
                writer.add(receipt);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void event(String name, String about, @Nullable String code, long line, Consumer<List<String>> edit) {
        boolean key = name.equals("key_given");
        add("ocsf", name, about, key, code, line, Exports.lines(events(TEN)), edit, UnaryOperator.identity());
    }

    private void add(
            String folder,
            String name,
            String about,
            boolean key,
            @Nullable String code,
            long line,
            List<String> lines,
            Consumer<List<String>> edit,
            UnaryOperator<String> whole) {
        List<String> changed = new ArrayList<>(lines);
        edit.accept(changed);
        boolean meant = code == null || name.equals("key_given");
        if (!meant && changed.equals(lines)) {
            throw new AssertionError("the edit of " + name + " came to nothing");
        }
        byte[] file = whole.apply(new String(Exports.file(changed), UTF_8)).getBytes(UTF_8);
        cases.add(new Case(
                folder + "/vectors/" + name + (code == null ? "" : "_fail"),
                about,
                key,
                file,
                Optional.ofNullable(code).map(c -> c + " on line " + line)));
    }
}
