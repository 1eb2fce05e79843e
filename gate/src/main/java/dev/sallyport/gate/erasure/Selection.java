package dev.sallyport.gate.erasure;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;

/** Whose payloads go. */
public sealed interface Selection {
    /** One decision's, and those of every other decision about the same held call. */
    record OneDecision(DecisionId decision) implements Selection {}

    /** Those of every decision about one agent. */
    record OfAgent(AgentId agent) implements Selection {}

    /**
     * Those of every decision made before a time.
     *
     * @param timeMillis milliseconds since the epoch; a decision of that very millisecond stays
     */
    record Before(long timeMillis) implements Selection {}

    /** How receipts name it: a kind and a value. */
    default String subject() {
        return switch (this) {
            case OneDecision one -> "decision:" + one.decision().value();
            case OfAgent of -> "agent:" + of.agent().value();
            case Before before -> "before_ms:" + before.timeMillis();
        };
    }
}
