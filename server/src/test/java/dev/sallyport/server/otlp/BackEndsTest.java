package dev.sallyport.server.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real back ends take a gateway's telemetry straight, without a Collector between, and are asked what they kept. They are those that
 * {@code .ci/setup} builds: Prometheus for measurements, Jaeger for spans, Loki for log records.
 */
@Tag("full")
class BackEndsTest {
    private static final String SERVICE = "gate-under-test";
    private static final String MARK = "MARK3D-content";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** What the gateway answered: two let through, one of them run to its end, two denied, one held. */
    private record Session(Heard ran, Heard allowed, Heard denied, Heard again, Heard held) {
        List<Heard> all() {
            return List.of(ran, allowed, denied, again, held);
        }
    }

    private TestGateway gateway(URI endpoint, String signal) {
        return TestGateway.startNow(
                folder.resolve("data"),
                SettingsFile.parse(
                        "s.yaml",
                        "otlp: {endpoint: '%s', interval: 100ms, service: %s, signals: [%s]}"
                                .formatted(endpoint, SERVICE, signal)));
    }

    private static Session play(TestGateway gateway) {
        Enrolled agent = gateway.agent("a1");
        Heard ran = ask(gateway, agent, "trusted_internal_unsigned", "allow");
        Heard told =
                gateway.client().post("/v1/outcomes", agent.token(), """
                {"decision_id":"%s","status":"succeeded","content":"%s"}""".formatted(ran.string("decision_id"), MARK));
        assertTrue(told.status() / 100 == 2, told::toString);
        return new Session(
                ran,
                ask(gateway, agent, "trusted_internal_unsigned", "allow"),
                ask(gateway, agent, "malicious_suspected", "deny"),
                ask(gateway, agent, "malicious_suspected", "deny"),
                ask(gateway, agent, "semi_trusted_customer", "require_approval"));
    }

