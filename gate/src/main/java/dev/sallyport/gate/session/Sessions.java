package dev.sallyport.gate.session;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    private final ConcurrentHashMap<Key, Session> inUse = new ConcurrentHashMap<>();
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
        return Objects.requireNonNull(inUse.compute(new Key(tenant, agent, id), (key, known) -> {
            Session present = known == null ? recall(key, openedHere, timeMillis) : known;
            present.holders++;
            return present;
        }));
    }

    /** Leaves a session that was entered. */
    public void leave(TenantId tenant, AgentId agent, SessionId id) {
        inUse.computeIfPresent(new Key(tenant, agent, id), (key, present) -> {
            present.holders--;
            return present.holders == 0 && inUse.size() > IDLE_LIMIT ? null : present;
        });
    }

    private Session recall(Key key, boolean openedHere, long timeMillis) {
        List<Records.SessionLabel> labels = new ArrayList<>(records.sessionLabels(key.tenant(), key.session()));
        if (!openedHere) {
            labels.addAll(records.agentLabels(key.tenant(), key.agent(), timeMillis - INHERITANCE_MILLIS));
        }
        Session session = new Session();
        for (Records.SessionLabel label : labels) {
            session.recall(TrustLevel.byWire(label.trust()).orElse(TrustLevel.MALICIOUS_SUSPECTED), label.source());
        }
        return session;
    }
}
