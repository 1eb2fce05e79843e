package dev.sallyport.soc.response;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a playbook can do. */
public enum Effect {
    /** No call of the agent passes. */
    FREEZE_AGENT,
    /** Its calls are judged again. */
    UNFREEZE_AGENT,
    /** The agent's token is dead for good. */
    REVOKE_AGENT,
    /** No call in the session passes. */
    FREEZE_SESSION,
    /** Calls in it are judged again. */
    UNFREEZE_SESSION,
    /** No call to the server passes. */
    QUARANTINE_SERVER,
    /** Calls to it are judged again. */
    RESTORE_SERVER,
    /** Every call of the agent that mutates waits for a person. */
    HOLD_AGENT,
    /** Its calls wait for nobody but those whom policies name. */
    UNHOLD_AGENT,
    /** Every call to the server that mutates waits for a person. */
    HOLD_SERVER,
    /** Calls to it wait for nobody but those whom policies name. */
    UNHOLD_SERVER,
    /** Every call of the tool that mutates waits for a person. */
    HOLD_TOOL,
    /** Calls of it wait for nobody but those whom policies name. */
    UNHOLD_TOOL,
    /** Policies see a higher tier of the agent. */
    RAISE_AGENT_TIER,
    /** They see the registered one. */
    LOWER_AGENT_TIER,
    /** Policies see a higher tier of whoever calls in the session. */
    RAISE_SESSION_TIER,
    /** They see the registered one. */
    LOWER_SESSION_TIER,
    /** No call of the tenant goes there. */
    BLOCK_DESTINATION,
    /** Calls go there as far as policies permit. */
    UNBLOCK_DESTINATION;

    /** What lifts it; empty for what can't be lifted or lifts itself. */
    public Optional<Effect> inverse() {
        return switch (this) {
            case FREEZE_AGENT -> Optional.of(UNFREEZE_AGENT);
            case FREEZE_SESSION -> Optional.of(UNFREEZE_SESSION);
            case QUARANTINE_SERVER -> Optional.of(RESTORE_SERVER);
            case HOLD_AGENT -> Optional.of(UNHOLD_AGENT);
            case HOLD_SERVER -> Optional.of(UNHOLD_SERVER);
            case HOLD_TOOL -> Optional.of(UNHOLD_TOOL);
            case RAISE_AGENT_TIER -> Optional.of(LOWER_AGENT_TIER);
            case RAISE_SESSION_TIER -> Optional.of(LOWER_SESSION_TIER);
            case BLOCK_DESTINATION -> Optional.of(UNBLOCK_DESTINATION);
            case UNFREEZE_AGENT,
                    UNFREEZE_SESSION,
                    RESTORE_SERVER,
                    REVOKE_AGENT,
                    UNHOLD_AGENT,
                    UNHOLD_SERVER,
                    UNHOLD_TOOL,
                    LOWER_AGENT_TIER,
                    LOWER_SESSION_TIER,
                    UNBLOCK_DESTINATION -> Optional.empty();
        };
    }

    /** Whether it keeps somebody from working as before, so that limits against false alarms count it. */
    public boolean isStop() {
        return inverse().isPresent() || isCritical();
    }

    /** Whether it can't be undone, so that two people must confirm it. */
    public boolean isCritical() {
        return this == REVOKE_AGENT;
    }

    /** What kind of thing it is done to. */
    public Target target() {
        return switch (this) {
            case FREEZE_AGENT,
                    UNFREEZE_AGENT,
                    REVOKE_AGENT,
                    HOLD_AGENT,
                    UNHOLD_AGENT,
                    RAISE_AGENT_TIER,
                    LOWER_AGENT_TIER -> Target.AGENT;
            case FREEZE_SESSION, UNFREEZE_SESSION, RAISE_SESSION_TIER, LOWER_SESSION_TIER -> Target.SESSION;
            case QUARANTINE_SERVER, RESTORE_SERVER, HOLD_SERVER, UNHOLD_SERVER -> Target.SERVER;
            case HOLD_TOOL, UNHOLD_TOOL -> Target.TOOL;
            case BLOCK_DESTINATION, UNBLOCK_DESTINATION -> Target.DESTINATION;
        };
    }

    /** What a playbook says of it besides its time. */
    public Argument argument() {
        return switch (this) {
            case HOLD_TOOL, UNHOLD_TOOL -> Argument.TOOL;
            case BLOCK_DESTINATION, UNBLOCK_DESTINATION -> Argument.DESTINATION;
            case RAISE_AGENT_TIER, RAISE_SESSION_TIER -> Argument.TIER;
            case FREEZE_AGENT,
                    UNFREEZE_AGENT,
                    REVOKE_AGENT,
                    FREEZE_SESSION,
                    UNFREEZE_SESSION,
                    QUARANTINE_SERVER,
                    RESTORE_SERVER,
                    HOLD_AGENT,
                    UNHOLD_AGENT,
                    HOLD_SERVER,
                    UNHOLD_SERVER,
                    LOWER_AGENT_TIER,
                    LOWER_SESSION_TIER -> Argument.NONE;
        };
    }

    /** What an effect is done to. */
    public enum Target {
        /** An agent. */
        AGENT,
        /** A session. */
        SESSION,
        /** A tool server. */
        SERVER,
        /** One tool of a server. */
        TOOL,
        /** Where calls go. */
        DESTINATION
    }

    /** What a playbook names, because no alert does. */
    public enum Argument {
        /** Nothing. */
        NONE,
        /** A tool, {@code SERVER/TOOL}: the target. */
        TOOL,
        /** A destination: the target. */
        DESTINATION,
        /** A tier; without it, one up. */
        TIER
    }

    /** The word in playbooks and answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The effect of that word. */
    public static Optional<Effect> byWire(String wire) {
        return Arrays.stream(values()).filter(e -> e.wire().equals(wire)).findFirst();
    }
}
