package dev.sallyport.soc.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.detect.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LifeTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final String ID = "7d0f7a52-6f0f-4b0e-9d53-1f2f3a4b5c6d";
    private static final long HOUR = 3_600_000;

    static SigmaRules rules(String status, String reason) {
        String text = """
                title: A refusal
                id: %s
                status: %s
                author: the test
                level: high
                logsource: {product: agent-gateway, category: agent_action}
                detection:
                  s: {event: tool.denied, decision.reason: %s}
                  condition: s
                """.formatted(ID, status, reason);
        return SigmaRules.of(
                RuleFile.read("own.yml", text.getBytes(StandardCharsets.UTF_8), Placeholders.NONE), Set.of());
    }

    private static SigmaRules.Whole whole(SigmaRules rules) {
        return rules.wholes().getFirst();
    }

    private static Duty duty(Duty.Stage stage, String digest, long recorded, boolean proven) {
        return new Duty(
                Duty.Kind.RULE,
                ID,
                digest,
                stage,
                Duty.WHOLE,
                recorded,
                proven ? Optional.of(new Duty.Proof("d".repeat(64), 5, 9)) : Optional.empty());
    }

    private static Lives lives(Manifest manifest, Optional<Duty> duty) {
        Registry registry = duty.map(
                        set -> Registry.EMPTY.apply(new RegistryChange.SetDuty(ACME, set, Duty.Act.PROMOTE)))
                .orElse(Registry.EMPTY);
        return new Lives(Set.of(), manifest, () -> registry);
    }

    @Test
    void a_rule_of_a_folder_is_recorded_until_it_is_promoted_and_goes_no_further_than_status_and_file_say() {
        SigmaRules stable = rules("stable", "policy_denied");
        SigmaRules tested = rules("test", "policy_denied");
        Manifest listed = Manifest.NONE.noted(stable.wholes(), "2026-11-22", "first");
        String digest = whole(stable).digest();
        Optional<Duty> high = Optional.of(duty(Duty.Stage.RESPOND, digest, 1, true));
        Optional<String> agent = Optional.of("agt_1");

        assertEquals(
                Optional.of(Stage.LOG_ONLY), lives(listed, Optional.empty()).of(ACME, whole(stable), agent));
        assertEquals(Optional.of(Stage.RESPOND), lives(listed, high).of(ACME, whole(stable), agent));
        assertEquals(Optional.of(Stage.LOG_ONLY), lives(Manifest.NONE, high).of(ACME, whole(stable), agent));
        Optional<Duty> other =
                Optional.of(duty(Duty.Stage.RESPOND, whole(tested).digest(), 1, true));
        assertEquals(Optional.of(Stage.ALERT), lives(listed, other).of(ACME, whole(tested), agent));
        assertEquals(
                Optional.empty(),
                lives(listed, Optional.of(duty(Duty.Stage.EXPERIMENTAL, digest, 0, false)))
                        .of(ACME, whole(stable), agent));
    }

    @Test
    void another_version_keeps_its_standing_up_to_alert_and_loses_respond() {
        SigmaRules changed = rules("stable", "agent_frozen");
        Manifest listed = Manifest.NONE
                .noted(rules("stable", "policy_denied").wholes(), "2026-11-21", "first")
                .noted(changed.wholes(), "2026-11-22", "looks at frozen agents");
        Optional<Duty> before = Optional.of(duty(Duty.Stage.RESPOND, "a".repeat(64), 1, true));
        assertEquals(Optional.of(Stage.ALERT), lives(listed, before).of(ACME, whole(changed), Optional.of("agt_1")));
    }

    @Test
    void a_canary_is_the_same_agents_for_every_version_and_a_larger_one_only_adds() {
        List<String> agents =
                IntStream.range(0, 1_000).mapToObj(i -> "agt_" + i).toList();
        List<String> tenth =
                agents.stream().filter(a -> Share.holds(ACME, a, ID, 10)).toList();
        List<String> half =
                agents.stream().filter(a -> Share.holds(ACME, a, ID, 50)).toList();
        assertTrue(half.containsAll(tenth), "more percent, fewer agents");
        assertTrue(tenth.size() > 60 && tenth.size() < 140, "a tenth is " + tenth.size());
        assertTrue(half.size() > 430 && half.size() < 570, "a half is " + half.size());
        assertTrue(agents.stream().allMatch(a -> Share.holds(ACME, a, ID, 100)));
        assertTrue(agents.stream().noneMatch(a -> Share.holds(ACME, a, ID, 0)));

        SigmaRules stable = rules("stable", "policy_denied");
        Manifest listed = Manifest.NONE.noted(stable.wholes(), "2026-11-22", "first");
        Duty duty = duty(Duty.Stage.ALERT, whole(stable).digest(), 1, true).at(Duty.Stage.ALERT, 10, 1);
        for (String agent : agents) {
            Stage expected = tenth.contains(agent) ? Stage.ALERT : Stage.LOG_ONLY;
            assertEquals(
                    Optional.of(expected),
                    lives(listed, Optional.of(duty)).of(ACME, whole(stable), Optional.of(agent)));
        }
    }

    @Test
    void a_file_must_name_every_version_of_every_rule_beside_it_and_no_other() {
        SigmaRules first = rules("stable", "policy_denied");
        SigmaRules second = rules("stable", "agent_frozen");
        Manifest listed = Manifest.NONE.noted(first.wholes(), "2026-11-21", "first");
        assertEquals(List.of(), listed.faults(first.wholes()));
        assertEquals(
                "rule_unlisted", Manifest.NONE.faults(first.wholes()).getFirst().code());
        assertEquals(
                "rule_without_changelog",
                listed.faults(second.wholes()).getFirst().code());
        assertEquals("rule_missing", listed.faults(List.of()).getFirst().code());

        Manifest noted = listed.noted(second.wholes(), "2026-11-22", "another reason");
        assertEquals(List.of(), noted.faults(second.wholes()));
        assertEquals(2, noted.rules().firstEntry().getValue().newest().version());
        JsonObject written = ManifestForm.write(noted);
        byte[] bytes = dev.sallyport.action.canonical.CanonicalForm.of(
                written, dev.sallyport.action.canonical.Scheme.SALLYPORT_JCS_2);
        assertEquals(noted, ManifestForm.read("lifecycle.json", bytes));
        String gap = new String(bytes, StandardCharsets.UTF_8).replace("\"version\":2", "\"version\":3");
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> ManifestForm.read("lifecycle.json", gap.getBytes(StandardCharsets.UTF_8)));
        assertTrue(String.valueOf(refused.getMessage()).contains("without gaps"), refused::toString);
    }

    @Test
    void nothing_goes_up_unproven_or_two_steps_at_once_and_everything_goes_down_at_once() {
        String digest = "a".repeat(64);
        Duty logged = duty(Duty.Stage.LOG_ONLY, digest, HOUR, false);
        assertEquals("stage_skipped", code(logged, Duty.Stage.RESPOND, HOUR));
        assertEquals("dry_run_missing", code(logged, Duty.Stage.ALERT, HOUR));
        assertEquals("duty_unchanged", code(logged, Duty.Stage.LOG_ONLY, HOUR));
        Duty proven = duty(Duty.Stage.LOG_ONLY, digest, HOUR, true);
        Promotions.Answer.Granted alerts = granted(proven, Duty.Stage.ALERT, HOUR);
        assertEquals(Duty.Act.PROMOTE, alerts.act());
        assertEquals("log_only_too_short", code(alerts.duty(), Duty.Stage.RESPOND, 72 * HOUR));
        Duty responds = granted(alerts.duty(), Duty.Stage.RESPOND, 73 * HOUR).duty();
        assertEquals(Duty.Stage.RESPOND, responds.stage());
        Promotions.Answer.Granted down = granted(responds, Duty.Stage.EXPERIMENTAL, 73 * HOUR);
        assertEquals(Duty.Act.DEMOTE, down.act());
        assertEquals(0, down.duty().recordedMillis());
        Duty again = granted(down.duty(), Duty.Stage.LOG_ONLY, 80 * HOUR).duty();
        assertEquals(80 * HOUR, again.recordedMillis(), "the period begins anew");
        assertEquals(
                "stage_ceiling",
                ((Promotions.Answer.Refused) Promotions.of(proven, Duty.Stage.LOG_ONLY, Duty.Stage.ALERT, 100, HOUR, 0))
                        .code());
    }

    private static String code(Duty now, Duty.Stage wanted, long at) {
        return assertInstanceOf(Promotions.Answer.Refused.class, answer(now, wanted, at))
                .code();
    }

    private static Promotions.Answer.Granted granted(Duty now, Duty.Stage wanted, long at) {
        return assertInstanceOf(Promotions.Answer.Granted.class, answer(now, wanted, at));
    }

    private static Promotions.Answer answer(Duty now, Duty.Stage wanted, long at) {
        return Promotions.of(now, Duty.Stage.RESPOND, wanted, 100, at, Promotions.LOG_ONLY_MILLIS);
    }

    @Test
    void a_duty_reads_back_as_it_was_written() {
        for (Duty duty : List.of(
                duty(Duty.Stage.ALERT, "a".repeat(64), 7, true),
                duty(Duty.Stage.EXPERIMENTAL, "b".repeat(64), 0, false))) {
            RegistryChange change = new RegistryChange.SetDuty(ACME, duty, Duty.Act.DEMOTE);
            assertEquals(change, RegistryCodec.read(RegistryCodec.write(change)));
        }
    }
}
