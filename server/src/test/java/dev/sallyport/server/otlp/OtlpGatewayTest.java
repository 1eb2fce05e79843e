package dev.sallyport.server.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Client;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.StartRefused;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that tells a receiver of OTLP what it decides. */
class OtlpGatewayTest {
    private static final String CONTENT = "MARK3D-argument-content";
    private static final String RESOURCE = "MARK3D-resource-name";
    private static final String RESULT = "MARK3D-result-content";
    private static final String SESSION = "MARK3D-session-name";
    private static final String TOOL = "MARK3D_tool";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Settings settings(URI endpoint, String more) {
        return SettingsFile.parse("s.yaml", "otlp: {endpoint: '" + endpoint + "', interval: 20ms" + more + "}");
    }

    /** A held call that is approved, claimed and run, refused ones, and credentials that are none. */
    private static List<String> runEverything(TestGateway gateway) {
        Client client = gateway.client();
        Enrolled agent = gateway.agent("a1");
        String person = gateway.person("anna-MARK3D-person");
        String body = """
                {"agent":{"id":"%s"},"user":{"id":"MARK3D-user","role":"dev"},"trace":{"run_id":"%s","trace_id":"%s"},\
                "tool_call":{"tool":"%s","action":"%s","resource":"%s","mutates_state":true,\
                "parameters":{"to":"a@b","body":"%s"}},"context":{"source_trust":"%s"}}""";
        Heard held = client.post(
                "/v1/authorize",
                agent.token(),
                body.formatted(agent.id(), SESSION, TRACE, TOOL, TOOL, RESOURCE, CONTENT, "semi_trusted_customer"));
        String approval = held.string("approval.approval_id");
        client.post("/v1/approvals/" + approval + "/approve", person, "{}");
        Heard claimed = client.post("/v1/approvals/" + approval + "/consume", agent.token(), "{}");
        assertEquals(200, claimed.status(), claimed::toString);
        client.post(
                "/v1/outcomes",
                agent.token(),
                "{\"decision_id\":\"%s\",\"status\":\"succeeded\",\"content\":\"%s\"}"
                        .formatted(claimed.string("decision_id"), RESULT));
        Heard denied = client.post(
                "/v1/authorize",
                agent.token(),
                body.formatted(agent.id(), SESSION, CONTENT, TOOL, TOOL, RESOURCE, CONTENT, "malicious_suspected"));
        assertEquals("deny", denied.string("decision"), denied::toString);
        String guess = "sp_ag_" + "guess".repeat(8);
        client.post("/v1/authorize", guess, "{}");
        client.post("/v1/authorize", agent.token(), "{\"" + CONTENT + "\":");
        return List.of(gateway.operator(), gateway.enrolment(), agent.token(), person, guess);
    }

    @Test
    void no_credential_and_no_content_is_in_any_byte_a_receiver_gets() throws InterruptedException {
        try (FakeReceiver receiver = new FakeReceiver()) {
            List<String> secrets = new ArrayList<>(List.of("MARK3D"));
            try (TestGateway gateway = TestGateway.start(folder, settings(receiver.url(), ""))) {
                secrets.addAll(runEverything(gateway));
                receiver.await("measurements", () -> !receiver.metrics().isEmpty());
            }
            assertEquals(List.of(), receiver.wrong());
            String all = receiver.everything();
            for (String secret : secrets) {
                assertFalse(all.contains(secret), () -> "told: " + secret.substring(0, 6));
            }
            List<String> decisions = receiver.spans().stream()
                    .map(span -> String.valueOf(Exporting.attributes(span).get("sallyport.decision")))
                    .toList();
            assertTrue(decisions.containsAll(List.of("require_approval", "allow", "deny")), decisions::toString);
            assertTrue(receiver.spans().stream().anyMatch(s -> s.getName().endsWith(" outcome")), "the outcome");
            List<String> told =
                    receiver.logs().stream().map(LogRecord::getEventName).toList();
            for (String name : List.of(
                    "service.start",
                    "tool.held",
                    "approval.answered",
                    "tool.denied",
                    "auth.denied",
                    "registry.changed",
                    "service.stop")) {
                assertTrue(told.contains("sallyport." + name), () -> name + " in " + told);
            }
            assertTrue(
                    receiver.metrics().stream()
                            .map(Metric::getName)
                            .collect(Collectors.toSet())
                            .containsAll(List.of(
                                    "sallyport_decisions",
                                    "sallyport_stage_seconds",
                                    "ase_emit_dropped",
                                    "sallyport_otlp_dropped")),
                    () -> receiver.metrics().stream()
                            .map(Metric::getName)
                            .distinct()
                            .toList()
                            .toString());
        }
    }

