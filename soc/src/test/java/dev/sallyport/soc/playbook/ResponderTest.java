package dev.sallyport.soc.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.book.MemoryBook;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.detect.Stage;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Effects;
import dev.sallyport.soc.response.Step;
import dev.sallyport.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ResponderTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final long TTL = 60_000;

    private final MemoryBook book = new MemoryBook();
    private final Cases cases = new Cases(book);
    private final ManualClock clock = new ManualClock();
    private final World world = new World();
    private final List<Step> braked = new ArrayList<>();

    /** What is frozen, and how the next attempt goes. */
    private static final class World implements Effects {
        private final Map<String, Boolean> frozen = new HashMap<>();
        private final List<String> acts = new ArrayList<>();
        private final Map<String, String> receipts = new HashMap<>();
        private final Set<String> persons = new HashSet<>();
        private String fault = "";
        private int agents = 100;

        @Override
        public boolean isOurs(Step step) {
            return !persons.contains(step.target());
        }

        @Override
        public Standing standing(TenantId tenant, Effect effect, String target) {
            if (target.equals("agt_gone")) {
                return Standing.GONE;
            }
            boolean now = frozen.getOrDefault(target, false);
            boolean wanted = effect != Effect.UNFREEZE_AGENT;
            return now == wanted ? Standing.IN_FORCE : Standing.NOT_IN_FORCE;
        }

        @Override
        public Result apply(Step step, Effect effect, boolean undo) {
            if (fault.equals("refuses")) {
                return new Result.NotDone("the store is full");
            }
            if (fault.equals("dies before")) {
                throw new IllegalStateException("killed");
            }
            frozen.put(step.target(), effect != Effect.UNFREEZE_AGENT);
            acts.add(effect.wire() + " " + step.target());
            String receipt = "rcp_" + acts.size();
            receipts.put(step.key() + undo, receipt);
            if (fault.equals("dies after")) {
                throw new IllegalStateException("killed");
            }
            return new Result.Done(receipt);
        }

        @Override
        public Optional<String> receiptOf(Step step, boolean undo) {
            return Optional.ofNullable(receipts.get(step.key() + undo));
        }

        @Override
        public int agents(TenantId tenant) {
            return agents;
        }

        @Override
        public int servers(TenantId tenant) {
            return 8;
        }
    }

    private Responder responder() {
        return responder(new Brake(3, 2, 0));
    }

    private Responder responder(Brake brake) {
        return new Responder(book, cases, world, brake, clock, new Responder.Listener() {
            @Override
            public void stepped(Step step, Optional<Incident> incident) {}

            @Override
            public void contained(Incident incident) {}

            @Override
            public void braked(Step step) {
                braked.add(step);
            }
        });
    }

    private static Playbook playbook(String steps) {
        return PlaybookForm.read("p.json", """
                {"playbook":"contain","version":2,"change":"freezes for a minute","mode":"active","rules":["storm"],
                 "least":"high","steps":[%s]}""".formatted(steps).getBytes(StandardCharsets.UTF_8));
    }

    private Incident alert(String name, String agent, Playbook playbook, Set<String> never) {
        RuleRef rule =
                new RuleRef("storm", "A storm", "d".repeat(64), "", Severity.HIGH, Stage.RESPOND, "denial", List.of());
        About about = new About(Optional.of(agent), Optional.of("ses_" + name), Optional.empty(), Optional.empty());
        Alert alert = new Alert(
                "alr_" + name,
                ACME,
                rule,
                1,
                clock.millis(),
                clock.millis(),
                clock.millis(),
                about,
                List.of(),
                Optional.empty(),
                false);
        return cases.fold(ACME, List.of(alert), new Plans(List.of(playbook), never, book)::of, Optional.empty())
                .incidents()
                .getFirst();
    }

    private Incident alert(String name, String agent) {
        return alert(name, agent, playbook("{\"do\":\"freeze_agent\",\"ttl_seconds\":60}"), Set.of());
    }

    private Step step(Incident incident) {
        return book.steps(ACME, incident.id()).getFirst();
    }

    @Test
    void an_effect_stands_for_its_time_and_is_undone_by_itself() {
        Incident incident = alert("a", "agt_1");
        responder().round(ACME);
        assertEquals(Step.State.STANDS, step(incident).state());
        assertEquals(Optional.of("rcp_1"), step(incident).receiptId());
        assertTrue(book.incident(ACME, incident.id())
                .orElseThrow()
                .times()
                .contained()
                .isPresent());
        clock.advanceMillis(TTL - 1);
        responder().round(ACME);
        assertEquals(List.of("freeze_agent agt_1"), world.acts);
        clock.advanceMillis(1);
        responder().round(ACME);
        assertEquals(List.of("freeze_agent agt_1", "unfreeze_agent agt_1"), world.acts);
        assertEquals(Step.State.UNDONE, step(incident).state());
    }

    @Test
    void an_attack_that_goes_on_after_the_stop_ended_is_stopped_anew_in_the_same_incident() {
        Incident incident = alert("a", "agt_1");
        responder().round(ACME);
        clock.advanceMillis(TTL);
        responder().round(ACME);
        assertEquals(List.of("freeze_agent agt_1", "unfreeze_agent agt_1"), world.acts);
        clock.advanceMillis(1);
        assertEquals(incident.id(), alert("b", "agt_1").id());
        assertEquals(incident.id(), alert("c", "agt_1").id(), "one step for both");
        responder().round(ACME);
        assertEquals(List.of("freeze_agent agt_1", "unfreeze_agent agt_1", "freeze_agent agt_1"), world.acts);
        assertEquals(2, book.steps(ACME, incident.id()).size());
    }

    @Test
    void who_lifts_a_stop_by_hand_is_not_overruled_before_it_would_have_ended() {
        Incident incident = alert("a", "agt_1");
        responder().round(ACME);
        world.frozen.put("agt_1", false);
        Step lifted = step(incident).undone(Optional.empty(), "a person lifted it");
        cases.change(ACME, incident.id(), same -> same, List.of(lifted));
        clock.advanceMillis(TTL);
        alert("b", "agt_1");
        responder().round(ACME);
        assertEquals(1, book.steps(ACME, incident.id()).size());
        clock.advanceMillis(1);
        alert("c", "agt_1");
        responder().round(ACME);
        assertEquals(List.of("freeze_agent agt_1", "freeze_agent agt_1"), world.acts);
    }

    @Test
    void what_cannot_be_undone_is_planned_once() {
        Playbook revoking = playbook("{\"do\":\"revoke_agent\",\"confirm\":true}");
        Incident incident = alert("a", "agt_1", revoking, Set.of());
        Step refused = step(incident).begun(Step.State.FAILED, clock.millis(), Long.MAX_VALUE);
        cases.change(ACME, incident.id(), same -> same, List.of(refused));
        clock.advanceMillis(TTL);
        alert("b", "agt_1", revoking, Set.of());
        assertEquals(1, book.steps(ACME, incident.id()).size());
    }

    @Test
    void what_people_stop_by_hand_does_not_use_up_what_playbooks_may() {
        Incident incident = alert("a", "agt_1");
        for (int i = 0; i < 5; i++) {
            Step planned = step(incident);
            Step byHand = new Step(
                    "stp_by_hand_" + i,
                    ACME,
                    incident.id(),
                    Step.BY_HAND,
                    planned.effect(),
                    "agt_by_hand_" + i,
                    TTL,
                    1,
                    Step.State.STANDS,
                    clock.millis() + TTL,
                    clock.millis(),
                    1,
                    List.of("ann"),
                    Optional.of("rcp_by_hand_" + i),
                    Optional.empty(),
                    "");
            cases.change(ACME, incident.id(), i2 -> i2, List.of(byHand));
        }
        responder().round(ACME);
        assertEquals(List.of(), braked);
        assertEquals(List.of("freeze_agent agt_1"), world.acts);
    }

    @Test
    void a_crash_before_or_after_the_effect_ends_with_it_done_once() {
        for (String fault : List.of("dies before", "dies after")) {
            world.acts.clear();
            world.frozen.clear();
            Incident incident = alert(fault.substring(5), "agt_" + fault.substring(5));
            world.fault = fault;
            assertThrows(IllegalStateException.class, () -> responder().round(ACME));
            assertEquals(Step.State.BEGUN, step(incident).state());
            world.fault = "";
            responder().round(ACME);
            assertEquals(Step.State.STANDS, step(incident).state());
            assertTrue(step(incident).receiptId().isPresent());
            assertEquals(1, world.acts.size(), fault);
        }
    }

    @Test
    void a_crash_in_the_undo_ends_with_it_undone_once() {
        Incident incident = alert("a", "agt_1");
        responder().round(ACME);
        clock.advanceMillis(TTL);
        world.fault = "dies after";
        assertThrows(IllegalStateException.class, () -> responder().round(ACME));
        assertEquals(Step.State.UNDOING, step(incident).state());
        world.fault = "";
        responder().round(ACME);
        assertEquals(Step.State.UNDONE, step(incident).state());
        assertEquals(Optional.of("rcp_2"), step(incident).undoReceiptId());
        assertEquals(2, world.acts.size());
    }

    @Test
    void what_could_not_be_delivered_is_tried_again_under_the_same_key() {
        Incident incident = alert("a", "agt_1");
        String key = step(incident).key();
        world.fault = "refuses";
        responder().round(ACME);
        assertEquals(Step.State.BEGUN, step(incident).state());
        world.fault = "";
        clock.advanceMillis(60_000);
        responder().round(ACME);
        assertEquals(Step.State.STANDS, step(incident).state());
        assertEquals(key, step(incident).key());
    }

    @Test
    void what_somebody_else_did_is_not_undone_and_what_another_step_needs_stays() {
        world.frozen.put("agt_1", true);
        Incident first = alert("a", "agt_1");
        responder().round(ACME);
        assertEquals(Step.State.REFUSED, step(first).state());

        Incident second = alert("b", "agt_2");
        responder().round(ACME);
        cases.change(ACME, second.id(), i -> i.closed(dev.sallyport.soc.incident.Verdict.BENIGN, "", 0), List.of());
        clock.advanceMillis(TTL / 2);
        Incident third = alert("c", "agt_2");
        responder().round(ACME);
        assertEquals(Step.State.STANDS, step(third).state());
        clock.advanceMillis(TTL / 2);
        responder().round(ACME);
        assertEquals(Step.State.UNDONE, step(second).state());
        assertEquals(true, world.frozen.get("agt_2"));
        clock.advanceMillis(TTL / 2);
        responder().round(ACME);
        assertEquals(false, world.frozen.get("agt_2"));
    }

    @Test
    void what_a_person_put_in_force_since_is_left_in_force() {
        Incident incident = alert("a", "agt_1");
        responder().round(ACME);
        assertEquals(Step.State.STANDS, step(incident).state());
        world.persons.add("agt_1");
        clock.advanceMillis(TTL);
        responder().round(ACME);
        assertEquals(Step.State.UNDONE, step(incident).state());
        assertEquals(true, world.frozen.get("agt_1"));
    }

    @Test
    void the_brake_holds_a_wave_of_stops_back_for_two_people() {
        alert("a", "agt_1");
        responder().round(ACME);
        alert("b", "agt_2");
        responder().round(ACME);
        Incident last = alert("c", "agt_3");
        responder().round(ACME);
        Step held = step(last);
        assertEquals(Step.State.AWAITING, held.state());
        assertEquals(1, braked.size());
        Step one = held.confirmedBy("ann", clock.millis()).confirmedBy("ann", clock.millis());
        assertEquals(Step.State.AWAITING, one.state());
        Step sure = held.confirmedBy("ann", clock.millis());
        cases.change(ACME, last.id(), i -> i, List.of(sure));
        cases.change(ACME, last.id(), i -> i, List.of(sure.confirmedBy("bob", clock.millis())));
        responder().round(ACME);
        assertEquals(Step.State.STANDS, step(last).state());
    }

    @Test
    void whoever_provokes_alerts_about_all_agents_of_a_small_tenant_gets_one_of_them_stopped_however_slowly() {
        for (int agents : new int[] {1, 2, 4, 5, 7, 8, 11, 20, 39}) {
            world.frozen.clear();
            world.agents = agents;
            for (int i = 0; i < agents; i++) {
                alert("t" + agents + "x" + i, "agt_" + agents + "_" + i, longFreeze(), Set.of());
                responder(Brake.DEFAULT).round(ACME);
                clock.advanceMillis(11 * 60_000); // beyond what counts as at once
            }
            long stopped = world.frozen.values().stream().filter(b -> b).count();
            assertEquals(Math.max(1, agents / 4), stopped, agents + " agents");
            clock.advanceMillis(Step.LONGEST_TTL_MILLIS);
            for (int i = 0; i < 5; i++) {
                responder(Brake.DEFAULT).round(ACME);
            }
            clock.advanceMillis(Step.LONGEST_TTL_MILLIS);
        }
    }

    private static Playbook longFreeze() {
        return playbook("{\"do\":\"freeze_agent\",\"ttl_seconds\":604800}");
    }

    @Test
    void a_second_effect_on_who_is_stopped_already_is_not_held_back() {
        world.agents = 3;
        Playbook both = playbook(
                "{\"do\":\"hold_agent\",\"ttl_seconds\":60},{\"do\":\"raise_agent_tier\",\"ttl_seconds\":60,\"tier\":\"HIGH\"}");
        Incident incident = alert("a", "agt_1", both, Set.of());
        responder(Brake.DEFAULT).round(ACME);
        assertEquals(
                List.of(),
                book.steps(ACME, incident.id()).stream()
                        .filter(s -> s.state() == Step.State.AWAITING)
                        .toList());
        assertEquals(
                Set.of("", "high"),
                book.steps(ACME, incident.id()).stream()
                        .map(Step::argument)
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void what_a_playbook_names_itself_is_the_target_in_one_spelling_and_may_be_spared() {
        assertNotEquals(
                PlaybookForm.digest(
                        playbook("{\"do\":\"block_destination\",\"ttl_seconds\":60,\"destination\":\"evil.example\"}")),
                PlaybookForm.digest(playbook(
                        "{\"do\":\"block_destination\",\"ttl_seconds\":60,\"destination\":\"other.example\"}")),
                "another aim is another version");
        Playbook named = playbook("{\"do\":\"block_destination\",\"ttl_seconds\":60,\"destination\":\"EVIL.example.\"},"
                + "{\"do\":\"hold_tool\",\"ttl_seconds\":60,\"tool\":\"files/write\"}");
        Incident incident = alert("a", "agt_1", named, Set.of("files/write"));
        Map<String, Step.State> states = new HashMap<>();
        book.steps(ACME, incident.id()).forEach(s -> states.put(s.target(), s.state()));
        assertEquals(Map.of("evil.example", Step.State.PLANNED, "files/write", Step.State.REFUSED), states);
    }

    @Test
    void who_stands_on_the_list_is_spared_and_what_is_gone_is_left() {
        Playbook freeze = playbook("{\"do\":\"freeze_agent\",\"ttl_seconds\":60}");
        Incident spared = alert("a", "agt_1", freeze, Set.of("agt_1"));
        Incident logged = alert("b", "agt_2", freeze.logged(), Set.of());
        Incident gone = alert("c", "agt_gone");
        responder().round(ACME);
        for (Incident each : List.of(spared, logged, gone)) {
            assertEquals(Step.State.REFUSED, step(each).state());
        }
        assertEquals(List.of(), world.acts);
    }

    @Test
    void a_playbook_with_an_effect_without_end_is_not_read() {
        for (String step : List.of(
                "{\"do\":\"freeze_agent\"}",
                "{\"do\":\"freeze_agent\",\"ttl_seconds\":0}",
                "{\"do\":\"freeze_agent\",\"ttl_seconds\":-5}",
                "{\"do\":\"freeze_agent\",\"ttl_seconds\":604801}",
                "{\"do\":\"revoke_agent\"}",
                "{\"do\":\"revoke_agent\",\"confirm\":true,\"ttl_seconds\":5}",
                "{\"do\":\"block_destination\",\"ttl_seconds\":5}",
                "{\"do\":\"block_destination\",\"ttl_seconds\":5,\"destination\":\"https://evil.example\"}",
                "{\"do\":\"hold_tool\",\"ttl_seconds\":5,\"tool\":\"write\"}",
                "{\"do\":\"raise_agent_tier\",\"ttl_seconds\":5,\"tier\":\"huge\"}",
                "{\"do\":\"freeze_agent\",\"ttl_seconds\":5,\"tier\":\"high\"}",
                "{\"do\":\"unhold_agent\"}",
                "{\"do\":\"sing\"}")) {
            assertThrows(IllegalArgumentException.class, () -> playbook(step), step);
        }
    }
}
