package dev.sallyport.gate;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.TenantId;

/** A door let in an agent the registry does not know: a broken promise of the door. */
public final class UnknownAgent extends RuntimeException {
    UnknownAgent(TenantId tenant, AgentId agent) {
        super("no agent `" + agent + "` is registered in tenant `" + tenant + "`");
    }
}
