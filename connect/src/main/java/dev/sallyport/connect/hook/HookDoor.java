package dev.sallyport.connect.hook;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.connect.proposal.OpenCalls;
import dev.sallyport.connect.proposal.Proposals;
import dev.sallyport.connect.proposal.Proposed;
import dev.sallyport.gate.Advisories;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.NoPolicy;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.UnknownAgent;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TraceParent;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.shield.Subject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The gate as agent hosts' hooks see it. The host runs what is let pass, so the gateway learns what happened only from what the host
 * tells afterwards. One for each gateway; thread-safe; calls block until their record is durable.
 */
public final class HookDoor {
    private final Gate gate;
    private final Proposals proposals;
    private final OpenCalls open = new OpenCalls();

    /** Over that gate. */
    public HookDoor(Gate gate, Journal journal, Records records, InstantSource clock) {
        this.gate = gate;
        this.proposals = new Proposals(gate, journal, records, clock);
    }

    /**
     * Takes in what a host tells of that agent. Never throws for what a host can say.
     *
     * @param console where people open this gateway's pages: scheme, host and perhaps a port
     * @param within the span of the host's within which it tells; a label for exports
     */
    public Ruling hear(Agent agent, HookEvent event, URI console, Optional<TraceParent> within) {
        try {
            return switch (event) {
                case HookEvent.Before before -> before(agent, before, console, within);
                case HookEvent.After after -> after(agent, after, console);
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

    private Ruling before(Agent agent, HookEvent.Before before, URI console, Optional<TraceParent> within) {
        HookEvent.Target target = before.target();
        Call call = proposals
                .call(
                        agent,
                        Door.HOOK,
                        new Proposals.Target(target.tool(), target.tool(), target.action()),
                        before.input(),
                        new SessionId(before.session()))
                .within(within);
        return switch (proposals.put(agent, call)) {
            case Proposed.Let let -> {
                open.began(
                        use(agent, before.session(), target, before.callId(), before.input()),
                        new OpenCalls.Running(let.decided().id(), call.action()));
                yield passed(
                        let.decided().facts().shields(),
                        Optional.of(let.decided().id()),
                        console);
            }
            case Proposed.Refused refused -> new Ruling.Refuse(refused.code(), refused.sentence());
        };
    }

    /** What ran is hashed anew: another hook of the host may have changed the input after this one let it pass. */
    private Ruling after(Agent agent, HookEvent.After after, URI console) {
        JsonObject input = after.input().orElse(JsonObject.of());
        Optional<OpenCalls.Running> ended =
                open.ended(use(agent, after.session(), after.target(), after.callId(), input));
        ended.ifPresent(running -> {
            String content = String.join("\n", after.texts());
            Outcome outcome = new Outcome(
                    agent.tenant(),
                    agent.id(),
                    running.decision(),
                    after.failed() ? Outcome.Status.FAILED : Outcome.Status.SUCCEEDED,
                    after.input()
                            .map(ran -> running.with(ran).hash(agent.scheme()).hex()),
                    Optional.of(HostTools.sha256(content.getBytes(StandardCharsets.UTF_8))));
            gate.reportOfAgent(outcome, Optional.of(content).filter(c -> after.whole()));
        });
        return passed(inspected(agent, after), ended.map(OpenCalls.Running::decision), console);
    }

    private static Ruling passed(List<Shielded> shields, Optional<DecisionId> decision, URI console) {
        Optional<String> found = shields.stream()
                .filter(shield -> shield.isNoted() && !shield.blocks())
                .flatMap(shield -> shield.categories().stream())
                .findFirst();
        return new Ruling.Pass(Advisories.of(shields), decision.map(id -> new Review(console, id.value(), found)));
    }

    /** What ran is over: shields can only tell of what it answered. */
    private List<Shielded> inspected(Agent agent, HookEvent.After after) {
        HookEvent.Target target = after.target();
        return gate.inspect(
                agent.tenant(),
                agent.id(),
                new SessionId(after.session()),
                "",
                Subject.Result.of(target.tool(), target.action(), new JsonString(String.join("\n", after.texts()))));
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
