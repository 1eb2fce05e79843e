package dev.sallyport.server.effect;

import dev.sallyport.gate.identity.DecisionId;

/** What was found about an effect. */
public sealed interface Weighed {
    /** A decision let it happen. */
    record Explained(DecisionId decision) implements Weighed {}

    /** Nothing did: somebody went past the gateway. */
    record Bypass(Reason reason) implements Weighed {}

    /** It can't be told, so it is neither. */
    record Unassessed(Reason reason) implements Weighed {}

    /** Why. */
    enum Reason {
        /** It was done with a credential that was planted to be found. */
        CANARY,
        /** No decision of that time let it happen. */
        NO_DECISION,
        /** The decision that it names did not allow it. */
        NOT_ALLOWED,
        /** The decision that it names is too old, or younger than it. */
        OUT_OF_WINDOW,
        /** The decision that it names is another agent's. */
        AGENT_DIFFERS,
        /** The decision that it names is about another action. */
        HASH_DIFFERS,
        /** The decision that it names is about another service's tool. */
        SERVICE_DIFFERS,
        /** What the decision released was never begun. */
        NOT_STARTED,
        /** The decision that it names explains as many effects as it may. */
        DECISION_SPENT,
        /** What was decided is erased, so its hash can't be compared. */
        FACTS_ERASED,
        /** It names neither an agent nor an action, so nothing tells whose it was. */
        NOTHING_TO_COMPARE,
        /** More happened in that time than is looked through. */
        TOO_MUCH_TO_READ;

        /** The stable lower-case word. */
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
