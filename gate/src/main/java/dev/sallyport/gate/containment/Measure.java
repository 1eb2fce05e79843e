package dev.sallyport.gate.containment;

import dev.sallyport.gate.identity.Name;
import java.util.Optional;

/** What is done short of a freeze. All of them only tighten. */
public sealed interface Measure {
    /** The word for it. */
    String wire();

    /** Whom or what it concerns: a target's id, or a destination. */
    String subject();

    /** Names it within its tenant: the same measure on the same subject has the same key, however it is set. */
    String key();

    /**
     * Every call that mutates waits for a person.
     *
     * @param on an agent, a server or a tool
     * @param group whose people may agree where no policy says it
     */
    record ForceApproval(Target on, String group) implements Measure {
        /** The word for it. */
        public static final String WIRE = "force_approval";

        /** Who agrees if nobody says otherwise; the same as in policies. */
        public static final String DEFAULT_GROUP = "approvers";

        public ForceApproval {
            if (on instanceof Target.Session) {
                throw new IllegalArgumentException("approvals are forced for an agent, a server or a tool");
            }
            Name.check("group", group);
        }

        @Override
        public String wire() {
            return WIRE;
        }

        @Override
        public String subject() {
            return on.id();
        }

        @Override
        public String key() {
            return Measure.key(WIRE, on);
        }
    }

    /**
     * Policies and approvers see a higher risk tier.
     *
     * @param on an agent or a session
     * @param to the tier, where it is higher than the registered one; empty: one up
     */
    record RaiseTier(Target on, Optional<Tier> to) implements Measure {
        /** The word for it. */
        public static final String WIRE = "raise_tier";

        public RaiseTier {
            if (on instanceof Target.Server || on instanceof Target.Tool) {
                throw new IllegalArgumentException("the tier of an agent or of a session is raised");
            }
        }

        @Override
        public String wire() {
            return WIRE;
        }

        @Override
        public String subject() {
            return on.id();
        }

        @Override
        public String key() {
            return Measure.key(WIRE, on);
        }
    }

    /** No call may go there. */
    record BlockDestination(Place place) implements Measure {
        /** The word for it. */
        public static final String WIRE = "block_destination";

        @Override
        public String wire() {
            return WIRE;
        }

        @Override
        public String subject() {
            return place.text();
        }

        @Override
        public String key() {
            return WIRE + ":" + place.text();
        }
    }

    /** The key of a measure on a target. */
    static String key(String wire, Target on) {
        return wire + ":" + on.kind() + ":" + on.id();
    }
}
