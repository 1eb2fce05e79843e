package dev.sallyport.gate;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.session.Sessions;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A seeded world around the gate: one thread plays agents, operators, approvers, the disk and the power supply, and puts
 * their steps in any order. {@link Laws} are checked after every event.
 */
final class Simulation {
    private static final int SESSIONS = 3;
    private static final int CALLS_PER_GENERATION = 25;
    private static final String[] TOOLS = {
        "read_file", "read_page", "read_mail", "write_file", "send_mail", "ghost", "read_file", "write_file"
    };
    private static final String[] VARIANTS = {
        "default", "default", "default", "default", "ask-all", "ask-all", "ask-two", "deny-all", "broken"
    };

    final Random random;
    final ManualClock clock = new ManualClock();
    final List<Walk> walks = new ArrayList<>();
    final List<String> story = new ArrayList<>();
    final Map<String, Integer> strangersReleased = new HashMap<>();
    final Map<ApprovalId, Integer> effectsByApproval = new HashMap<>();
    final List<Decided> acknowledged = new ArrayList<>();
    final Map<String, Integer> effectsByDecision = new HashMap<>();
    MemoryJournal memory = MemoryJournal.stepped();
    SimulatedJournal journal = new SimulatedJournal(memory);
    GateParts parts;
    Gate gate;
    Sessions sessions;
    private int run = 1;
    private int started;
    int effects;
    int crashes;

    Simulation(long seed) {
        random = new Random(seed);
        parts = TestInstall.parts(journal, memory, clock, run);
        gate = new Gate(parts);
        sessions = new Sessions(memory);
        journal.blocking(() -> TestInstall.setUp(gate));
    }

    /** Plays one event. */
    void step() {
        int dice = random.nextInt(1000);
        if (dice < 120) {
            startCall();
        } else if (dice < 740) {
            advanceSomeone();
        } else if (dice < 880) {
            note("sync " + memory.sync());
        } else if (dice < 930) {
            vote();
        } else if (dice < 960) {
            startClaim();
        } else if (dice < 985) {
            administer();
        } else if (dice < 992) {
            clock.advanceMillis(random.nextInt(10 * 60 * 1000));
        } else if (dice < 997) {
            boolean full = random.nextInt(4) == 0;
            memory.full(full);
            note("disk full " + full);
        } else {
            crash();
        }
    }

    /** A few sessions at a time; new ones take over so that one tainted session does not end the story. */
    private String session() {
        return "s" + started / CALLS_PER_GENERATION + "-" + random.nextInt(SESSIONS);
    }

    private void startCall() {
        started++;
        String session = session();
        String tool = pick(TOOLS);
        Call call = random.nextInt(4) > 0
                ? TestInstall.mcpCall(
                        session,
                        tool,
                        JsonObject.builder().put("n", random.nextInt(1000)).build())
                : TestInstall.apiCall(session, tool, random.nextBoolean(), statedTrust());
        start(call, Optional.empty(), gate.begin(call));
    }

    private Optional<TrustLevel> statedTrust() {
        List<TrustLevel> levels = List.of(TrustLevel.values());
        return random.nextInt(levels.size() + 1) == 0
                ? Optional.empty()
                : Optional.of(levels.get(random.nextInt(levels.size())));
    }

    private void start(Call call, Optional<Approval> claims, Passage passage) {
        var session = sessions.enter(call.tenant(), call.agent(), call.session(), call.openedHere(), clock.millis());
        walks.add(new Walk(call, claims, passage, session));
        note("start " + call.session() + " " + call.action().action()
                + claims.map(a -> " claim " + a.id()).orElse(""));
    }

    private void advanceSomeone() {
        if (walks.isEmpty()) {
            return;
        }
        Walk walk = walks.get(random.nextInt(walks.size()));
        switch (walk.state) {
            case READY ->
                walk.submit(strangersReleased.getOrDefault(walk.call.session().value(), 0));
            case WAITING -> settle(walk);
            case RECORDED -> release(walk);
            case DISPATCHED -> finish(walk);
            case DONE -> leave(walk);
        }
    }

    private void settle(Walk walk) {
        if (walk.canSettle()) {
            walk.settle();
            walk.decided().ifPresent(acknowledged::add);
        }
    }

