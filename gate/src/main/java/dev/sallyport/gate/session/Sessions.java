package dev.sallyport.gate.session;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.provenance.index.HashKey;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

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
    private final Contents contents;

    /** Sessions over what the records hold. */
    public Sessions(Records records) {
        this(records, Contents.MOST_BYTES);
    }

    /**
     * Sessions over what the records hold.
     *
     * @param contentBytes how much memory the content of all of them may take
     */
    public Sessions(Records records, long contentBytes) {
        this.records = records;
        this.contents = new Contents(contentBytes);
    }

    /**
     * A call was answered: its text enters the session, if the session's content is kept.
     *
     * @param answer asked for only then
     * @param believed whether its fields may count as what the catalogue says
     */
    public void answered(DecisionId call, Supplier<Entered> answer, boolean believed) {
        Session session = contents.over(call);
        if (session != null) {
            Entered entered = answer.get();
            change(session, k -> k.answer(call, entered.texts(), entered.whole(), believed));
        }
    }

    /** Nothing was run for that call. */
    public void notStarted(DecisionId call) {
        Session session = contents.over(call);
        if (session != null) {
            change(session, k -> k.forgo(call));
        }
    }

    /**
     * Takes in what the user said, or what somebody says the user said.
     *
     * @param vouched whether it is the user's; else it counts as a stranger's text
     * @return false if the session holds too many words already
     */
    public boolean say(
            TenantId tenant,
            AgentId agent,
            SessionId id,
            String text,
            boolean vouched,
            long timeMillis,
            byte[] chance) {
        ByteBuffer drawn = ByteBuffer.wrap(chance);
        HashKey key = new HashKey(drawn.getLong(), drawn.getLong());
        return inside(tenant, agent, id, true, timeMillis, session -> {
            boolean[] taken = {true};
            change(session, k -> {
                if (vouched) {
                    taken[0] = k.say(text, key);
                } else if (k.hasWords()) {
                    k.overhear(text);
                } else {
                    k.miss();
                }
            });
            return taken[0];
        });
    }

    /** Text of a server entered a session that belongs to no call, perhaps before anything else did. */
    public void overheard(TenantId tenant, AgentId agent, SessionId id, Supplier<String> text, long timeMillis) {
        inside(tenant, agent, id, true, timeMillis, session -> {
            change(session, k -> k.overhear(text.get()));
            return true;
        });
    }

    private void change(Session session, Consumer<Known> work) {
        session.lock().lock();
        try {
            work.accept(session.known());
            contents.count(session);
        } finally {
            session.lock().unlock();
        }
        contents.makeRoom(inUse.values());
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
            boolean idle = present.holders == 0 && inUse.size() > IDLE_LIMIT;
            return idle && contents.drop(present) ? null : present;
        });
    }

    private Session recall(Key key, Carried ofAgent) {
        Session session = new Session(key.session(), ofAgent, contents);
        for (Records.SessionLabel label : records.sessionLabels(key.tenant(), key.session())) {
            session.recall(Carried.level(label), label.source());
        }
        return session;
    }
}
