package dev.sallyport.cli.eval;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.PinState;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Assurance;
import dev.sallyport.provenance.assess.Assessment;
import dev.sallyport.provenance.assess.SessionContent;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.index.HashKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays traces through the gate's judge. A replay does not adapt: the agent goes on as recorded, but what a refused call
 * answered never enters the session.
 */
final class Player {
    /** A replay must not differ from one run to the next, and recorded content knows no key. */
    private static final HashKey KEY = new HashKey(0x5a11_1704_2026_1121L, 0x0b5e_55ed_c0ff_ee11L);

    private static final String HASH = "0".repeat(64);

    private final PolicyBundle policy;
    private final Toolbox toolbox;

    Player(PolicyBundle policy, Toolbox toolbox) {
        this.policy = policy;
        this.toolbox = toolbox;
    }

    /** A call and what the gate said to it. */
    record Verdict(Trace.Step step, ToolEntry tool, Judgement judgement, Assessment assessment) {
        boolean refused() {
            return !judgement.decision().wire().equals("allow");
        }

        /** Whether it changes something, or tells an address that it was asked. */
        boolean mutates() {
            return assessment.facts().tier() != Tier.READ;
        }
    }

    List<Verdict> play(Trace trace) {
        Map<String, ToolEntry> tools = toolbox.of(trace);
        SessionContent session = new SessionContent(KEY);
        session.prompt(trace.prompt());
        List<Verdict> verdicts = new ArrayList<>();
        boolean read = false;
        for (Trace.Step step : trace.steps()) {
            ToolEntry tool = toolbox.entry(tools, step);
            Assessment assessment = session.assess(tool, step.arguments());
            Facts facts = facts(trace, tool, toolbox.points(trace, step), read).with(assessment.facts());
            Verdict verdict = new Verdict(step, tool, Judge.judge(facts, policy), assessment);
            verdicts.add(verdict);
            if (!verdict.refused() && step.result().isPresent()) {
                session.result(tool, step.arguments(), step.result().get(), TrustLevel.UNTRUSTED_EXTERNAL);
                read = true;
            }
        }
        return verdicts;
    }

    private Facts facts(Trace trace, ToolEntry tool, boolean points, boolean read) {
        boolean reads = tool.tier() == Tier.READ || tool.tier() == Tier.READ_OUT;
        TrustLevel own = TrustLevel.TRUSTED_INTERNAL_UNSIGNED;
        return new Facts(
                new Facts.Who(
                        new TenantId("eval"),
                        new AgentId("agent"),
                        new SessionId("trace-" + trace.line()),
                        "evaluation",
                        "medium",
                        Assurance.MANAGED,
                        Optional.empty()),
                new Facts.What(
                        Door.MCP,
                        trace.suite().isEmpty() ? "suite" : trace.suite(),
                        tool.name().isEmpty() ? "unnamed" : tool.name(),
                        Optional.empty(),
                        reads ? Capability.READ : Capability.WRITE,
                        !reads,
                        Optional.of(reads ? Effect.READS : Effect.MUTATES),
                        PinState.PINNED,
                        Optional.of(HASH),
                        points,
                        false,
                        HASH,
                        HASH,
                        Optional.of(HASH)),
                new Facts.Trust(
                        own,
                        own,
                        read ? List.of(TrustLevel.UNTRUSTED_EXTERNAL) : List.of(),
                        read ? List.of("suite/tool") : List.of(),
                        false),
                new Facts.Standing(AgentStatus.ACTIVE, false, false),
                policy.digest(),
                0,
                Optional.empty());
    }
}
