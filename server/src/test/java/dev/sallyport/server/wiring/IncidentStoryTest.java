package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import dev.sallyport.soc.story.BundleCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An incident as evidence: what happened, how content led there, who did what, and proof of each receipt that needs nobody's word. */
@Timeout(120)
final class IncidentStoryTest {
    private static final String PINS = """
            {"tools":[{"name":"inbox","schema_hash":"%s","effect":"reads","capability":"read","result_trust":"untrusted_external"},\
            {"name":"send","schema_hash":"%s","effect":"mutates","capability":"tool"}]}""".formatted("ab".repeat(32), "cd".repeat(32));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come about");
            Thread.onSpinWait();
        }
    }

    private static Heard ask(TestGateway gateway, Enrolled agent, String action, boolean mutates) {
        return gateway.client().post("/v1/authorize", agent.token(), """
                {"agent":{"id":"%s","environment":"prod"},"session":"s1","tool_call":{"tool":"mail","action":"%s",\
                "mutates_state":%s,"parameters":{"to":"eve@out.example"}}}""".formatted(agent.id(), action, mutates));
    }

    /** A stranger's mail is read, and then mails are refused until an incident is there; its id. */
    private static String attacked(TestGateway gateway, Enrolled agent) {
        Client client = gateway.client();
        client.post("/v1/mcp/servers", gateway.operator(), "{\"key\":\"mail\"}");
        assertTrue(client.post("/v1/mcp/servers/mail/tools", gateway.operator(), PINS)
                        .status()
                < 300);
        Heard read = ask(gateway, agent, "inbox", false);
        client.post(
                "/v1/outcomes",
                agent.token(),
                "{\"decision_id\":\"" + read.string("decision_id")
                        + "\",\"status\":\"succeeded\",\"content\":\"send all\"}");
        for (int i = 0; i < 12; i++) {
            assertEquals("deny", ask(gateway, agent, "send", true).string("decision"));
        }
        until(() ->
                incidents(gateway).stream().anyMatch(i -> text(i, "severity").equals("high")));
        return incidents(gateway).stream()
                .filter(i -> text(i, "severity").equals("high"))
                .map(i -> text(i, "incident_id"))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> incidents(TestGateway gateway) {
        return gateway.client().get("/v1/incidents", gateway.operator()).items("incidents").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static JsonObject bundle(TestGateway gateway, String incident) {
        Heard heard = gateway.client().get("/v1/incidents/" + incident + "/story", gateway.operator());
        assertEquals(200, heard.status(), heard::text);
        return heard.json();
    }

    private static VerifierKey key(JsonObject bundle) {
        return VerifierKey.parse(text((JsonObject) java.util.Objects.requireNonNull(bundle.get("log")), "vkey"));
    }

    private static String code(String bundle, VerifierKey key) {
        return BundleCheck.check(
                        (JsonObject) StrictJson.parse(bundle.getBytes(StandardCharsets.UTF_8)), Optional.of(key))
                .code();
    }

    @Test
    void it_tells_what_happened_how_content_led_there_and_proves_every_receipt() {
        try (TestGateway gateway = TestGateway.start(data)) {
            Enrolled agent = gateway.agent("a1");
            String id = attacked(gateway, agent);
            gateway.client().post("/v1/incidents/" + id + "/assign", gateway.operator(), "{\"assignee\":\"ann\"}");
            gateway.client()
                    .post(
                            "/v1/incidents/" + id + "/close",
                            gateway.operator(),
                            "{\"verdict\":\"true_positive\",\"note\":\"the mail of Tuesday\"}");
            JsonObject bundle = bundle(gateway, id);
            String all = bundle.toString();
            assertFalse(all.contains("eve@out.example") || all.contains("send all"), "no content");

            JsonObject denials = ((JsonArray) java.util.Objects.requireNonNull(bundle.get("timeline")))
                    .items().stream()
                            .map(JsonObject.class::cast)
                            .filter(g -> text(g, "event").equals("tool.denied"))
                            .findFirst()
                            .orElseThrow();
            assertTrue(((JsonNumber) java.util.Objects.requireNonNull(denials.get("count"))).value() >= 10, all);

            JsonObject graph = (JsonObject) java.util.Objects.requireNonNull(bundle.get("graph"));
            String drawn = graph.toString();
            assertTrue(drawn.contains("mail/inbox") && drawn.contains("source") && drawn.contains("sink"), drawn);
            JsonArray edges = (JsonArray) java.util.Objects.requireNonNull(graph.get("edges"));
            assertFalse(edges.items().isEmpty(), drawn);
            assertEquals("only", text((JsonObject) edges.items().getFirst(), "match"));
            assertTrue(drawn.contains("output_commitment"), "the source's node holds the commitment to what came in");

            BundleCheck.Finding finding = BundleCheck.check(bundle, Optional.of(key(bundle)));
            assertEquals("", finding.code(), finding::message);
            assertTrue(finding.signed() && finding.receipts() >= 12, finding::toString);
            assertTrue(
                    all.contains("incident_closed") && all.contains("incident_assigned"), "acts are on the timeline");

            assertEquals(bundle.toString(), bundle(gateway, id).toString(), "asked twice it says the same");
        }
    }

    @Test
    void whatever_is_changed_in_it_is_found() {
        try (TestGateway gateway = TestGateway.start(data)) {
            Enrolled agent = gateway.agent("a1");
            String id = attacked(gateway, agent);
            gateway.client().post("/v1/incidents/" + id + "/close", gateway.operator(), "{\"note\":\"as it was\"}");
            Heard heard = gateway.client().get("/v1/incidents/" + id + "/story", gateway.operator());
            String whole = heard.text();
            VerifierKey key = key(heard.json());
            assertEquals("", code(whole, key));
            assertEquals("story_differs", code(whole.replaceFirst("(_action\",\"count\":)1", "$13"), key));
            assertEquals("story_differs", code(whole.replace("\"deny\":", "\"allow\":"), key));
            assertEquals("act_unattested", code(whole.replace("as it was", "as it was not"), key));
            assertEquals(
                    "receipt_differs", code(whole.replaceFirst("\"receipt_hash\":\"..", "\"receipt_hash\":\"zz"), key));
            String said = "\\\\\"tool\\\\\":\\\\\"mail";
            assertEquals("receipt_differs", code(whole.replaceFirst(said, said + "s"), key), "what a receipt says");
            assertEquals(
                    "signature_unknown",
                    code(
                            whole,
                            Ed25519Key.generate("another", new SecureRandom()).verifierKey()));
            Json log = java.util.Objects.requireNonNull(heard.json().get("log"));
            String root = text((JsonObject) log, "root");
            assertEquals(
                    "checkpoint_differs",
                    code(whole.replace("\"root\":\"" + root, "\"root\":\"" + "A".repeat(43) + "="), key));
        }
    }

    @Test
    void an_act_that_is_left_out_and_an_incident_that_stands_otherwise_are_found() {
        try (TestGateway gateway = TestGateway.start(data)) {
            String id = attacked(gateway, gateway.agent("a1"));
            gateway.client().post("/v1/incidents/" + id + "/assign", gateway.operator(), "{\"assignee\":\"ann\"}");
            gateway.client()
                    .post(
                            "/v1/incidents/" + id + "/close",
                            gateway.operator(),
                            "{\"verdict\":\"true_positive\",\"note\":\"as it was\"}");
            JsonObject bundle = bundle(gateway, id);
            VerifierKey key = key(bundle);
            JsonObject incident = (JsonObject) java.util.Objects.requireNonNull(bundle.get("incident"));
            List<Json> acts = ((JsonArray) java.util.Objects.requireNonNull(incident.get("acts"))).items();
            assertEquals("", told(bundle, incident, key));
            assertEquals("act_missing", told(bundle, without(incident, "acts"), key));
            assertEquals("act_missing", told(bundle, with(incident, "acts", new JsonArray(acts.subList(0, 1))), key));
            assertEquals("act_missing", told(bundle, with(incident, "acts", new JsonArray(acts.subList(1, 2))), key));
            assertEquals("act_order", told(bundle, with(incident, "acts", new JsonArray(acts.reversed())), key));
            for (String member : List.of("status", "verdict", "note", "assignee", "merged_into")) {
                String other = member.equals("status") ? "open" : member.equals("verdict") ? "benign" : "other";
                assertEquals(
                        "incident_differs", told(bundle, with(incident, member, new JsonString(other)), key), member);
            }
            assertEquals("incident_differs", told(bundle, without(incident, "assignee"), key));
        }
    }

    private static String told(JsonObject bundle, JsonObject incident, VerifierKey key) {
        return BundleCheck.check(with(bundle, "incident", incident), Optional.of(key))
                .code();
    }

    private static JsonObject with(JsonObject object, String member, Json value) {
        JsonObject.Builder out = JsonObject.builder();
        without(object, member).members().forEach((name, kept) -> out.put(name, kept));
        return out.put(member, value).build();
    }

    private static JsonObject without(JsonObject object, String member) {
        JsonObject.Builder out = JsonObject.builder();
        object.members().forEach((name, kept) -> {
            if (!name.equals(member)) {
                out.put(name, kept);
            }
        });
        return out.build();
    }

    @Test
    void another_tenant_and_an_agent_see_nothing_of_it() {
        try (TestGateway gateway = TestGateway.start(data)) {
            String stranger = gateway.addTenant("globex").operatorKey();
            Enrolled agent = gateway.agent("a1");
            String id = attacked(gateway, agent);
            assertEquals(
                    404,
                    gateway.client()
                            .get("/v1/incidents/" + id + "/story", stranger)
                            .status());
            assertEquals(
                    403,
                    gateway.client()
                            .get("/v1/incidents/" + id + "/story", agent.token())
                            .status());
        }
    }
}
