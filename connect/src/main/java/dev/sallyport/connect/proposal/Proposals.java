package dev.sallyport.connect.proposal;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.CapabilityMap;
import dev.sallyport.action.Effect;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.NoPolicy;
import dev.sallyport.gate.UnknownAgent;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.command.CommandFacts;
import dev.sallyport.gate.command.CommandLines;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.provenance.assess.Explanation;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts calls to the gate that an agent's own side would run, as they come without a connection that could wait: who is held asks for
 * exactly the same again, and then the approval is claimed. Thread-safe; calls block until their record is durable.
 */
public final class Proposals {
    private static final int APPROVALS_LOOKED_AT = 200;

    private final Gate gate;
    private final Journal journal;
    private final Records records;
    private final InstantSource clock;

    /** Over that gate. */
    public Proposals(Gate gate, Journal journal, Records records, InstantSource clock) {
        this.gate = gate;
        this.journal = journal;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Which tool.
     *
     * @param server key of the server whose pins and catalogue entries say what the tool does
     * @param tool of the action
     * @param action the tool's own name
     */
    public record Target(String server, String tool, String action) {}

    /** What an operator accepted of that tool, if anything. */
    public Optional<PinnedTool> pinned(Agent agent, Target target) {
        Optional<Server> server = journal.registry().server(agent.tenant(), target.server());
        return server.flatMap(s -> s.tool(target.action()));
    }

    /**
     * A call at that door.
     *
     * @throws IllegalArgumentException if one of the names is none
     */
    public Call call(Agent agent, Door door, Target target, JsonObject input, SessionId session) {
        Name.check("tool", target.tool());
        Name.check("action", target.action());
        Optional<PinnedTool> tool = pinned(agent, target);
        Optional<String> resource = tool.flatMap(PinnedTool::resourcePath).flatMap(path -> text(input, path));
        Action action = new Action(target.tool(), target.action(), resource.orElse(null), true, input);
        if (!changes(tool, action)) {
            action = new Action(target.tool(), target.action(), resource.orElse(null), false, input);
        }
        // A side that speaks for its user hands in every answer, so that the session knows what bears on the call.
        return plain(agent, door, target.server(), action, session)
                .stating(agent.speaksForUser() ? Optional.of(agent.ceiling()) : Optional.empty());
    }

    /** A call of which its caller says nothing but what it does. */
    public static Call plain(Agent agent, Door door, String server, Action action, SessionId session) {
        return new Call(
                agent.tenant(),
                agent.id(),
                door,
                server,
                action,
                session,
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> text(JsonObject input, String argument) {
        return input.get(argument) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    /**
     * Nobody says whether a call changes things. A shell's line tells; of other tools what an operator accepted does, and what nobody
     * accepted changes them.
     */
    private static boolean changes(Optional<PinnedTool> tool, Action action) {
        Capability capability = tool.map(PinnedTool::capability)
                .or(() -> CapabilityMap.required(action.tool(), action.action()))
                .orElse(Capability.TOOL);
        return CommandLines.facts(action, capability)
                        .map(CommandFacts::effect)
                        .or(() -> tool.map(PinnedTool::effect))
                        .orElse(Effect.MUTATES)
                == Effect.MUTATES;
    }

    /** Has a call judged, or an approval claimed that was given for exactly this call. */
    public Proposed put(Agent agent, Call call) {
        String hash = call.action().hash(agent.scheme()).hex();
        try {
            Optional<Approval> agreed = waiting(agent, call, hash, ApprovalStatus.APPROVED);
            if (agreed.isPresent()) {
                return proposed(
                        gate.consume(agent.tenant(), agent.id(), agreed.get().id(), Optional.of(hash)));
            }
            return waiting(agent, call, hash, ApprovalStatus.PENDING)
                    .map(Proposals::stillWaiting)
                    .orElseGet(() -> proposed(gate.authorize(call)));
        } catch (UnknownAgent e) {
            return new Proposed.Refused("unknown_agent", "the agent is not registered any more");
        } catch (NoPolicy e) {
            return new Proposed.Refused("no_policy", "no policy is active, so nothing is permitted");
        }
    }

    private Optional<Approval> waiting(Agent agent, Call call, String hash, ApprovalStatus status) {
        return records.approvals(agent.tenant(), Optional.of(status), APPROVALS_LOOKED_AT, 0).stream()
                .filter(a -> a.agent().equals(agent.id())
                        && a.session().equals(call.session())
                        && a.actionHash().equals(hash)
                        && !a.expiredAt(clock.millis()))
                .findFirst();
    }

    private static Proposed stillWaiting(Approval approval) {
        return new Proposed.Refused(
                "approval_pending",
                "this call waits for a person of `" + approval.group() + "` (" + approval.id()
                        + "); try exactly the same call again once it is approved");
    }

    private static Proposed proposed(Answer answer) {
        return switch (answer) {
            case Answer.Released released -> new Proposed.Let(released.decided());
            case Answer.Recorded recorded -> refusal(recorded.decided());
            case Answer.Failed failed ->
                new Proposed.Refused(
                        failed.reason().wire(),
                        failed.reason().sentence(),
                        Optional.empty(),
                        Optional.of(failed.waitSeconds()));
            case Answer.NotClaimable no ->
                new Proposed.Refused(
                        "approval_" + no.status().name().toLowerCase(Locale.ROOT),
                        "the approval of this call can't be used any more; try the call again");
            case Answer.NoSuchApproval none ->
                new Proposed.Refused("approval_invalidated", "the approval of this call is gone; try the call again");
            case Answer.Repeated repeated -> throw unasked();
            case Answer.Replayed replayed -> throw unasked();
        };
    }

    private static IllegalStateException unasked() {
        return new IllegalStateException("the gate answered a request id or nonce that this door never sends");
    }

    private static Proposed refusal(Decided decided) {
        Optional<String> why = decided.explanation().map(Explanation::told);
        Function<String, String> withWhy =
                sentence -> why.map(w -> sentence + ": " + w).orElse(sentence);
        return switch (decided.judgement().decision()) {
            case Decision.RequireApproval ask ->
                recorded(
                        decided,
                        ask.reason().wire(),
                        withWhy.apply("a person of `" + ask.group() + "` must approve this first ("
                                + decided.approval().map(a -> a.id().value()).orElse("no id")
                                + "); try exactly the same call again once it is approved"));
            case Decision.Deny deny ->
                recorded(
                        decided,
                        deny.reason().wire(),
                        withWhy.apply(deny.reason().sentence()));
            case Decision.Allow allow ->
                recorded(decided, "stale", "standing changed while this was decided; try the call again");
        };
    }

    private static Proposed recorded(Decided decided, String code, String sentence) {
        return new Proposed.Refused(code, sentence, Optional.of(decided.id()), Optional.empty());
    }
}
