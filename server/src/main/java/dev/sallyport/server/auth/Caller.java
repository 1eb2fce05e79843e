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

    /** Whoever holds an operator key. */
    record Operator(StaffKey key) implements Caller {
        @Override
        public TenantId tenant() {
            return key.tenant();
        }

        @Override
        public Actor actor() {
            return new Actor(tenant(), "operator", key.id());
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

    /** A person who approves. */
    record Person(Approver approver) implements Caller {
        @Override
        public TenantId tenant() {
            return approver.tenant();
        }

        @Override
        public Actor actor() {
            return new Actor(tenant(), "approver", approver.person().value());
        }
    }
}