    private static Heard ask(TestGateway gateway, Enrolled agent, String trust, String decision) {
        Heard heard = gateway.client()
                .send(
                        "POST",
                        "/v1/authorize",
                        Optional.of(agent.token()),
                        """
                        {"agent":{"id":"%1$s"},"session":"%2$s","tool_call":{"tool":"mail","action":"%2$s","resource":"%2$s",\
                        "mutates_state":true,"parameters":{"body":"%2$s"}},"context":{"source_trust":"%3$s"}}""".formatted(agent.id(), MARK, trust),
                        Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01"));
        assertEquals(decision, heard.string("decision"), heard::toString);
        return heard;
    }

    private static void everythingWasTaken(TestGateway gateway) {
        Heard shields = gateway.client().get("/v1/shields", gateway.operator());
        assertEquals("active", shields.string("otlp.state"), shields::toString);
        assertTrue(shields.number("otlp.sent") > 0, shields::toString);
        for (String none : List.of("otlp.rejected", "otlp.failed", "otlp.dropped")) {
            assertEquals(0, shields.number(none), shields::toString);
        }
    }

    /** Neither in an answer nor in a file of the back end's is anything of what the calls were about. */
    private void nothingLeft(JsonObject answer) throws IOException {
        String told = new String(JsonText.bytes(answer), StandardCharsets.UTF_8);
        assertTrue(told.contains("sallyport"), "the answer is not about us: " + told);
        assertFalse(told.contains("MARK3D"), () -> "content left: " + told);
        try (Stream<Path> files = Files.walk(folder.resolve("kept"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains("MARK3D"), () -> "content left: " + file);
            }
        }
    }

    @Test
    void prometheus_keeps_counters_and_histograms_equal_to_the_gateways_own() throws IOException, InterruptedException {
        try (BackEnds prometheus = BackEnds.start("prometheus", folder.resolve("kept"));
                TestGateway gateway = gateway(prometheus.intake, "metrics")) {
            play(gateway);
            NavigableMap<String, Double> own =
                    samples(gateway.client().get("/metrics", "").text());
            assertEquals(5, sum(own, "sallyport_decisions_total{"), own::toString);
            assertEquals(2, sum(own, "sallyport_decisions_total{decision=deny,"), own::toString);
            assertTrue(own.keySet().stream().anyMatch(name -> name.startsWith("sallyport_stage_seconds_bucket{")));
            String query = "{__name__=~\"sallyport_decisions_total|sallyport_stage_seconds_(bucket|count)\",job=\""
                    + SERVICE + "\"}";
            prometheus.await(
                    () -> prometheus.ask("/api/v1/query", "query", query),
                    answer -> Optional.of(series(answer)).filter(own::equals));
            JsonObject target = prometheus.ask("/api/v1/query", "query", "target_info{job=\"" + SERVICE + "\"}");
            assertTrue(
                    BackEnds.text(target, "data.result.0.metric.instance").matches("[0-9a-f]{32}"), target::toString);
            nothingLeft(prometheus.ask("/api/v1/series", "match[]", "{__name__=~\".+\"}"));
            everythingWasTaken(gateway);
        }
    }

    private static double sum(NavigableMap<String, Double> samples, String start) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(start))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The decisions' counts and the stages' histograms in the text of {@code /metrics}. */
    private static NavigableMap<String, Double> samples(String text) {
        NavigableMap<String, Double> out = new TreeMap<>();
        text.lines()
                .filter(line -> line.startsWith("sallyport_decisions_total")
                        || line.startsWith("sallyport_stage_seconds_bucket")
                        || line.startsWith("sallyport_stage_seconds_count"))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> {
                    NavigableMap<String, String> labels = LABEL.matcher(
                                    Optional.ofNullable(sample.group(2)).orElse(""))
                            .results()
                            .collect(Collectors.toMap(l -> l.group(1), l -> l.group(2), (a, b) -> b, TreeMap::new));
                    out.put(name(sample.group(1), labels), Double.parseDouble(sample.group(3)));
                });
        return out;
    }

    /** The same of an answer of Prometheus. */
    private static NavigableMap<String, Double> series(JsonObject answer) {
        NavigableMap<String, Double> out = new TreeMap<>();
        for (Json one : BackEnds.items(answer, "data.result")) {
            NavigableMap<String, String> labels = new TreeMap<>();
            JsonObject metric = (JsonObject) BackEnds.at(one, "metric");
            metric.members().keySet().forEach(name -> labels.put(name, BackEnds.text(metric, name)));
            String name = String.valueOf(labels.remove("__name__"));
            labels.remove("job");
            labels.remove("instance");
            out.put(name(name, labels), Double.parseDouble(BackEnds.text(one, "value.1")));
        }
        return out;
    }

    /** Bounds are written in more ways than one. */
    private static String name(String name, NavigableMap<String, String> labels) {
        labels.computeIfPresent(
                "le", (le, bound) -> bound.equals("+Inf") ? bound : String.valueOf(Double.parseDouble(bound)));
        return name
                + labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void jaeger_keeps_decisions_as_children_of_the_callers_span_and_outcomes_below_them()
            throws IOException, InterruptedException {
        try (BackEnds jaeger = BackEnds.start("jaeger", folder.resolve("kept"));
                TestGateway gateway = gateway(jaeger.intake, "traces")) {
            Session session = play(gateway);
            List<Json> spans = jaeger.await(
                    () -> jaeger.ask("/api/traces/" + TRACE),
                    answer -> Optional.of(answer.get("data") == null ? List.<Json>of() : spans(answer))
                            .filter(found -> found.size() == 6));
            Map<String, Json> byReceipt =
                    spans.stream().collect(Collectors.toMap(span -> tag(span, "sallyport.receipt.id"), span -> span));
            Json ran = span(byReceipt, session.ran());
            assertEquals("execute_tool tool", BackEnds.text(ran, "operationName"));
            assertEquals("allow", tag(ran, "sallyport.decision"));
            assertEquals("execute_tool", tag(ran, "gen_ai.operation.name"));
            assertEquals(session.ran().string("decision_id"), tag(ran, "sallyport.decision.id"));
            assertTrue(tag(ran, "gen_ai.conversation.id").matches("[0-9a-f]{32}"), "a commitment");
            assertTrue(tag(ran, "sallyport.policy.digest").matches("[0-9a-f]{64}"), "a digest");
            for (Heard denied : List.of(session.denied(), session.again())) {
                assertEquals("deny", tag(span(byReceipt, denied), "sallyport.decision"));
                assertEquals("true", tag(span(byReceipt, denied), "error"));
                assertFalse(tag(span(byReceipt, denied), "error.type").isEmpty());
            }
            assertEquals("require_approval", tag(span(byReceipt, session.held()), "sallyport.decision"));
            for (Heard decided : session.all()) {
                assertEquals(PARENT, parent(span(byReceipt, decided)), decided::toString);
            }
            Json outcome = spans.stream()
                    .filter(span -> BackEnds.text(span, "operationName").endsWith(" outcome"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(BackEnds.text(ran, "spanID"), parent(outcome));
            assertEquals("succeeded", tag(outcome, "sallyport.outcome.status"));
            nothingLeft(jaeger.ask("/api/traces", "service", SERVICE, "limit", "100", "lookback", "1h"));
            everythingWasTaken(gateway);
        }
    }

    private static List<Json> spans(JsonObject answer) {
        List<Json> traces = BackEnds.items(answer, "data");
        return traces.isEmpty() ? List.of() : BackEnds.items(traces.getFirst(), "spans");
    }

    private static Json span(Map<String, Json> byReceipt, Heard decided) {
        return Optional.ofNullable(byReceipt.get(decided.string("receipt_id"))).orElseThrow();
    }

    private static String parent(Json span) {
        assertEquals("CHILD_OF", BackEnds.text(span, "references.0.refType"));
        assertEquals(TRACE, BackEnds.text(span, "references.0.traceID"));
        return BackEnds.text(span, "references.0.spanID");
    }

    private static String tag(Json span, String key) {
        return BackEnds.items(span, "tags").stream()
                .filter(tag -> BackEnds.text(tag, "key").equals(key))
                .map(tag -> BackEnds.at(tag, "value"))
                .map(value -> new String(JsonText.bytes(value), StandardCharsets.UTF_8).replace("\"", ""))
                .findFirst()
                .orElse("");
    }

    @Test
    void loki_keeps_what_a_person_may_want_to_know_of_with_severity_and_ids() throws IOException, InterruptedException {
        try (BackEnds loki = BackEnds.start("loki", folder.resolve("kept"));
                TestGateway gateway = gateway(loki.intake, "logs")) {
            Session session = play(gateway);
            BackEnds.Question all = () -> loki.ask(
                    "/loki/api/v1/query_range", "query", "{service_name=\"" + SERVICE + "\"}", "limit", "1000");
            Map<String, Json> byReceipt = loki.await(
                    all,
                    answer -> Optional.of(records(answer))
                            .filter(found -> found.containsKey(session.held().string("receipt_id"))
                                    && found.containsKey(session.again().string("receipt_id"))));
            for (Heard denied : List.of(session.denied(), session.again())) {
                Json record = span(byReceipt, denied);
                assertEquals("tool.denied", BackEnds.text(record, "values.0.1"));
                assertEquals("WARN", BackEnds.text(record, "stream.severity_text"));
                assertEquals(denied.string("decision_id"), BackEnds.text(record, "stream.sallyport_decision_id"));
                assertEquals(TRACE, BackEnds.text(record, "stream.trace_id"));
            }
            Json held = span(byReceipt, session.held());
            assertEquals("tool.held", BackEnds.text(held, "values.0.1"));
            assertEquals("INFO", BackEnds.text(held, "stream.severity_text"));
            assertFalse(
                    byReceipt.containsKey(session.allowed().string("receipt_id")), "what went its way is a span alone");
            nothingLeft(all.ask());
            everythingWasTaken(gateway);
        }
    }

    /** Entries that name a receipt; Loki gives each set of labels and metadata a stream of its own. */
    private static Map<String, Json> records(JsonObject answer) {
        Map<String, Json> out = new TreeMap<>();
        for (Json stream : BackEnds.items(answer, "data.result")) {
            if (((JsonObject) BackEnds.at(stream, "stream")).get("sallyport_receipt_id") != null) {
                out.put(BackEnds.text(stream, "stream.sallyport_receipt_id"), stream);
            }
        }
        return out;
    }
}
