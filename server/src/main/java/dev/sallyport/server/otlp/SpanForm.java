package dev.sallyport.server.otlp;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Decisions as spans, from the moment the gate asked until its answer was durable, and what happened after a release as a span
 * below, from the answer until the outcome was told (opentelemetry-proto, {@code trace.proto}; names after the conventions for
 * generative AI, operation {@code execute_tool}). Owned by the exporter's thread.
 */
final class SpanForm {
    /** How many decisions are kept in mind, so that what comes later hangs where it belongs. */
    static final int REMEMBERED = 8_192;

    private static final String OPERATION = "execute_tool";
    private static final long NANOS = 1_000_000;
    private static final int INTERNAL = 1;
    private static final int ERROR = 2;
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    /**
     * Where a span is.
     *
     * @param name of the span; what hangs below has it too
     */
    record Place(byte[] trace, byte[] span, String name, long endMillis) {}

    private final Told told;
    private final Pseudonyms pseudonyms;
    private final Map<String, Place> places = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
            return size() > 2 * REMEMBERED;
        }
    };

    SpanForm(Told told, Pseudonyms pseudonyms) {
        this.told = told;
        this.pseudonyms = pseudonyms;
    }

    /** Whether the event is a decision. */
    static boolean isDecision(EventName name) {
        return name == EventName.TOOL_ALLOWED || name == EventName.TOOL_DENIED || name == EventName.TOOL_HELD;
    }

    /** The span of an event that has one: a decision, or an outcome. */
    Optional<Message> of(Event event) {
        if (isDecision(event.name())) {
            return Optional.of(decision(event));
        }
        return event.name() == EventName.OUTCOME_RECORDED ? Optional.of(outcome(event)) : Optional.empty();
    }

    /** Where the decision is that an event belongs to, if it was heard of lately. */
    Optional<Place> place(Event event) {
        return Optional.ofNullable(event.fields().get("decision.id"))
                .map(places::get)
                .or(() -> Optional.ofNullable(places.get(event.receiptId())));
    }

    private Message decision(Event event) {
        String id = event.fields().getOrDefault("decision.id", event.receiptId());
        String tenant = event.tenant().value();
        Optional<TraceContext> context =
                Optional.ofNullable(event.fields().get("trace.context")).flatMap(TraceContext::parse);
        String name = OPERATION + " " + Told.tool(event).orElseGet(() -> Told.kind(event));
        Place place = new Place(
                context.map(TraceContext::trace).orElseGet(() -> pseudonyms.bytes("trace", tenant, id, TRACE_BYTES)),
                pseudonyms.bytes("span", tenant, id, SPAN_BYTES),
                name,
                event.timeMillis());
        places.put(id, place);
        if (!event.receiptId().isEmpty()) {
            places.put(event.receiptId(), place);
        }
        SortedMap<String, Object> attributes = attributes(event);
        attributes.put(
                "sallyport.decision",
                switch (event.name()) {
                    case TOOL_ALLOWED -> "allow";
                    case TOOL_HELD -> "require_approval";
                    default -> "deny";
                });
        boolean denied = event.name() == EventName.TOOL_DENIED;
        if (denied && attributes.get("sallyport.decision.reason") instanceof String reason) {
            attributes.put("error.type", reason);
        }
        return span(place, context.map(TraceContext::parent).orElse(new byte[0]), asked(event), denied, attributes);
    }

    private Message outcome(Event event) {
        String id = event.fields().getOrDefault("decision.id", "");
        String tenant = event.tenant().value();
        Place above = place(event)
                .orElseGet(() -> new Place(
                        pseudonyms.bytes("trace", tenant, id, TRACE_BYTES),
                        pseudonyms.bytes("span", tenant, id, SPAN_BYTES),
                        OPERATION,
                        event.timeMillis()));
        SortedMap<String, Object> attributes = attributes(event);
        boolean failed = "failed".equals(event.fields().get("outcome.status"));
        if (failed) {
            attributes.put("error.type", "failed");
        }
        Place place = new Place(
                above.trace(),
                pseudonyms.bytes("outcome", tenant, id, SPAN_BYTES),
                above.name() + " outcome",
                event.timeMillis());
        return span(place, above.span(), above.endMillis(), failed, attributes);
    }

    private SortedMap<String, Object> attributes(Event event) {
        SortedMap<String, Object> attributes = told.attributes(event);
        attributes.put("gen_ai.operation.name", OPERATION);
        attributes.put("gen_ai.tool.name", Told.tool(event).orElseGet(() -> Told.kind(event)));
        return attributes;
    }

    private static Message span(
            Place place, byte[] parent, long startMillis, boolean failed, SortedMap<String, Object> attributes) {
        Message span = new Message().bytes(1, place.trace()).bytes(2, place.span());
        if (parent.length > 0) {
            span.bytes(4, parent);
        }
        span.text(5, place.name())
                .number(6, INTERNAL)
                .fixed(7, Math.min(startMillis, place.endMillis()) * NANOS)
                .fixed(8, place.endMillis() * NANOS)
                .messages(9, Field.all(attributes));
        return failed ? span.message(15, new Message().number(3, ERROR)) : span;
    }

    private static long asked(Event event) {
        try {
            return Long.parseLong(event.fields().getOrDefault("decision.asked_ms", ""));
        } catch (NumberFormatException e) {
            return event.timeMillis(); // a decision of an older form: it says when it ended alone
        }
    }
}