    @Test
    void a_callers_trace_is_gone_on_with() throws InterruptedException {
        try (FakeReceiver receiver = new FakeReceiver();
                TestGateway gateway = TestGateway.start(folder, settings(receiver.url(), ""))) {
            runEverything(gateway);
            receiver.await(
                    "the held call's span",
                    () -> receiver.spans().stream()
                            .map(Span::getTraceId)
                            .anyMatch(id -> java.util.HexFormat.of()
                                    .formatHex(id.toByteArray())
                                    .equals(TRACE)));
        }
    }

    @Test
    void a_receiver_that_never_answers_delays_no_decision_and_the_state_says_so() throws InterruptedException {
        try (FakeReceiver receiver = new FakeReceiver()) {
            receiver.silence();
            long began = System.nanoTime();
            try (TestGateway gateway =
                    TestGateway.start(folder, settings(receiver.url(), ", queue: 1, timeout: 10m"))) {
                receiver.await("the first request", () -> receiver.asked() > 0);
                runEverything(gateway);
                Heard shields = gateway.client().get("/v1/shields", gateway.operator());
                assertTrue(shields.number("otlp.dropped") > 0, shields::toString);
                assertEquals(0, shields.number("otlp.sent"));
            }
            long took = System.nanoTime() - began;
            assertTrue(took < TimeUnit.MINUTES.toNanos(2), () -> "one request alone may take 10 min; all took " + took);
        }
    }

    @Test
    void a_receiver_that_is_not_there_is_trouble_and_nothing_else() throws InterruptedException {
        URI gone;
        try (FakeReceiver receiver = new FakeReceiver()) {
            gone = receiver.url();
        }
        try (TestGateway gateway = TestGateway.start(folder, settings(gone, ", patience: 0ms"));
                FakeReceiver waiting = new FakeReceiver()) {
            runEverything(gateway);
            waiting.await(
                    "failing",
                    () -> gateway.client()
                            .get("/v1/shields", gateway.operator())
                            .string("otlp.state")
                            .equals("failing"));
        }
    }

    @Test
    void it_is_off_until_an_endpoint_is_named() {
        try (TestGateway gateway = TestGateway.start(folder)) {
            Heard shields = gateway.client().get("/v1/shields", gateway.operator());
            assertEquals("off", shields.string("otlp.state"));
            assertEquals("active", shields.string("audit_trail.state"), "the trail can't be switched off");
            assertFalse(gateway.client().get("/metrics", "").text().contains("sallyport_otlp"));
            assertFalse(Files.exists(folder.resolve("keys/otlp.key")));
        }
    }

    /** Shown without an account: the intake is a strict fake of what Honeycomb documents. */
    @Test
    void a_vendors_key_is_a_secret_that_its_intake_alone_sees() throws IOException, InterruptedException {
        String key = "hcaik_" + "0a".repeat(16);
        Path file = Files.createFile(
                folder.resolve("honeycomb.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key + "\n");
        Path data = folder.resolve("data");
        try (FakeReceiver intake = new FakeReceiver(0, new HoneycombRules(key))) {
            Settings settings = SettingsFile.parse("s.yaml", """
                    secrets: {honeycomb: {file: '%s', uses: [otlp]}}
                    otlp:
                      endpoint: %s
                      interval: 20ms
                      headers: {x-honeycomb-team: 'secret://honeycomb', x-honeycomb-dataset: sallyport-metrics}
                    """.formatted(file, intake.url()));
            try (TestGateway gateway = TestGateway.start(data, settings)) {
                runEverything(gateway);
                intake.await(
                        "all signals",
                        () -> !intake.metrics().isEmpty()
                                && !intake.logs().isEmpty()
                                && !intake.spans().isEmpty());
                String told =
                        gateway.client().get("/v1/shields", gateway.operator()).text()
                                + gateway.client().get("/metrics", "").text();
                assertFalse(told.contains(key), "the key stays between the gateway and the intake");
            }
            assertEquals(List.of(), intake.wrong());
            assertEquals(
                    List.of("sallyport"), intake.services().stream().distinct().toList());
        }
    }

    @Test
    void without_its_secret_a_gateway_that_should_send_does_not_start() {
        Settings settings = SettingsFile.parse("s.yaml", """
                secrets: {team: {file: '%s/nothing', uses: [otlp]}}
                otlp: {endpoint: 'https://otlp.example', headers: {x-team: 'secret://team'}}
                """.formatted(folder));
        StartRefused refused = assertThrows(
                StartRefused.class,
                () -> TestGateway.start(folder.resolve("data"), settings).close());
        assertEquals("secret_missing", refused.code());
    }
}
