package dev.sallyport.gate;

import dev.sallyport.action.Action;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Screen;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.identity.TraceParent;
import dev.sallyport.gate.limit.Limiter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One action as it came through a door, already strictly parsed. The door has authenticated the agent; everything else
 * in it is a claim.
 *
 * @param server key of the tool server whose catalogue knows the tool; for doors other than MCP the action's tool
 * @param openedHere whether the gateway opened the session itself; one it did not open inherits its agent's labels
 * @param stated what the caller says the call is influenced by; counts as {@code unknown} if absent
 * @param sensitive whether the caller says that sensitive data is involved
 * @param traceId the caller's trace, for exports
 * @param observed what the live server showed of the tool, for doors that see it
 * @param dispatch what the gateway would send, for doors where it dispatches
 * @param repeatable the caller's request id, and how its answer is written
 * @param nonce a value the caller uses once
 * @param screened what the door found before judgement, for doors that look
 * @param parent the span of the caller's within which the call was made, for exports
 */
public record Call(
        TenantId tenant,
        AgentId agent,
        Door door,
        String server,
        Action action,
        SessionId session,
        boolean openedHere,
        Optional<TrustLevel> stated,
        boolean sensitive,
        Optional<String> userId,
        Optional<String> userRole,
        Optional<String> traceId,
        Optional<Observed> observed,
        Optional<Dispatch> dispatch,
        Optional<Repeatable> repeatable,
        Optional<String> nonce,
        Optional<Screened> screened,
        Optional<TraceParent> parent) {

    /** A call at a door that finds nothing by itself. */
    public Call(
            TenantId tenant,
            AgentId agent,
            Door door,
            String server,
            Action action,
            SessionId session,
            boolean openedHere,
            Optional<TrustLevel> stated,
            boolean sensitive,
            Optional<String> userId,
            Optional<String> userRole,
            Optional<String> traceId,
            Optional<Observed> observed,
            Optional<Dispatch> dispatch,
            Optional<Repeatable> repeatable,
            Optional<String> nonce) {
        this(
                tenant,
                agent,
                door,
                server,
                action,
                session,
                openedHere,
                stated,
                sensitive,
                userId,
                userRole,
                traceId,
                observed,
                dispatch,
                repeatable,
                nonce,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * What the door found, and how far what comes back is trusted.
     *
     * @param brings the trust of what enters the session by this call; empty if it is the agent's own
     */
    public record Screened(Screen screen, Optional<TrustLevel> brings) {}

    /** What limits count of it. */
    Limiter.Counted counted() {
        return new Limiter.Counted(tenant, agent, session, door, action);
    }

    /** The same call, refused before it is judged. */
    Call refused(ReasonCode why) {
        Optional<Screened> before = screened.filter(s -> s.screen().refusal().isPresent());
        List<String> categories = screened.map(s -> s.screen().categories()).orElse(List.of());
        return before.isPresent()
                ? this
                : screened(new Screened(Screen.refused(why, categories), screened.flatMap(Screened::brings)));
    }

    /** The same call, with what its caller says it is influenced by. */
    public Call stating(Optional<TrustLevel> level) {
        return with(level, traceId, screened, parent);
    }

    /** The same call, with what the door found. */
    public Call screened(Screened found) {
        return with(stated, traceId, Optional.of(found), parent);
    }

    /** The same call, made within that span of its caller's. A caller that names no trace besides means that span's. */
    public Call within(Optional<TraceParent> span) {
        return with(stated, traceId.or(() -> span.map(TraceParent::trace)), screened, span);
    }

    /** What exports hang it under: what the caller names itself, unless that is the span's own trace, or no trace's id. */
    Optional<String> trace() {
        return parent.filter(span -> traceId.filter(Call::elsewhere)
                        .filter(named -> !named.equals(span.trace()))
                        .isEmpty())
                .map(TraceParent::text)
                .or(() -> traceId);
    }

    private static boolean elsewhere(String named) {
        return TraceParent.isTrace(named) || TraceParent.parse(named).isPresent();
    }

    private Call with(
            Optional<TrustLevel> level, Optional<String> trace, Optional<Screened> found, Optional<TraceParent> span) {
        return new Call(
                tenant,
                agent,
                door,
                server,
                action,
                session,
                openedHere,
                level,
                sensitive,
                userId,
                userRole,
                trace,
                observed,
                dispatch,
                repeatable,
                nonce,
                found,
                span);
    }

    /**
     * What the gateway would send.
     *
     * @param bytes every byte of it
     * @param beside the members of those bytes that are no part of the action, such as a protocol's metadata: shown to the
     *     people who are asked, and searched like arguments
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes alone, where it is claimed
    public record Dispatch(byte[] bytes, JsonObject beside) {}

    /**
     * What the live server shows.
     *
     * @param schemaHash hash of the tool's name, description and schemas as listed now, hex
     * @param workloadStopped whether another tool of this strict server drifted or is missing
     * @param withheld whether the inspection of what the server says of the tool found what nobody accepted
     */
    public record Observed(String schemaHash, boolean workloadStopped, boolean withheld) {
        /** A tool in whose description nothing was found. */
        public Observed(String schemaHash, boolean workloadStopped) {
            this(schemaHash, workloadStopped, false);
        }
    }

    /**
     * A request id and the form of the answer that a repetition gets byte for byte.
     *
     * @param form writes the answer; pure
     * @param allows whether an answer of that form lets something run; pure
     */
    public record Repeatable(String requestId, Function<Decided, byte[]> form, Predicate<byte[]> allows) {}
}
