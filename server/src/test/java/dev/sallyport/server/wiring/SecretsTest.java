package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing secret leaves: not into logs, audit events, metrics or receipts, and nothing in clear into the database. */
class SecretsTest {
    private static final String CONTENT = "MARK3D-argument-content";
    private static final String RESOURCE = "MARK3D-resource-name";
    private static final String RESULT = "MARK3D-result-content";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void no_credential_and_no_content_is_found_anywhere_but_where_it_must_be() throws IOException {
        List<String> secrets = new ArrayList<>(List.of(CONTENT, RESOURCE, RESULT));
        String told;
        try (TestGateway gateway = TestGateway.start(folder)) {
            Enrolled agent = gateway.agent("a1");
            String person = gateway.person("anna");
            String code = gateway.client()
                    .post("/v1/approvers", gateway.operator(), "{\"name\":\"ben\"}")
                    .string("enrolment_code");
            gateway.client().post("/v1/approvers/claim", code, "{\"credential\":\"" + person + "\"}");
            secrets.addAll(List.of(gateway.operator(), gateway.enrolment(), agent.token(), person, code));
            runEverything(gateway, agent, person);
            secrets.add("sp_ag_" + "guess".repeat(8));
            told = gateway.client().get("/metrics", "").text()
                    + gateway.client()
                            .get("/v1/receipts?limit=500", gateway.operator())
                            .text()
                    + gateway.client()
                            .get("/v1/decisions?limit=500", gateway.operator())
                            .text()
                    + gateway.client()
                            .get("/v1/approvals?limit=200", gateway.operator())
                            .text()
                    + gateway.client()
                            .post("/v1/receipts/export", gateway.operator(), "{}")
                            .text();
        }
        assertTrue(told.contains("tool_held") || told.contains("require_approval"), "the scenario left traces");
        for (String secret : secrets) {
            assertFalse(told.contains(secret), () -> "told: " + secret.substring(0, 6));
        }
        int files = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = new String(content(file), StandardCharsets.ISO_8859_1);
                files++;
                for (String secret : secrets) {
                    assertFalse(text.contains(secret), () -> file + " holds " + secret.substring(0, 6));
                }
            }
        }
        assertTrue(files >= 5, "files were read: " + files);
        String audit = Files.readString(folder.resolve("logs/audit.jsonl"));
        assertTrue(audit.contains("\"event\":\"auth.denied\""), audit);
        assertTrue(audit.contains("\"event\":\"tool.held\""), audit);
        assertTrue(audit.contains("\"event\":\"service.stop\""), audit);
    }

    private static void runEverything(TestGateway gateway, Enrolled agent, String person) {
        Client client = gateway.client();
        String body = """
                {"agent":{"id":"%s"},"user":{"id":"u1","role":"dev"},"tool_call":{"tool":"mail","action":"send",\
                "resource":"%s","mutates_state":true,"parameters":{"to":"a@b","body":"%s"}},\
                "context":{"source_trust":"%s","contains_sensitive_data":true}}""";
        Heard held =
                client.post("/v1/authorize", agent.token(), body.formatted(agent.id(), RESOURCE, CONTENT, "unknown"));
        String approval = held.string("approval.approval_id");
        client.get("/v1/approvals/" + approval, person);
        client.post("/v1/approvals/" + approval + "/approve", person, "{}");
        Heard claimed = client.post("/v1/approvals/" + approval + "/consume", agent.token(), "{}");
        assertEquals(200, claimed.status(), claimed::toString);
        client.post(
                "/v1/outcomes",
                agent.token(),
                "{\"decision_id\":\"%s\",\"status\":\"succeeded\",\"content\":\"%s\"}"
                        .formatted(claimed.string("decision_id"), RESULT));
        client.post("/v1/authorize", agent.token(), body.formatted(agent.id(), RESOURCE, CONTENT, CONTENT));
        client.post("/v1/authorize", agent.token(), "{\"" + CONTENT + "\":");
        client.post("/v1/authorize", agent.token(), "{\"" + CONTENT + "\":1,\"" + CONTENT + "\":2}");
        client.post("/v1/authorize", "sp_ag_" + "guess".repeat(8), "{}");
        client.post("/v1/authorize", gateway.operator(), "{}");
        client.get("/v1/agents?token=" + agent.token(), agent.token());
        client.get("/" + CONTENT, agent.token());
        client.send("GET", "/v1/agents", Optional.of(agent.token()), null, Map.of("Sallyport-Tenant", CONTENT));
        client.post("/v1/policies", gateway.operator(), "{\"files\":{\"a.cedar\":\"" + CONTENT + "\"}}");
    }

    private static byte[] content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return in.readAllBytes();
            }
        }
        return bytes;
    }

    @Test
    void everything_in_the_data_directory_is_for_its_owner_alone() throws IOException {
        try (TestGateway gateway = TestGateway.start(folder)) {
            gateway.agent("a1");
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
            for (String file : List.of("keys/checkpoint.key", "keys/seal.key", "gateway.json")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))),
                        file);
            }
        }
    }
}
