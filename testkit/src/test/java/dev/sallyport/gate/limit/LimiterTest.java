package dev.sallyport.gate.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.GateParts;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often anybody may come, at every door. */
class LimiterTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();

    private static Limiter.Counted call(String tenant, String agent, String session, Door door, int argument) {
        JsonObject parameters = JsonObject.builder().put("n", argument).build();
        return new Limiter.Counted(
                new TenantId(tenant),
                new AgentId(agent),
                new SessionId(session),
                door,
                new Action("desk", "write_file", null, true, parameters));
    }

    private static Limiter.Counted reading(Limiter.Counted call, Door door) {
        return new Limiter.Counted(
                call.tenant(),
                call.agent(),
                call.session(),
                door,
                new Action("desk", "read_file", null, false, call.action().parameters()));
    }

    private static Quotas quotas(String scope, Rate rate, int remembered) {
        return new Quotas(
                Optional.of(rate).filter(r -> scope.equals("tenant")),
                Optional.of(rate).filter(r -> scope.equals("agent")),
                Optional.of(rate).filter(r -> scope.equals("tool")),
                Optional.of(rate).filter(r -> scope.equals("door")),
                remembered,
                new Quotas.Loop(0, 1));
    }

    private boolean passes(Limiter limiter, Limiter.Counted call) {
        return limiter.take(call) instanceof Limiter.Verdict.Pass;
    }

    @Test
    void each_scope_counts_what_it_is_named_for() {
        Limiter.Counted first = call("t", "a", "s", Door.API, 1);
        record Other(String scope, Limiter.Counted same, Limiter.Counted another) {}
        for (Other each : List.of(
                new Other("tenant", call("t", "b", "z", Door.MCP, 2), call("u", "a", "s", Door.API, 1)),
                new Other("agent", call("t", "a", "z", Door.MCP, 2), call("t", "b", "s", Door.API, 1)),
                new Other("tool", call("t", "b", "z", Door.MCP, 2), call("u", "a", "s", Door.API, 1)),
                new Other("door", call("t", "b", "z", Door.API, 2), call("t", "a", "s", Door.EGRESS, 1)))) {
            Limiter limiter = new Limiter(quotas(each.scope(), new Rate(1, 1, 0), 100), now::get);
            assertTrue(passes(limiter, first), each.scope());
            Limiter.Verdict.Limited limited =
                    assertInstanceOf(Limiter.Verdict.Limited.class, limiter.take(each.same()), each.scope());
            assertEquals(each.scope(), limited.scope());
            assertTrue(limited.first() && limited.waitSeconds() >= 1);
            assertEquals(false, ((Limiter.Verdict.Limited) limiter.take(each.same())).first(), "told once a minute");
            assertTrue(passes(limiter, each.another()), each.scope());
        }
    }

    @Test
    void a_cool_down_lasts_as_long_as_it_says_however_often_somebody_asks() {
        Limiter limiter = new Limiter(quotas("agent", new Rate(10, 2, 5_000), 100), now::get);
        Limiter.Counted call = call("t", "a", "s", Door.API, 1);
        assertTrue(passes(limiter, call));
        assertTrue(passes(limiter, call));
        for (int tenths = 0; tenths < 50; tenths++) {
            now.set(tenths * SECOND / 10);
            assertEquals(false, passes(limiter, call), tenths + " tenths of a second");
        }
        now.set(5 * SECOND + SECOND / 5);
        assertTrue(passes(limiter, call));
    }

    @Test
    void forgetting_never_grants_more_than_one_bucket_and_state_stays_bounded() {
        long seed = 7;
        Random random = new Random(seed);
        int remembered = 20;
        Rate rate = new Rate(1, 3, 0);
        Buckets buckets = new Buckets(rate, remembered);
        int[] taken = new int[200];
        long seconds = 0;
        for (int i = 0; i < 20_000; i++) {
            int who = random.nextInt(taken.length);
            if (random.nextInt(200) == 0) {
                seconds++;
            }
            if (buckets.take("k" + who, seconds * SECOND) == 0) {
                taken[who]++;
            }
            assertTrue(buckets.remembered() <= remembered + 1, "seed " + seed);
        }
        for (int each : taken) {
            assertTrue(each <= rate.burst() + seconds * rate.perSecond(), "seed " + seed + ": " + each);
        }
    }

    @Test
    void only_the_very_same_call_in_a_row_without_a_pause_is_a_loop() {
        Quotas quotas = new Quotas(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100,
                new Quotas.Loop(3, 60_000));
        Limiter limiter = new Limiter(quotas, now::get);
        Limiter.Counted same = call("t", "a", "s", Door.API, 1);
        for (int i = 0; i < 3; i++) {
            assertTrue(passes(limiter, same));
        }
        assertInstanceOf(Limiter.Verdict.Looping.class, limiter.take(same));
        assertInstanceOf(Limiter.Verdict.Looping.class, limiter.take(call("t", "a", "s", Door.MCP, 1)), "another door");
        assertTrue(
                passes(limiter, call("t", "a", "s", Door.EGRESS, 1)), "a connection, of which only the host is known");
        assertInstanceOf(Limiter.Verdict.Looping.class, limiter.take(call("t", "a", "s", Door.PREVIEW, 1)), "a change");
        assertTrue(passes(limiter, reading(same, Door.PREVIEW)), "a page that a person leaves open");
        assertTrue(passes(limiter, call("t", "a", "other", Door.API, 1)), "another session");
        assertTrue(passes(limiter, call("t", "a", "s", Door.API, 2)), "another argument");
        for (int i = 0; i < 3; i++) {
            assertTrue(passes(limiter, same));
        }
        now.addAndGet(61 * SECOND);
        assertTrue(passes(limiter, same), "after a pause");
    }

    @Test
    void the_gate_refuses_too_many_without_a_record_and_records_a_loop() {
        MemoryJournal journal = MemoryJournal.automatic();
        ManualClock clock = new ManualClock();
        List<Event> events = new ArrayList<>();
        Quotas quotas = new Quotas(
                Optional.empty(),
                Optional.of(new Rate(1, 5, 0)),
                Optional.empty(),
                Optional.empty(),
                100,
                new Quotas.Loop(2, 60_000));
        Gate gate = gate(journal, clock, events, new Limiter(quotas, now::get));
        TestInstall.setUp(gate);
        Call call = TestInstall.apiCall("s", "read_file", false, Optional.empty());
        assertInstanceOf(Answer.Released.class, gate.authorize(call));
        assertInstanceOf(Answer.Released.class, gate.authorize(call));
        long before = journal.receiptCount(TestInstall.TENANT);
        Answer.Recorded cut = assertInstanceOf(Answer.Recorded.class, gate.authorize(call));
        assertEquals(ReasonCode.LOOP_CUT, cut.decided().judgement().decision().reason());
        assertEquals(before + 1, journal.receiptCount(TestInstall.TENANT));
        Call other = TestInstall.apiCall("s", "read_mail", false, Optional.empty());
        assertInstanceOf(Answer.Released.class, gate.authorize(other));
        assertInstanceOf(Answer.Released.class, gate.authorize(other));
        before = journal.receiptCount(TestInstall.TENANT);
        for (int i = 0; i < 10; i++) {
            Answer.Failed limited = assertInstanceOf(Answer.Failed.class, gate.authorize(other));
            assertEquals(ReasonCode.RATE_LIMITED, limited.reason());
            assertTrue(limited.waitSeconds() >= 1);
        }
        assertEquals(before, journal.receiptCount(TestInstall.TENANT), "its refusals are not recorded one by one");
        assertEquals(
                1,
                events.stream().filter(e -> e.name() == EventName.RATE_LIMITED).count());
    }

    private static Gate gate(MemoryJournal journal, ManualClock clock, List<Event> events, Limiter limiter) {
        GateParts p = TestInstall.parts(journal, journal, clock, 1);
        return new Gate(new GateParts(
                p.journal(),
                p.records(),
                p.policies(),
                p.sealer(),
                p.salts(),
                p.ids(),
                p.clock(),
                p.ticker(),
                p.meter(),
                events::add,
                p.ownGround(),
                p.limits(),
                p.keyId(),
                p.catalogue(),
                limiter,
                p.shielding()));
    }
}
