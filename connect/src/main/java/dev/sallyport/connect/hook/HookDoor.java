package dev.sallyport.connect.hook;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.CapabilityMap;
import dev.sallyport.action.Effect;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.NoPolicy;
import dev.sallyport.gate.Outcome;
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
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The gate as agent hosts' hooks see it. The host runs what is let pass, so the gateway learns what happened only from what the host
 * tells afterwards. One for each gateway; thread-safe; calls block until their record is durable.
 */
public final class HookDoor {
    private static final int APPROVALS_LOOKED_AT = 200;

    private final Gate gate;
    private final Journal journal;
    private final Records records;
    private final InstantSource clock;
    private final OpenCalls open = new OpenCalls();

    /** Over that gate. */
    public HookDoor(Gate gate, Journal journal, Records records, InstantSource clock) {
        this.gate = gate;
        this.journal = journal;
        this.records = records;
        this.clock = clock;
    }

    /** Takes in what a host tells of that agent. Never throws for what a host can say. */
    public Ruling hear(Agent agent, HookEvent event) {
        try {
            return switch (event) {
                case HookEvent.Before before -> before(agent, before);
                case HookEvent.After after -> after(agent, after);
                case HookEvent.Prompt prompt -> prompt(agent, prompt);
                case HookEvent.Aside aside -> new Ruling.Pass();
            };
        } catch (UnknownAgent e) {
            return new Ruling.Refuse("unknown_agent", "the agent is not registered any more");
        } catch (NoPolicy e) {
            return new Ruling.Refuse("no_policy", "no policy is active, so nothing is permitted");
        } catch (MalformedJson | IllegalArgumentException e) {
            return new Ruling.Refuse("wrong_form", String.valueOf(e.getMessage()));
        }
    }

    private Ruling before(Agent agent, HookEvent.Before before) {
        Call call = call(agent, before);
        String hash = call.action().hash(agent.scheme()).hex();
        OpenCalls.Use use = use(agent, before.session(), before.target(), before.callId(), before.input());
        Optional<Approval> agreed = waiting(agent, call, hash, ApprovalStatus.APPROVED);
        if (agreed.isPresent()) {
            return ruling(
                    use,
                    call,
                    gate.consume(agent.tenant(), agent.id(), agreed.get().id(), Optional.of(hash)));
        }
        return waiting(agent, call, hash, ApprovalStatus.PENDING)
                .map(HookDoor::stillWaiting)
                .orElseGet(() -> ruling(use, call, gate.authorize(call)));
    }

