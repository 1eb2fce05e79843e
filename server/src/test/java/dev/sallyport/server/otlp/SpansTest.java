package dev.sallyport.server.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver gets of events and meters. */
class SpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private static FakeReceiver sent(PrometheusRegistry measured, Event... events) {
        FakeReceiver receiver = new FakeReceiver();
        OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 100, 0), measured);
        for (Event event : events) {
            export.emit(event);
        }
        export.close();
        assertEquals(List.of(), receiver.wrong());
        assertEquals("", export.standing().trouble());
        return receiver;
    }

    private static String hex(com.google.protobuf.ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Test
    void a_decision_is_a_span_named_by_the_conventions_of_generative_ai() {
        try (FakeReceiver receiver =
                sent(new PrometheusRegistry(), Exporting.decision(EventName.TOOL_DENIED, Map.of()))) {
            Span span = receiver.spans().getFirst();
            assertEquals("execute_tool http", span.getName());
            assertEquals((Exporting.NOW - 3) * 1_000_000, span.getStartTimeUnixNano());
            assertEquals(Exporting.NOW * 1_000_000, span.getEndTimeUnixNano());
            assertEquals(Span.SpanKind.SPAN_KIND_INTERNAL, span.getKind());
            assertEquals(Status.StatusCode.STATUS_CODE_ERROR, span.getStatus().getCode());
            Map<String, Object> attributes = Exporting.attributes(span);
            String session = String.valueOf(attributes.remove("gen_ai.conversation.id"));
            assertTrue(session.matches("[0-9a-f]{32}"), session);
            assertEquals(
                    Map.ofEntries(
                            Map.entry("error.type", "policy_forbids"),
                            Map.entry("gen_ai.agent.id", Exporting.AGENT),
                            Map.entry("gen_ai.operation.name", "execute_tool"),
                            Map.entry("gen_ai.tool.name", "http"),
                            Map.entry("sallyport.decision", "deny"),
                            Map.entry("sallyport.decision.door", "api"),
                            Map.entry("sallyport.decision.id", Exporting.DECISION),
                            Map.entry("sallyport.decision.reason", "policy_forbids"),
                            Map.entry("sallyport.policy.digest", "0a".repeat(32)),
                            Map.entry("sallyport.receipt.id", Exporting.RECEIPT),
                            Map.entry("sallyport.shield.categories", List.of("canary:token")),
                            Map.entry(
                                    "sallyport.shields",
                                    List.of("canary@1 blocking deny", "egress-monitor@2 advisory clean")),
                            Map.entry("sallyport.tenant", "default"),
                            Map.entry("sallyport.tool.capability", "http"),
                            Map.entry("sallyport.tool.effect", "mutates")),
                    attributes);
            assertFalse(receiver.everything().contains("anna"), "neither the session's name nor the tool's");
        }
    }

    @Test
    void a_tool_that_an_operator_accepted_has_its_name() {
        Map<String, String> accepted = Map.of("tool.accepted", "true", "tool.action", "merge_pull_request");
        try (FakeReceiver receiver =
                sent(new PrometheusRegistry(), Exporting.decision(EventName.TOOL_ALLOWED, accepted))) {
            Span span = receiver.spans().getFirst();
            assertEquals("execute_tool merge_pull_request", span.getName());
            assertEquals("merge_pull_request", Exporting.attributes(span).get("gen_ai.tool.name"));
            assertEquals(Status.StatusCode.STATUS_CODE_UNSET, span.getStatus().getCode());
        }
    }

    @Test
    void an_outcome_hangs_below_its_decision_and_lasts_as_long_as_the_tool_ran() {
        Event allowed = Exporting.decision(EventName.TOOL_ALLOWED, Map.of());
        Event outcome = new Event(
                EventName.OUTCOME_RECORDED,
                allowed.tenant(),
                Exporting.NOW + 250,
                "rcp_" + "2".repeat(26),
                Map.of("agent.id", Exporting.AGENT, "decision.id", Exporting.DECISION, "outcome.status", "failed"));
        try (FakeReceiver receiver = sent(new PrometheusRegistry(), allowed, outcome)) {
            Span above = receiver.spans().get(0);
            Span below = receiver.spans().get(1);
            assertEquals(above.getTraceId(), below.getTraceId());
            assertEquals(above.getSpanId(), below.getParentSpanId());
            assertEquals("execute_tool http outcome", below.getName());
            assertEquals(250_000_000, below.getEndTimeUnixNano() - below.getStartTimeUnixNano());
            assertEquals("failed", Exporting.attributes(below).get("sallyport.outcome.status"));
            assertEquals(Status.StatusCode.STATUS_CODE_ERROR, below.getStatus().getCode());
        }
    }

    @Test
    void a_span_hangs_in_the_trace_of_its_caller() {
        Event plain = Exporting.decision(EventName.TOOL_ALLOWED, Map.of("trace.context", TRACE));
        Event whole = Exporting.decision(
                EventName.TOOL_ALLOWED, Map.of("trace.context", "00-" + TRACE + "-" + PARENT + "-01"));
        try (FakeReceiver receiver = sent(new PrometheusRegistry(), plain, whole)) {
            assertEquals(TRACE, hex(receiver.spans().get(0).getTraceId()));
            assertEquals("", hex(receiver.spans().get(0).getParentSpanId()));
            assertEquals(TRACE, hex(receiver.spans().get(1).getTraceId()));
            assertEquals(PARENT, hex(receiver.spans().get(1).getParentSpanId()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run of anna",
                "4BF92F3577B34DA6A3CE929D0E0E4736",
                "00000000000000000000000000000000",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
            })
    void what_is_no_trace_context_becomes_no_id(String claimed) {
        try (FakeReceiver receiver = sent(
                new PrometheusRegistry(),
                Exporting.decision(EventName.TOOL_ALLOWED, Map.of("trace.context", claimed)))) {
            Span span = receiver.spans().getFirst();
            assertFalse(TRACE.equals(hex(span.getTraceId())));
            assertEquals("", hex(span.getParentSpanId()));
            assertFalse(receiver.everything().contains("anna"));
        }
    }

    @Test
    void what_a_person_may_want_to_know_of_is_a_log_record_at_its_span() {
        Event held = Exporting.decision(EventName.TOOL_HELD, Map.of());
        Event finding = Exporting.event(
                EventName.SHIELD_FINDING,
                Map.of(
                        "shield", "canary@1",
                        "shield.mode", "blocking",
                        "shield.verdict", "deny",
                        "shield.categories", "canary:token",
                        "shield.blocks", "true"));
        Event allowed = Exporting.decision(EventName.TOOL_ALLOWED, Map.of("decision.id", "dec_" + "3".repeat(26)));
        try (FakeReceiver receiver = sent(new PrometheusRegistry(), held, finding, allowed)) {
            Map<String, LogRecord> logs =
                    receiver.logs().stream().collect(Collectors.toMap(LogRecord::getEventName, log -> log));
            assertEquals(
                    java.util.Set.of("sallyport.tool.held", "sallyport.shield.finding"),
                    logs.keySet(),
                    "what went its ordinary way stands in its span alone");
            LogRecord log = java.util.Objects.requireNonNull(logs.get("sallyport.shield.finding"));
            assertEquals("WARN", log.getSeverityText());
            assertEquals(13, log.getSeverityNumberValue());
            assertEquals("shield.finding", log.getBody().getStringValue());
            assertEquals(receiver.spans().getFirst().getTraceId(), log.getTraceId());
            assertEquals(receiver.spans().getFirst().getSpanId(), log.getSpanId());
            Map<String, Object> attributes = Exporting.attributes(log.getAttributesList());
            assertEquals("canary@1", attributes.get("sallyport.shield"));
            assertEquals("blocking", attributes.get("sallyport.shield.mode"));
            assertEquals(List.of("canary:token"), attributes.get("sallyport.shield.categories"));
        }
    }

    @Test
    void a_field_that_nobody_let_pass_and_a_value_of_another_form_stay_here() {
        Event event = Exporting.event(
                EventName.BREAK_GLASS,
                Map.of(
                        "user.name", "anna",
                        "agent.id", "the agent of anna",
                        "decision.id", "anna",
                        "actor.role", "Anna said so",
                        "shield.categories", "secret: anna!",
                        "new.field", "anna"));
        try (FakeReceiver receiver = sent(new PrometheusRegistry(), event)) {
            LogRecord log = receiver.logs().getFirst();
            assertEquals(
                    Map.of("sallyport.tenant", "default", "sallyport.receipt.id", Exporting.RECEIPT),
                    Exporting.attributes(log.getAttributesList()));
            assertFalse(receiver.everything().toLowerCase(java.util.Locale.ROOT).contains("anna"));
        }
    }

    @Test
    void meters_are_sums_gauges_and_histograms() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Counter counter = Counter.builder()
                .name("sallyport_decisions")
                .help("Recorded decisions.")
                .labelNames("decision", "reason", "door")
                .register(registry);
        counter.labelValues("allow", "policy_permits", "api").inc(7);
        Gauge.builder().name("sallyport_age").register(registry).set(-1.5);
        Histogram histogram = Histogram.builder()
                .name("sallyport_stage_seconds")
                .classicOnly()
                .classicUpperBounds(0.001, 1)
                .register(registry);
        histogram.observe(0.0005);
        histogram.observe(0.5);
        histogram.observe(2);
        try (FakeReceiver receiver = sent(registry)) {
            Map<String, Metric> metrics = receiver.metrics().stream()
                    .collect(Collectors.toMap(Metric::getName, m -> m, (first, later) -> later));
            Metric decisions = java.util.Objects.requireNonNull(metrics.get("sallyport_decisions"));
            assertTrue(decisions.getSum().getIsMonotonic());
            assertEquals(2, decisions.getSum().getAggregationTemporalityValue(), "cumulative");
            var point = decisions.getSum().getDataPoints(0);
            assertEquals(7, point.getAsDouble());
            assertTrue(point.getTimeUnixNano() >= point.getStartTimeUnixNano() && point.getStartTimeUnixNano() > 0);
            assertEquals(
                    Map.of("decision", "allow", "reason", "policy_permits", "door", "api"),
                    Exporting.attributes(point.getAttributesList()));
            assertEquals(
                    -1.5,
                    java.util.Objects.requireNonNull(metrics.get("sallyport_age"))
                            .getGauge()
                            .getDataPoints(0)
                            .getAsDouble());
            Metric stages = java.util.Objects.requireNonNull(metrics.get("sallyport_stage_seconds"));
            assertEquals("s", stages.getUnit());
            var buckets = stages.getHistogram().getDataPoints(0);
            assertEquals(List.of(0.001, 1.0), buckets.getExplicitBoundsList());
            assertEquals(List.of(1L, 1L, 1L), buckets.getBucketCountsList());
            assertEquals(3, buckets.getCount());
            assertEquals(2.5005, buckets.getSum(), 1e-9);
        }
    }
}