    private void release(Walk walk) {
        Decided decided = walk.decided().orElseThrow();
        boolean allowed = decided.judgement().decision() instanceof Decision.Allow;
        if (allowed && gate.stillReleasable(decided)) {
            Laws.checkRelease(this, walk, decided);
            effects++;
            effectsByDecision.merge(decided.id().value(), 1, Integer::sum);
            walk.claims.ifPresent(a -> effectsByApproval.merge(a.id(), 1, Integer::sum));
            if (walk.call.action().action().equals("read_page")) {
                strangersReleased.merge(walk.call.session().value(), 1, Integer::sum);
            }
            note("effect " + walk.call.session() + " " + walk.call.action().action());
            walk.state = Walk.State.DISPATCHED;
        } else {
            walk.state = Walk.State.DONE;
        }
    }

    private void finish(Walk walk) {
        Decided decided = walk.decided().orElseThrow();
        journal.blocking(() -> gate.report(new Outcome(
                TestInstall.TENANT,
                TestInstall.AGENT,
                decided.id(),
                Outcome.Status.SUCCEEDED,
                Optional.of(decided.shown().hex()),
                Optional.empty())));
        walk.state = Walk.State.DONE;
    }

    private void leave(Walk walk) {
        walks.remove(walk);
        sessions.leave(walk.call.tenant(), walk.call.agent(), walk.call.session());
    }

    private void vote() {
        List<Approval> pending = memory.approvals(TestInstall.TENANT, Optional.of(ApprovalStatus.PENDING), 100, 0);
        if (!pending.isEmpty()) {
            Approval approval = pending.get(random.nextInt(pending.size()));
            Approver who = random.nextBoolean() ? TestInstall.ANNA : TestInstall.BEN;
            boolean yes = random.nextInt(5) > 0;
            journal.blocking(() -> gate.vote(TestInstall.TENANT, who, approval.id(), yes));
            note("vote " + approval.id() + " " + yes);
        }
    }

    /** Starts a claim from the approval as it was read a moment ago: two claims of one approval may be on their way. */
    private void startClaim() {
        List<Approval> approved = memory.approvals(TestInstall.TENANT, Optional.of(ApprovalStatus.APPROVED), 100, 0);
        if (!approved.isEmpty()) {
            Approval approval = approved.get(random.nextInt(approved.size()));
            int claims = 1 + random.nextInt(2);
            for (int i = 0; i < claims; i++) {
                HeldCall held = gate.held(TestInstall.TENANT, approval.id()).orElseThrow();
                start(held.call(), Optional.of(approval), gate.begin(approval, held));
            }
        }
    }

    private void administer() {
        RegistryChange change = switch (random.nextInt(6)) {
            case 0 ->
                new RegistryChange.SetAgentStatus(
                        TestInstall.TENANT,
                        TestInstall.AGENT,
                        random.nextInt(3) == 0 ? AgentStatus.FROZEN : AgentStatus.ACTIVE);
            case 1 ->
                new RegistryChange.SetSessionFrozen(
                        TestInstall.TENANT, new SessionId(session()), random.nextInt(3) == 0);
            case 2 -> new RegistryChange.SetQuarantine(TestInstall.TENANT, TestInstall.SERVER, random.nextInt(3) == 0);
            case 3 ->
                new RegistryChange.PinTools(
                        TestInstall.TENANT,
                        TestInstall.SERVER,
                        random.nextInt(4) == 0 ? TestInstall.tools().subList(0, 3) : TestInstall.tools());
            default -> TestInstall.policy(pick(VARIANTS));
        };
        journal.blocking(() -> gate.change(Actor.system(TestInstall.TENANT), change, "simulated"));
        note("administer " + change.getClass().getSimpleName());
    }

    /** The process dies: whatever waits is lost, whatever ran without an outcome is unknown. */
    void crash() {
        crashes++;
        run++;
        note("crash with " + memory.waiting() + " waiting");
        memory = memory.crash();
        memory.full(false);
        journal = new SimulatedJournal(memory);
        parts = TestInstall.parts(journal, memory, clock, run);
        gate = new Gate(parts);
        sessions = new Sessions(memory);
        walks.clear();
        journal.blocking(() -> gate.recoverUnknown());
    }

    boolean isMcpChange(Walk walk) {
        String tool = walk.call.action().action();
        return walk.call.door() == Door.MCP && (tool.equals("write_file") || tool.equals("send_mail"));
    }

    private void note(String line) {
        story.add(line);
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