    private Call call(Agent agent, HookEvent.Before before) {
        HookEvent.Target target = before.target();
        Name.check("tool", target.tool());
        Name.check("action", target.action());
        Optional<Server> server = journal.registry().server(agent.tenant(), target.tool());
        Optional<PinnedTool> tool = server.flatMap(s -> s.tool(target.action()));
        Optional<String> resource =
                tool.flatMap(PinnedTool::resourcePath).flatMap(path -> HostTools.text(before.input(), path));
        Action action = new Action(target.tool(), target.action(), resource.orElse(null), true, before.input());
        if (!changes(tool, action)) {
            action = new Action(target.tool(), target.action(), resource.orElse(null), false, before.input());
        }
        return new Call(
                agent.tenant(),
                agent.id(),
                Door.HOOK,
                target.tool(),
                action,
                new SessionId(before.session()),
                false,
                // A host that speaks for its user hands in every answer, so that the session knows what bears on the
                // call.
                agent.speaksForUser() ? Optional.of(agent.ceiling()) : Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A host does not say whether a call changes things. A shell's line tells; of other tools what an operator accepted does, and what
     * nobody accepted changes them.
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

    private Optional<Approval> waiting(Agent agent, Call call, String hash, ApprovalStatus status) {
        return records.approvals(agent.tenant(), Optional.of(status), APPROVALS_LOOKED_AT, 0).stream()
                .filter(a -> a.agent().equals(agent.id())
                        && a.session().equals(call.session())
                        && a.actionHash().equals(hash)
                        && !a.expiredAt(clock.millis()))
                .findFirst();
    }

    private static Ruling stillWaiting(Approval approval) {
        return new Ruling.Refuse(
                "approval_pending",
                "this call waits for a person of `" + approval.group() + "` (" + approval.id()
                        + "); try exactly the same call again once it is approved");
    }

    private Ruling ruling(OpenCalls.Use use, Call call, Answer answer) {
        return switch (answer) {
            case Answer.Released released -> {
                open.began(use, new OpenCalls.Running(released.decided().id(), call.action()));
                yield new Ruling.Pass();
            }
            case Answer.Recorded recorded -> refusal(recorded.decided());
            case Answer.Failed failed ->
                new Ruling.Refuse(failed.reason().wire(), failed.reason().sentence());
            case Answer.NotClaimable no ->
                new Ruling.Refuse(
                        "approval_" + no.status().name().toLowerCase(Locale.ROOT),
                        "the approval of this call can't be used any more; try the call again");
            case Answer.NoSuchApproval none ->
                new Ruling.Refuse("approval_invalidated", "the approval of this call is gone; try the call again");
            case Answer.Repeated repeated -> throw unasked();
            case Answer.Replayed replayed -> throw unasked();
        };
    }

    private static IllegalStateException unasked() {
        return new IllegalStateException("the gate answered a request id or nonce that this door never sends");
    }

    private static Ruling refusal(Decided decided) {
        Optional<String> why = decided.explanation().map(Explanation::told);
        Function<String, String> withWhy =
                sentence -> why.map(w -> sentence + ": " + w).orElse(sentence);
        return switch (decided.judgement().decision()) {
            case Decision.RequireApproval ask ->
                new Ruling.Refuse(
                        ask.reason().wire(),
                        withWhy.apply("a person of `" + ask.group() + "` must approve this first ("
                                + decided.approval().map(a -> a.id().value()).orElse("no id")
                                + "); try exactly the same call again once it is approved"));
            case Decision.Deny deny ->
                new Ruling.Refuse(
                        deny.reason().wire(), withWhy.apply(deny.reason().sentence()));
            case Decision.Allow allow ->
                new Ruling.Refuse("stale", "standing changed while this was decided; try the call again");
        };
    }

    /** What ran is hashed anew: another hook of the host may have changed the input after this one let it pass. */
    private Ruling after(Agent agent, HookEvent.After after) {
        JsonObject input = after.input().orElse(JsonObject.of());
        open.ended(use(agent, after.session(), after.target(), after.callId(), input))
                .ifPresent(running -> {
                    String content = String.join("\n", after.texts());
                    Outcome outcome = new Outcome(
                            agent.tenant(),
                            agent.id(),
                            running.decision(),
                            after.failed() ? Outcome.Status.FAILED : Outcome.Status.SUCCEEDED,
                            after.input()
                                    .map(ran -> running.with(ran)
                                            .hash(agent.scheme())
                                            .hex()),
                            Optional.of(HostTools.sha256(content.getBytes(StandardCharsets.UTF_8))));
                    gate.reportOfAgent(outcome, Optional.of(content).filter(c -> after.whole()));
                });
        return new Ruling.Pass();
    }

    private Ruling prompt(Agent agent, HookEvent.Prompt prompt) {
        if (!prompt.text().isBlank()) {
            gate.say(agent.tenant(), agent.id(), new SessionId(prompt.session()), prompt.text());
        }
        return new Ruling.Pass();
    }

    /** Where a host gives its calls no ids, their input tells them apart. */
    private static OpenCalls.Use use(
            Agent agent, String session, HookEvent.Target target, Optional<String> callId, JsonObject input) {
        String told = callId.orElseGet(() -> HostTools.sha256(CanonicalForm.of(input, Scheme.RFC8785)));
        return new OpenCalls.Use(
                agent.tenant(), agent.id(), session, target.tool() + "/" + target.action() + "#" + told);
    }
}
