package dev.sallyport.gate.event;

/** The stable names of audit events. */
public enum EventName {
    /** The gateway serves. */
    SERVICE_START("service.start"),
    /** The gateway stops serving. */
    SERVICE_STOP("service.stop"),
    /** A credential was accepted. */
    AUTH_ACCEPTED("auth.accepted"),
    /** A credential was refused. */
    AUTH_DENIED("auth.denied"),
    /** An action may run. */
    TOOL_ALLOWED("tool.allowed"),
    /** An action must not run. */
    TOOL_DENIED("tool.denied"),
    /** An action waits for a person. */
    TOOL_HELD("tool.held"),
    /** A person answered. */
    APPROVAL_ANSWERED("approval.answered"),
    /** A channel could not be told that an action waits. */
    APPROVAL_UNDELIVERED("approval.undelivered"),
    /** Two people let others answer for an agent than its policy says. */
    BREAK_GLASS("approval.break_glass"),
    /** Other bytes than the approved ones were presented. */
    APPROVAL_HASH_MISMATCH("approval.hash_mismatch"),
    /** An approval, nonce or request came a second time. */
    REPLAY_ATTEMPT("replay.attempt"),
    /** A tool is not what was pinned. */
    TOOL_DRIFTED("tool.drifted"),
    /** Someone changed the standing of agents, servers, people or policies. */
    REGISTRY_CHANGED("registry.changed"),
    /** What happened after a release. */
    OUTCOME_RECORDED("outcome.recorded"),
    /** A history does not hold. */
    LEDGER_VERIFICATION_FAILED("ledger.verification_failed"),
    /** Nobody elsewhere has seen the newest history for too long. */
    ANCHOR_STALE("anchor.stale"),
    /** An agent may not connect there. */
    EGRESS_DENIED("egress.denied"),
    /** A secret was read from its source. */
    SECRET_LOADED("secret.loaded"),
    /** An effect was seen that no decision explains. */
    SDK_BYPASS("sdk.bypass"),
    /** A shield found something, or failed. */
    SHIELD_FINDING("shield.finding"),
    /** Somebody says that a shield was wrong. */
    SHIELD_REPORT("shield.report"),
    /** Telemetry was switched on or off. */
    TELEMETRY_SWITCHED("telemetry.switched"),
    /** A batch of telemetry is about to leave; the line holds it byte for byte. */
    TELEMETRY_SHIPPED("telemetry.shipped"),
    /** Somebody came more often than a limit lets pass. */
    RATE_LIMITED("rate.limited");

    private final String wire;

    EventName(String wire) {
        this.wire = wire;
    }

    /** The dotted name. */
    public String wire() {
        return wire;
    }
}
