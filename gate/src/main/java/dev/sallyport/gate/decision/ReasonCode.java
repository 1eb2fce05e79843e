package dev.sallyport.gate.decision;

import java.util.Locale;
import java.util.Optional;

/** Why the gate answered as it did. Codes are stable: receipts, alerts and clients name them. */
public enum ReasonCode {
    /** A policy permits it and none forbids it. */
    PERMITTED("a policy permits it"),
    /** A person approved exactly this. */
    APPROVED("a person approved exactly this action"),
    /** A person approved the same before and had it remembered. */
    REMEMBERED("a person approved the same before and had it remembered"),
    /** A policy wants a person to look first. */
    APPROVAL_REQUIRED("a policy wants a person to approve it first"),
    /** The agent is frozen. */
    AGENT_FROZEN("the agent is frozen; an operator can unfreeze it"),
    /** The agent is revoked. */
    AGENT_REVOKED("the agent is revoked"),
    /** The connection came without a token, and this install lets none in that does. */
    LOCAL_AGENT_OFF(
            "a connection without a token may do nothing here: set SALLYPORT_TOKEN to a registered agent's token, or have the"
                    + " operator set `mcp.local_agent: on`"),
    /** The session is frozen. */
    SESSION_FROZEN("the session is frozen; an operator can unfreeze it"),
    /** The server is quarantined. */
    SERVER_QUARANTINED("the tool server is quarantined; an operator can restore it"),
    /** It could lead to a destination that is blocked. */
    DESTINATION_BLOCKED("it could lead to a destination that is blocked; an operator can unblock it"),
    /** Nobody accepted the tool. */
    TOOL_UNKNOWN("no operator pinned this tool; pin it to allow it"),
    /** The tool changed since it was accepted. */
    TOOL_DRIFTED("the tool's description or schema changed since it was pinned; an operator must look at it"),
    /** What the server says of the tool hides something, or gives orders, and nobody accepted that. */
    TOOL_WITHHELD(
            "what the server says of this tool hides something or gives orders to a model; an operator must look at it"),
    /** Another tool of a strict server drifted or is missing. */
    WORKLOAD_STOPPED("a tool of this strict server drifted or is missing, so all of it is stopped"),
    /** The caller calls a read what mutates. */
    EFFECT_MISMATCH("the caller calls this a read, the catalogue knows that it mutates"),
    /** The action touches the gateway's own ground. */
    OWN_GROUND("the action touches the gateway's own data, configuration, hooks or commands"),
    /** A policy forbids it. */
    POLICY_FORBIDS("a policy forbids it"),
    /** No policy permits it. */
    NO_POLICY_PERMITS("no policy permits it"),
    /** A policy could not be evaluated. */
    POLICY_ERROR("a policy could not be evaluated, so nothing is permitted"),
    /** Policies ask for people of different groups. */
    CONFLICTING_DEMANDS("policies ask for different groups of people, so nobody could answer for all of them;"
            + " write one policy that asks"),
    /** The bytes presented are not the bytes that were approved. */
    APPROVAL_HASH_MISMATCH("these are not the bytes that were approved"),
    /** The judgement is no longer the one that was approved. */
    APPROVAL_INVALIDATED("the judgement changed since the approval was given"),
    /** The approval ran out. */
    APPROVAL_EXPIRED("the approval expired"),
    /** The approval was used before. */
    APPROVAL_CONSUMED("the approval was used before; an approval is for one run"),
    /** Nobody approved it yet. */
    APPROVAL_PENDING("nobody has approved it yet"),
    /** A person refused it. */
    APPROVAL_REJECTED("a person refused it"),
    /** Whoever asked went away before it was run. */
    APPROVAL_WITHDRAWN("whoever asked for it went away, so it can't run any more"),
    /** No rule of the configuration lets the agent connect there. */
    EGRESS_NOT_ALLOWED("no egress rule lets this agent connect there; an operator can add one under `egress.allow`"),
    /** The destination is of a category that is refused. */
    EGRESS_CATEGORY("the destination is of a category that is refused; a rule must name that category to allow it"),
    /** The destination lies in a network that is closed to agents. */
    EGRESS_ADDRESS("the destination is a private, local or otherwise special address; a rule can open a network"),
    /** The destination is an address instead of a name. */
    EGRESS_LITERAL("the destination is written as an address; connect by name, or have a rule open the network"),
    /** The name could not be looked up. */
    EGRESS_UNRESOLVED("the destination's name could not be looked up"),
    /** What the client says to the destination names another one. */
    EGRESS_NAME_DIFFERS("the TLS greeting does not name the host that was asked for"),
    /** A tunnel carries something else than TLS. */
    EGRESS_NOT_TLS("the tunnel does not begin with a well-formed TLS greeting"),
    /** An argument refers to a secret that it may not hold. */
    SECRET_SCOPE(
            "an argument is a reference to a secret that this argument may not hold; an operator can allow it under `mcp.servers`"),
    /** A tunnel that is to be opened can't be. */
    EGRESS_NOT_OPENED(
            "this connection is to be opened, and the client did not take the gateway's certificate, or speaks no HTTP/1.1 inside"),
    /** The preview was not opened for this. */
    PREVIEW_SCOPE("the preview was not opened for this method or this path"),
    /** The path can be read in two ways. */
    PREVIEW_PATH(
            "the path has a second reading: dot segments, encoded delimiters, backslashes, `;` and empty segments are refused"),
    /** More calls than a limit lets pass. */
    RATE_LIMITED("more calls than the configured rate lets pass; wait and try again"),
    /** The same call again and again. */
    LOOP_CUT("the same call with the same arguments came again and again, so it looks like a loop"),
    /** What a model was asked, or answered, is nothing a guard lets pass. */
    GUARD_FINDING("a guard found something in what the model was asked or answered"),
    /** A shield that may block found something that must not pass. */
    SHIELD_BLOCKS("a shield found something in it that it is set to block"),
    /** A shield that may block failed. */
    SHIELD_UNASSESSED("a shield that may block failed on it, so nothing says that it is harmless"),
    /** Standing changed while it was judged, twice. */
    STALE("the standing of agent, server, tool or policy changed while the action was judged"),
    /** The record could not be written in time. */
    JOURNAL_UNAVAILABLE("the record could not be written, so nothing may happen");

    private final String sentence;

    ReasonCode(String sentence) {
        this.sentence = sentence;
    }

    /** The stable lower-case code. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One plain sentence for people. */
    public String sentence() {
        return sentence;
    }

    /** Returns the code with that wire name, if there is one. */
    public static Optional<ReasonCode> byWire(String wire) {
        for (ReasonCode code : values()) {
            if (code.wire().equals(wire)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
