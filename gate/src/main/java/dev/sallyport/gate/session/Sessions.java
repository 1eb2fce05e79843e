package dev.sallyport.gate.session;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The sessions in use. Exactly one {@link Session} object exists per session while any call is inside it, so there is
 * one writer; sessions nobody is inside are forgotten once there are many and read back from the records. Thread-safe.
 */
public final class Sessions {
    /** How long labels of an agent reach into its sessions that the gateway did not open, in milliseconds. */
    public static final long INHERITANCE_MILLIS = 24 * 60 * 60 * 1000L;

    /** How many idle sessions are remembered before forgetting begins. */
    public static final int IDLE_LIMIT = 50_000;

    private record Key(TenantId tenant, AgentId agent, SessionId session) {}

    private record AgentKey(TenantId tenant, AgentId agent) {}

    private final ConcurrentHashMap<Key, Session> inUse = new ConcurrentHashMap<>();
    /** Never forgotten: few levels for each agent, and agents are registered. */
    private final ConcurrentHashMap<AgentKey, Carried> carried = new ConcurrentHashMap<>();

    private final Records records;

    /** Sessions over what the records hold. */
    public Sessions(Records records) {
        this.records = records;
    }

    /**
     * Does something inside the session.
     *
     * @param openedHere whether the gateway opened the session itself; one it did not open inherits its agent's labels
     */
    public <T> T inside(
            TenantId tenant,
            AgentId agent,
            SessionId id,
            boolean openedHere,
            long timeMillis,
            Function<Session, T> work) {
        Session session = enter(tenant, agent, id, openedHere, timeMillis);
        try {
            return work.apply(session);
        } finally {
            leave(tenant, agent, id);
        }
    }

    /** Enters the session; {@link #leave} must follow. */
    public Session enter(TenantId tenant, AgentId agent, SessionId id, boolean openedHere, long timeMillis) {
        long since = timeMillis - INHERITANCE_MILLIS;
        Carried ofAgent = carried.computeIfAbsent(
                new AgentKey(tenant, agent), key -> Carried.of(records.agentLabels(tenant, agent, since)));
        Session session = Objects.requireNonNull(inUse.compute(new Key(tenant, agent, id), (key, known) -> {
            Session present = known == null ? recall(key, ofAgent) : known;
            present.holders++;
            return present;
        }));
        if (!openedHere) {
            // Each time, and not when the session is first seen: one that was opened early would stay clean.
            session.inherit(since);
        }
        return session;
    }

    /** The agents known to have used a session of that name: those seen lately, and those whose reading was recorded. */
    public Set<AgentId> agentsOf(TenantId tenant, SessionId id) {
        Set<AgentId> agents = new TreeSet<>();
        for (Key key : inUse.keySet()) {
            if (key.tenant().equals(tenant) && key.session().equals(id)) {
                agents.add(key.agent());
            }
        }
        records.sessionLabels(tenant, id).forEach(label -> agents.add(label.agent()));
        return agents;
    }

    /** Leaves a session that was entered. */
    public void leave(TenantId tenant, AgentId agent, SessionId id) {
        inUse.computeIfPresent(new Key(tenant, agent, id), (key, present) -> {
            present.holders--;
            return present.holders == 0 && inUse.size() > IDLE_LIMIT ? null : present;
        });
    }

    private Session recall(Key key, Carried ofAgent) {
        Session session = new Session(ofAgent);
        for (Records.SessionLabel label : records.sessionLabels(key.tenant(), key.session())) {
            session.recall(Carried.level(label), label.source());
        }
        return session;
    }
}
