package dev.sallyport.gate;

import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened to an action that was released.
 *
 * @param executedHash hash of what ran, hex, in the agent's scheme, for another one is a mismatch; absent if nothing ran
 * @param outputHash hash of the result as the reporter computed it, hex
 * @param restored how many secrets of which kind the door put back into what it sent, in place of its own placeholders
 */
public record Outcome(
        TenantId tenant,
        AgentId agent,
        DecisionId decision,
        Status status,
        Optional<String> executedHash,
        Optional<String> outputHash,
        SortedMap<String, Integer> restored) {

    public Outcome {
        restored = Collections.unmodifiableSortedMap(new TreeMap<>(restored));
    }

    /** Of an action into which nothing was put back. */
    public Outcome(
            TenantId tenant,
            AgentId agent,
            DecisionId decision,
            Status status,
            Optional<String> executedHash,
            Optional<String> outputHash) {
        this(tenant, agent, decision, status, executedHash, outputHash, new TreeMap<>());
    }

    /** Of a release whose canonical bytes the door itself sent: what ran is what was shown. */
    public static Outcome of(
            Decided released, Status status, Optional<String> outputHash, SortedMap<String, Integer> restored) {
        Optional<String> executed = switch (status) {
            case SUCCEEDED, FAILED -> Optional.of(released.shown().hex());
            case NOT_STARTED, UNKNOWN -> Optional.empty();
        };
        Facts.Who who = released.facts().who();
        SortedMap<String, Integer> sent = status == Status.NOT_STARTED ? new TreeMap<>() : restored;
        return new Outcome(who.tenant(), who.agent(), released.id(), status, executed, outputHash, sent);
    }

    /** What is known of the run. */
    public enum Status {
        /** It ran and answered. */
        SUCCEEDED,
        /** It ran and reported an error. */
        FAILED,
        /** It was released and then not started: the caller went away, or standing changed. */
        NOT_STARTED,
        /** Nobody knows: the process died in between. Never run again by itself. */
        UNKNOWN;

        /** The lower-case wire name. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the status with that wire name, if there is one. */
        public static Optional<Status> byWire(String wire) {
            for (Status status : values()) {
                if (status.wire().equals(wire)) {
                    return Optional.of(status);
                }
            }
            return Optional.empty();
        }
    }

    /** How reporting it went. */
    public sealed interface Report {
        /** Recorded. */
        record Recorded(String receiptId) implements Report {}

        /** Recorded as tampering: what ran is not what was allowed. */
        record Mismatch(String receiptId) implements Report {}

        /** No such released decision of this agent. */
        record NoSuchDecision() implements Report {}

        /** It has an outcome already. */
        record AlreadyRecorded() implements Report {}

        /** The record could not be written. */
        record Unwritable(String why) implements Report {}
    }
}
