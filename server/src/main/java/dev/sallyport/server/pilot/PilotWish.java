package dev.sallyport.server.pilot;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.FactJson;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.Refused;
import dev.sallyport.govern.pilot.Review;
import dev.sallyport.govern.pilot.Versions;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a person wants recorded of a pilot. What is counted (telemetry, baselines, cases, installs) comes from the verbs {@code pilot …} alone. */
public sealed interface PilotWish {
    /** Facts that are a person's to say. */
    Set<Class<? extends Fact>> SAID = Set.of(
            Fact.Joined.class,
            Fact.Left.class,
            Fact.Consented.class,
            Fact.Missed.class,
            Fact.Assessed.class,
            Fact.ModeSet.class,
            Fact.AuditorNamed.class,
            Fact.Stated.class,
            Fact.Interop.class,
            Fact.SoakFailed.class,
            Fact.Pinned.class,
            Fact.Unpinned.class,
            Fact.Agreed.class,
            Fact.Settled.class,
            Fact.Evidenced.class,
            Fact.Investigated.class,
            Fact.Launched.class);

    /**
     * The facts to record.
     *
     * @throws Refused what the pilot's rules exclude
     */
    List<Fact> facts(Pilot pilot, Instant at);

    /** These facts. */
    record Say(List<Fact> said) implements PilotWish {
        /** The most that are said at once. */
        public static final int MOST = 100;

        /** The most bytes of one fact: the records are read whole at each look. */
        public static final int MOST_BYTES = 16 << 10;

        public Say {
            said = List.copyOf(said);
        }

        /** @throws Refused {@code fact_measured} if one is not a person's to say, {@code fact_too_large} */
        @Override
        public List<Fact> facts(Pilot pilot, Instant at) {
            said.stream()
                    .filter(fact -> !SAID.contains(fact.getClass()))
                    .findFirst()
                    .ifPresent(fact -> {
                        throw new Refused(
                                "fact_measured",
                                "`" + fact.kind()
                                        + "` is counted and not said; the verbs `pilot` on the gateway's machine record it");
                    });
            said.stream().filter(Say::isTooLarge).findFirst().ifPresent(fact -> {
                throw new Refused("fact_too_large", "a fact has at most " + MOST_BYTES + " bytes");
            });
            return said;
        }

        private static boolean isTooLarge(Fact fact) {
            return CanonicalForm.of(FactJson.of(fact), Scheme.SALLYPORT_JCS_2).length > MOST_BYTES;
        }
    }

    /** The pilot goes through the next gate. */
    record Advance() implements PilotWish {
        @Override
        public List<Fact> facts(Pilot pilot, Instant at) {
            Phase next = pilot.phase()
                    .next()
                    .orElseThrow(() -> new Refused("gate_closed", "after " + pilot.phase() + " comes no phase"));
            return List.of(new Fact.Advanced(next));
        }
    }

    /** What follows at the planned end. */
    record Hold() implements PilotWish {
        @Override
        public List<Fact> facts(Pilot pilot, Instant at) {
            return Review.decide(pilot, at);
        }
    }

    /** A customer goes back to the version before. */
    record RollBack(String customer, String shield, String why) implements PilotWish {
        @Override
        public List<Fact> facts(Pilot pilot, Instant at) {
            return List.of(Versions.back(pilot, customer, shield, why.isBlank() ? "not said" : why));
        }
    }
}
