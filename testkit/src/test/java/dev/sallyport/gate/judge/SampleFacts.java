package dev.sallyport.gate.judge;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.Held;
import dev.sallyport.gate.facts.PinState;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Assurance;
import dev.sallyport.testkit.TestInstall;
import java.util.List;
import java.util.Optional;

/** Facts of a call that nothing speaks against, to be spoilt in one respect at a time. */
record SampleFacts(
        Facts.Standing standing,
        Door door,
        PinState pin,
        boolean declaredMutates,
        boolean ownGround,
        Optional<Held> held) {

    static SampleFacts clean() {
        return new SampleFacts(
                new Facts.Standing(AgentStatus.ACTIVE, false, false),
                Door.MCP,
                PinState.PINNED,
                true,
                false,
                Optional.empty());
    }

    SampleFacts standing(AgentStatus agent, boolean sessionFrozen, boolean serverQuarantined) {
        Facts.Standing next = new Facts.Standing(agent, sessionFrozen, serverQuarantined);
        return new SampleFacts(next, door, pin, declaredMutates, ownGround, held);
    }

    SampleFacts pinned(Door throughDoor, PinState as) {
        return new SampleFacts(standing, throughDoor, as, declaredMutates, ownGround, held);
    }

    SampleFacts declaredAsRead() {
        return new SampleFacts(standing, door, pin, false, ownGround, held);
    }

    SampleFacts onOwnGround() {
        return new SampleFacts(standing, door, pin, declaredMutates, true, held);
    }

    SampleFacts claiming(Held approval) {
        return new SampleFacts(standing, door, pin, declaredMutates, ownGround, Optional.of(approval));
    }

    Facts facts() {
        return new Facts(
                new Facts.Who(
                        TestInstall.TENANT,
                        TestInstall.AGENT,
                        new SessionId("s1"),
                        "prod",
                        "medium",
                        Assurance.ADVISORY,
                        Optional.empty()),
                new Facts.What(
                        door,
                        "desk",
                        "write_file",
                        Optional.of("a.txt"),
                        Capability.WRITE,
                        declaredMutates,
                        Optional.of(Effect.MUTATES),
                        pin,
                        Optional.empty(),
                        false,
                        ownGround,
                        "a".repeat(64),
                        "b".repeat(64),
                        Optional.empty()),
                new Facts.Trust(
                        TrustLevel.TRUSTED_INTERNAL_UNSIGNED,
                        TrustLevel.TRUSTED_INTERNAL_SIGNED,
                        List.of(),
                        List.of(),
                        false),
                standing,
                "c".repeat(64),
                1_767_225_600_000L,
                held);
    }
}
