package dev.sallyport.server.soc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Effects;
import dev.sallyport.soc.response.Step;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GateEffectsTest {
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final ManualClock clock = new ManualClock();
    private final Gate gate = new Gate(TestInstall.parts(journal, journal, clock, 1));
    private final GateEffects effects = new GateEffects(gate, journal, journal, clock);

    private Step planned(String session) {
        return new Step(
                "stp_1",
                TestInstall.TENANT,
                "inc_1",
                "contain@1",
                Effect.FREEZE_SESSION,
                session,
                60_000,
                1,
                Step.State.PLANNED,
                0,
                clock.millis(),
                1,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ses-plain", "ses-\u00fc", "ses\"1", "ses\\1"})
    void what_a_person_froze_anew_is_the_persons_whatever_its_name(String session) {
        TestInstall.setUp(gate);
        Step step = planned(session);
        String receipt = assertInstanceOf(Effects.Result.Done.class, effects.apply(step, Effect.FREEZE_SESSION, false))
                .receiptId();
        Step stands = step.standing(Optional.of(receipt), clock.millis());
        assertTrue(effects.isOurs(stands));
        assertTrue(effects.receiptOf(step, false).filter(receipt::equals).isPresent());
        gate.change(
                new Actor(TestInstall.TENANT, "operator", "olive"),
                new RegistryChange.SetSessionFrozen(TestInstall.TENANT, new SessionId(session), true),
                "stays");
        assertFalse(effects.isOurs(stands));
    }
}
