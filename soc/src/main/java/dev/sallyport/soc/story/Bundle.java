package dev.sallyport.soc.story;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.soc.incident.IncidentForm;
import dev.sallyport.soc.response.StepForm;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A story with its receipts, in one object that can be checked by itself (form {@value #FORMAT}).
 *
 * @param receipts in the order of the chain
 * @param missing ids of receipts it should rest on that are not there
 * @param checkpoint what the log said of itself, signed
 * @param keyId the id of the key that signed it
 * @param key the key in its text form; who checks brings their own
 * @param truncated whether it rests on more receipts than are shown
 * @param narrative a reviewed one, ready made
 */
public record Bundle(
        Story story,
        List<Proven> receipts,
        List<String> missing,
        SignedNote checkpoint,
        String keyId,
        String key,
        boolean truncated,
        Optional<JsonObject> narrative) {
    private static final byte[] NARRATIVE = Sha256.domain("sallyport/narrative/1");

    /** The name of the form. */
    public static final String FORMAT = "sallyport-incident-1";

    public Bundle {
        receipts = List.copyOf(receipts);
        missing = List.copyOf(missing);
    }

    /** Whether every receipt is there and holds. */
    public boolean holds() {
        return missing.isEmpty() && receipts.stream().allMatch(r -> r.fault().isEmpty() && r.logged());
    }

    /** The bundle as an object. */
    public JsonObject json() {
        JsonObject.Builder out = JsonObject.builder()
                .put("format", FORMAT)
                .put("incident", IncidentForm.of(story.incident()))
                .put(
                        "steps",
                        array(story.steps().stream().<Json>map(StepForm::of).toList()))
                .put("timeline", timeline(story.groups()))
                .put("reach", reach(story.reach()))
                .put("graph", graph(story.graph()))
                .put("destinations", texts(story.destinations()))
                .put("verified", holds())
                .put(
                        "receipts",
                        array(receipts.stream().<Json>map(Bundle::receipt).toList()))
                .put("missing", texts(missing))
                .put("truncated", truncated)
                .put("log", log());
        narrative.ifPresent(text -> out.put("narrative", text));
        return out.build();
    }

    private JsonObject log() {
        Checkpoint said = Checkpoint.parse(checkpoint.text());
        return JsonObject.builder()
                .put("origin", said.origin())
                .put("size", said.size())
                .put("root", said.rootBase64())
                .put("key_id", keyId)
                .put("vkey", key)
                .put("checkpoint", checkpoint.format())
                .build();
    }

    private static JsonObject receipt(Proven proven) {
        JsonObject.Builder out = JsonObject.builder()
                .put("receipt_id", proven.receipt().receiptId())
                .put("sequence", proven.receipt().sequence())
                .put("receipt_hash", proven.receipt().hashHex())
                .put("leaf_hash", Hex.of(TreeHash.leaf(proven.receipt().hash())))
                .put("verified", proven.fault().isEmpty() && proven.logged())
                .put("logged", proven.logged())
                .put("canonical", new String(proven.receipt().canonical(), StandardCharsets.UTF_8))
                .put("path", texts(proven.path().stream().map(StrictBase64::of).toList()));
        Optional<Receipt> read = Receipt.ifReadable(proven.receipt());
        read.ifPresent(receipt -> out.put("kind", receipt.envelope().kind().wire())
                .put("time_ms", receipt.envelope().timeMillis())
                .put("previous", receipt.previous()));
        proven.fault().ifPresent(code -> out.put("fault", code));
        return out.build();
    }

    /** What a review's receipt holds of a narrative: SHA-256("sallyport/narrative/1\n" ‖ text), 64 hexadecimal digits. */
    public static String digest(String narrative) {
        return Hex.of(Sha256.of(NARRATIVE, narrative.getBytes(StandardCharsets.UTF_8)));
    }

    /** What happened, as an array; the same groups give the same bytes. */
    static JsonArray timeline(List<EventGroup> groups) {
        return array(groups.stream().<Json>map(Bundle::group).toList());
    }

    private static JsonObject group(EventGroup group) {
        JsonObject.Builder fields = JsonObject.builder();
        group.fields().forEach((name, values) -> fields.put(name, texts(values)));
        return JsonObject.builder()
                .put("event", group.event())
                .put("category", group.category())
                .put("count", group.count())
                .put("first_ms", group.firstMillis())
                .put("last_ms", group.lastMillis())
                .put("first_sequence", group.firstSequence())
                .put("last_sequence", group.lastSequence())
                .put("fields", fields.build())
                .build();
    }

    /** How far it goes, as an object. */
    static JsonObject reach(Reach reach) {
        JsonObject.Builder out = JsonObject.builder();
        JsonObject.Builder counts = JsonObject.builder();
        reach.things().forEach((kind, names) -> {
            out.put(kind, texts(names));
            counts.put(kind, names.size());
        });
        JsonObject.Builder decisions = JsonObject.builder();
        reach.decisions().forEach((answer, count) -> decisions.put(answer, count));
        return out.put("counts", counts.build())
                .put("decisions", decisions.build())
                .build();
    }

    private static JsonObject graph(Graph graph) {
        return JsonObject.builder()
                .put(
                        "nodes",
                        array(graph.nodes().stream().<Json>map(Bundle::node).toList()))
                .put(
                        "edges",
                        array(graph.edges().stream().<Json>map(Bundle::edge).toList()))
                .put("erased", graph.erased())
                .put("truncated", graph.truncated())
                .build();
    }

    private static JsonObject node(Graph.Node node) {
        JsonObject.Builder out = JsonObject.builder()
                .put("id", node.id())
                .put("part", node.part().name().toLowerCase(Locale.ROOT))
                .put("name", node.name())
                .put("trust", node.trust())
                .put("evidence", node.evidence());
        node.call().ifPresent(call -> {
            JsonObject.Builder digests = JsonObject.builder();
            call.digests().forEach(digests::put);
            out.put("receipt_id", call.receiptId())
                    .put("sequence", call.sequence())
                    .put("time_ms", call.timeMillis())
                    .put("agent", call.agent())
                    .put("session", call.session())
                    .put("decision", call.decision())
                    .put("sends", call.sends())
                    .put("facts", call.known().isPresent() ? "kept" : "erased")
                    .put("digests", digests.build());
        });
        return out.build();
    }

    private static JsonObject edge(Graph.Edge edge) {
        JsonObject.Builder origins = JsonObject.builder();
        edge.origins().forEach((role, kinds) -> origins.put(role, texts(kinds)));
        return JsonObject.builder()
                .put("from", edge.from())
                .put("to", edge.to())
                .put("match", edge.match())
                .put("origins", origins.build())
                .build();
    }

    private static JsonArray array(List<Json> items) {
        return new JsonArray(items);
    }

    private static JsonArray texts(Collection<String> texts) {
        return array(texts.stream().<Json>map(JsonString::new).toList());
    }
}
