package dev.sallyport.server.otlp;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.config.Otlp;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Exports and events as tests need them. */
final class Exporting {
    static final long NOW = 1_790_000_000_000L;
    static final String DECISION = "dec_" + "0".repeat(26);
    static final String RECEIPT = "rcp_" + "0".repeat(26);
    static final String AGENT = "agt_" + "1".repeat(26);

    private Exporting() {}

    static Otlp to(URI endpoint, int queue, long patienceMillis) {
        return new Otlp(
                endpoint,
                Set.of(Otlp.Signal.values()),
                "sallyport",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                20,
                60_000,
                patienceMillis,
                queue,
                true);
    }

    static OtlpExport start(Otlp otlp) {
        return start(otlp, new PrometheusRegistry());
    }

    static OtlpExport start(Otlp otlp, PrometheusRegistry measured) {
        return new OtlpExport(new OtlpExport.Parts(
                otlp,
                Map::of,
                Optional.empty(),
                new byte[Pseudonyms.LENGTH],
                "1",
                measured::scrape,
                InstantSource.system(),
                System::nanoTime));
    }

    static Event event(EventName name, Map<String, String> fields) {
        return new Event(name, new TenantId("default"), NOW, RECEIPT, fields);
    }

    /** A decision with everything the gate says of one, and more fields after it. */
    static Event decision(EventName name, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>();
        fields.put("agent.id", AGENT);
        fields.put("session.id", "the session of anna");
        fields.put("decision.id", DECISION);
        fields.put("decision.reason", "policy_forbids");
        fields.put("decision.asked_ms", Long.toString(NOW - 3));
        fields.put("decision.door", "api");
        fields.put("policy.digest", "0a".repeat(32));
        fields.put("tool.name", "mail");
        fields.put("tool.action", "send_to_anna");
        fields.put("tool.accepted", "false");
        fields.put("tool.capability", "http");
        fields.put("tool.effect", "mutates");
        fields.put("shields", "canary@1 blocking deny,egress-monitor@2 advisory clean");
        fields.put("shield.categories", "canary:token");
        fields.putAll(more);
        return event(name, fields);
    }

    static Map<String, Object> attributes(List<KeyValue> list) {
        Map<String, Object> out = new HashMap<>();
        for (KeyValue one : list) {
            Object value = one.getValue().hasArrayValue()
                    ? one.getValue().getArrayValue().getValuesList().stream()
                            .map(v -> v.getStringValue())
                            .toList()
                    : one.getValue().getStringValue();
            if (out.put(one.getKey(), value) != null) {
                throw new AssertionError("twice: " + one.getKey());
            }
        }
        return out;
    }

    static Map<String, Object> attributes(Span span) {
        return attributes(span.getAttributesList());
    }
}
