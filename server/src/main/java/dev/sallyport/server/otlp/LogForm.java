package dev.sallyport.server.otlp;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import java.util.Optional;

/**
 * Events as log records (opentelemetry-proto, {@code logs.proto}): whatever a person may want to know of, which leaves out what
 * went its ordinary way and stands in a span. The body is the event's name.
 */
final class LogForm {
    private static final long NANOS = 1_000_000;

    /** Numbers and names of the log data model's severities. */
    private enum Severity {
        INFO(9),
        WARN(13),
        ERROR(17);

        private final int number;

        Severity(int number) {
            this.number = number;
        }
    }

    private final Told told;

    LogForm(Told told) {
        this.told = told;
    }

    /** The record of an event that has one. */
    Optional<Message> of(Event event, Optional<SpanForm.Place> place, long nowMillis) {
        return severity(event.name()).map(severity -> {
            Message log = new Message()
                    .fixed(1, event.timeMillis() * NANOS)
                    .number(2, severity.number)
                    .text(3, severity.name())
                    .message(5, Field.text(event.name().wire()))
                    .messages(6, Field.all(told.attributes(event)));
            place.ifPresent(p -> log.bytes(9, p.trace()).bytes(10, p.span()));
            return log.fixed(11, nowMillis * NANOS)
                    .text(12, "sallyport." + event.name().wire());
        });
    }

    private static Optional<Severity> severity(EventName name) {
        return switch (name) {
            case TOOL_ALLOWED, OUTCOME_RECORDED, AUTH_ACCEPTED, SECRET_LOADED -> Optional.empty();
            case SERVICE_START, SERVICE_STOP, TOOL_HELD, APPROVAL_ANSWERED, REGISTRY_CHANGED, SHIELD_REPORT ->
                Optional.of(Severity.INFO);
            case AUTH_DENIED,
                    TOOL_DENIED,
                    APPROVAL_UNDELIVERED,
                    BREAK_GLASS,
                    REPLAY_ATTEMPT,
                    TOOL_DRIFTED,
                    ANCHOR_STALE,
                    EGRESS_DENIED,
                    SDK_BYPASS,
                    SHIELD_FINDING,
                    RATE_LIMITED -> Optional.of(Severity.WARN);
            case APPROVAL_HASH_MISMATCH, LEDGER_VERIFICATION_FAILED -> Optional.of(Severity.ERROR);
        };
    }
}
