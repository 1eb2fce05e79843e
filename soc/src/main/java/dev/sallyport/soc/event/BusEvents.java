package dev.sallyport.soc.event;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.ledger.receipt.Receipt;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the event of what came over the bus, as far as the ledger does not hold it already. */
public final class BusEvents {
    /** What the plane says of an event that its receipt does not bear out. */
    public static final String FORGED = "event.forged";

    /** Told by the receipt itself, whenever there is one. */
    private static final Set<EventName> IN_LEDGER = Set.of(
            EventName.TOOL_ALLOWED,
            EventName.TOOL_DENIED,
            EventName.TOOL_HELD,
            EventName.APPROVAL_ANSWERED,
            EventName.OUTCOME_RECORDED,
            EventName.REGISTRY_CHANGED,
            EventName.EGRESS_DENIED);
    /** What an event says and its receipt must say too, by the event's name for it. */
    static final Map<String, String> MUST_AGREE = Map.of(
            "agent.id", "agent",
            "session.id", "session",
            "decision.id", "decision_id",
            "approval.id", "approval_id",
            "tool.name", "tool",
            "tool.action", "action");

    private BusEvents() {}

    /** Whether the receipt's own event says it all. */
    public static boolean isInLedger(Event event) {
        return !event.receiptId().isEmpty() && IN_LEDGER.contains(event.name());
    }

    /** The event, at that place. */
    public static Seen of(Event event, long sequence, int part) {
        Taken fields = new Taken();
        event.fields().forEach((name, value) -> {
            if (name.equals("shield.categories")) {
                for (String each : value.split(",")) {
                    fields.put(name, each);
                }
            } else {
                fields.put(name, value);
            }
        });
        return new Seen(
                event.tenant(),
                sequence,
                part,
                event.timeMillis(),
                category(event.name()),
                event.name().wire(),
                event.receiptId(),
                fields.fields());
    }

    /** What is said of an event that names a receipt and does not agree with it. */
    public static Seen forged(Event event, String why, long sequence, int part) {
        return new Seen(
                event.tenant(),
                sequence,
                part,
                event.timeMillis(),
                Category.INTEGRITY,
                FORGED,
                "",
                new Taken()
                        .put("integrity.check", "event")
                        .put("integrity.result", "fail")
                        .put("integrity.fault", why)
                        .put("event.name", event.name().wire())
                        .put("event.receipt", event.receiptId())
                        .fields());
    }

    /**
     * Why an event and the receipt it names contradict each other; empty if they agree.
     *
     * @param receipt the receipt of that id in the event's tenant; empty if there is none
     */
    public static Optional<String> contradiction(Event event, Optional<Receipt> receipt) {
        if (receipt.isEmpty()) {
            return Optional.of("no_such_receipt");
        }
        EventName attested = ReceiptEvents.name(receipt.get());
        if (IN_LEDGER.contains(event.name()) && event.name() != attested) {
            return Optional.of("another_event");
        }
        for (Map.Entry<String, String> each : MUST_AGREE.entrySet()) {
            String said = event.fields().getOrDefault(each.getKey(), "");
            String held = Taken.text(receipt.get().body().members(), each.getValue());
            if (!said.isEmpty() && !held.isEmpty() && !said.equals(held)) {
                return Optional.of("another_" + each.getValue());
            }
        }
        return Optional.empty();
    }

    private static Category category(EventName name) {
        return switch (name) {
            case TOOL_ALLOWED, TOOL_DENIED, TOOL_HELD, OUTCOME_RECORDED, SHIELD_FINDING, SHIELD_REPORT ->
                Category.AGENT_ACTION;
            case APPROVAL_ANSWERED, APPROVAL_UNDELIVERED, APPROVAL_HASH_MISMATCH, BREAK_GLASS -> Category.APPROVAL;
            case TOOL_DRIFTED -> Category.TOOL_CATALOG;
            case EGRESS_DENIED -> Category.EGRESS;
            case REPLAY_ATTEMPT, LEDGER_VERIFICATION_FAILED, ANCHOR_STALE, SDK_BYPASS -> Category.INTEGRITY;
            case SERVICE_START,
                    SERVICE_STOP,
                    AUTH_ACCEPTED,
                    AUTH_DENIED,
                    REGISTRY_CHANGED,
                    SECRET_LOADED,
                    TELEMETRY_SWITCHED,
                    TELEMETRY_SHIPPED,
                    RATE_LIMITED -> Category.AGENT_SESSION;
        };
    }
}
