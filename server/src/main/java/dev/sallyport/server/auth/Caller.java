package dev.sallyport.server.auth;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.StaffKey;

/** An authenticated caller. */
public sealed interface Caller {
    /** The caller's tenant. */
    TenantId tenant();

    /** How receipts name the caller's acts. */
    Actor actor();

    /**
     * Whoever holds an operator key, or a person whose roles let an operator's route be used.
     *
     * @param name the key's or the person's name in receipts
     */
    record Operator(TenantId tenant, String name) implements Caller {
        static Operator of(StaffKey key) {
            return new Operator(key.tenant(), key.id());
        }

        static Operator of(Approver person) {
            return new Operator(person.tenant(), person.person().value());
        }

        @Override
        public Actor actor() {
            return new Actor(tenant, "operator", name);
        }
    }

    /** Whoever holds an enrolment key. */
    record Enroller(StaffKey key) implements Caller {
        @Override
        public TenantId tenant() {
            return key.tenant();
        }

        @Override
        public Actor actor() {
            return new Actor(tenant(), "enrolment", key.id());
        }
    }

    /** An agent, frozen or not. */
    record AgentCaller(Agent agent) implements Caller {
        @Override
        public TenantId tenant() {
            return agent.tenant();
        }

        @Override
        public Actor actor() {
            return new Actor(tenant(), "agent", agent.id().value());
        }
    }

    /** A person with a credential of the person's own. */
    record Person(Approver approver) implements Caller {
        @Override
        public TenantId tenant() {
            return approver.tenant();
        }

        @Override
        public Actor actor() {
            return new Actor(
                    tenant(), approver.roles().acting(), approver.person().value());
        }
    }
}
