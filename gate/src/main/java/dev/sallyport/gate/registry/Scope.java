package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;

/**
 * A thing whose standing a judgement relied on. Each has an epoch that moves when its standing changes.
 *
 * @param key the agent's id, the server's key, {@code server/tool}, the session's id; empty for the policy
 */
public record Scope(Kind kind, TenantId tenant, String key) {
    /** The kinds of scope. */
    public enum Kind {
        /** The active policy bundle of a tenant. */
        POLICY,
        /** One agent. */
        AGENT,
        /** One tool server. */
        SERVER,
        /** One tool of a server. */
        TOOL,
        /** One session. */
        SESSION
    }

    /** The tenant's active policy. */
    public static Scope policy(TenantId tenant) {
        return new Scope(Kind.POLICY, tenant, "");
    }

    /** One agent. */
    public static Scope agent(TenantId tenant, AgentId agent) {
        return new Scope(Kind.AGENT, tenant, agent.value());
    }

    /** One server. */
    public static Scope server(TenantId tenant, String server) {
        return new Scope(Kind.SERVER, tenant, server);
    }

    /** One tool of a server. */
    public static Scope tool(TenantId tenant, String server, String tool) {
        return new Scope(Kind.TOOL, tenant, server + "/" + tool);
    }

    /** One session. */
    public static Scope session(TenantId tenant, SessionId session) {
        return new Scope(Kind.SESSION, tenant, session.value());
    }
}
