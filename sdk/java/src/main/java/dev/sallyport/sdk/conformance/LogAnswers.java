package dev.sallyport.sdk.conformance;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.log.AcceptedCheckpoint;
import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.log.LogProof;
import dev.sallyport.ledger.merkle.ConsistencyProof;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.ProofVerdict;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** What is asked about trees, notes, checkpoints and proofs. */
final class LogAnswers {
    private LogAnswers() {}

    static JsonObject root(Request request) {
        Tree tree = Tree.empty();
        for (byte[] leaf : request.hashes("leaves")) {
            tree = tree.append(leaf);
        }
        return JsonObject.builder()
                .put("root", HexFormat.of().formatHex(tree.root()))
                .build();
    }

    static JsonObject inclusion(Request request) {
        long index = request.size("index", "proof_index");
        long size = request.size("size", "proof_index");
        InclusionProof proof = new InclusionProof(index, size, request.hashes("proof"));
        return nothing(proof.verify(request.bytes("leaf_hash"), request.bytes("root")));
    }

    static JsonObject consistency(Request request) {
        long from = request.size("size1", "proof_sizes");
        long to = request.size("size2", "proof_sizes");
        ConsistencyProof proof = new ConsistencyProof(from, to, request.hashes("proof"));
        return nothing(proof.verify(request.bytes("root1"), request.bytes("root2")));
    }

    private static JsonObject nothing(ProofVerdict verdict) {
        return switch (verdict) {
            case ProofVerdict.Holds holds -> JsonObject.of();
            case ProofVerdict.Fails fails -> throw new Malformed(fails.code(), fails.reason());
        };
    }

    static JsonObject note(Request request) {
        List<VerifierKey> keys = keys(request.texts("vkeys"));
        SignedNote note = SignedNote.parse(request.bytes("note"));
        List<VerifierKey> by = switch (note.check(keys)) {
            case NoteVerdict.Signed signed -> signed.by();
            case NoteVerdict.BadSignature bad ->
                throw new Malformed("signature_invalid", bad.key().id());
            case NoteVerdict.Repeated repeated ->
                throw new Malformed("signature_count", repeated.key().id());
            case NoteVerdict.NoKnownKey none -> throw new Malformed("signature_unknown", "no key signed");
        };
        List<Json> names = by.stream()
                .map(VerifierKey::name)
                .distinct()
                .sorted()
                .<Json>map(JsonString::new)
                .toList();
        return JsonObject.builder()
                .put("text", HexFormat.of().formatHex(note.text().getBytes(StandardCharsets.UTF_8)))
                .put("verified", new JsonArray(names))
                .build();
    }

    static JsonObject checkpoint(Request request) {
        AcceptedCheckpoint accepted = policy(request).accept(request.bytes("note"));
        return JsonObject.builder()
                .put("size", Long.toString(accepted.checkpoint().size()))
                .put("root", HexFormat.of().formatHex(accepted.checkpoint().root()))
                .put("witnessed", accepted.witnesses().size())
                .build();
    }

    static JsonObject proof(Request request) {
        LogPolicy policy = policy(request);
        LogProof proof = LogProof.parse(request.bytes("proof"));
        AcceptedCheckpoint accepted = proof.verify(request.bytes("record"), policy);
        return JsonObject.builder()
                .put("index", Long.toString(proof.index()))
                .put("size", Long.toString(accepted.checkpoint().size()))
                .build();
    }

    private static LogPolicy policy(Request request) {
        return LogPolicy.of(
                request.text("origin"), request.text("vkey"), request.texts("witnesses"), request.number("quorum"));
    }

    private static List<VerifierKey> keys(List<String> texts) {
        return texts.stream().map(VerifierKey::parse).toList();
    }
}
