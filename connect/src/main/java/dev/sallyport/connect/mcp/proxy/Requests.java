package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.connect.mcp.frame.RpcId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for an answer: requests to the server, the gateway's own among them, and the server's requests to the client. An id belongs
 * to one of them at a time, so an answer can't reach the wrong one. Thread-safe.
 */
final class Requests {
    /** Who waits for an answer of the server. */
    sealed interface Waiting {
        /**
         * The client, for a request that went through as it was.
         *
         * @param task the task it is about
         */
        @SuppressWarnings("ArrayRecordComponent") // equal only to what was made of the same frame, as it should be
        record Client(String method, byte[] rawId, Era era, Optional<String> task) implements Waiting {}

        /** The gateway itself. */
        record Own(ToolBook.Page page) implements Waiting {}

        /** A gated request of the client, sent or not. */
        record Gated(GatedCall call) implements Waiting {}
    }

    private final ConcurrentHashMap<RpcId, Waiting> waiting = new ConcurrentHashMap<>();
    /** Ids of {@link #waiting} that the client cancelled, oldest first; their requests may be answered all the same. */
    private final SequencedMap<RpcId, Waiting> cancelled = new LinkedHashMap<>();

    /** Guards {@link #cancelled}. */
    private final ReentrantLock cancelling = new ReentrantLock();

    private volatile int cancelledCount;
    private final Set<RpcId> askedOfClient = ConcurrentHashMap.newKeySet();
    private final int limit;
    private volatile boolean ended;

    Requests(int limit) {
        this.limit = limit;
    }

    boolean full() {
        return waiting.size() - cancelledCount >= limit;
    }

    /** Takes the id; false if it is in use. */
    boolean open(RpcId id, Waiting who) {
        return waiting.putIfAbsent(id, who) == null;
    }

    /** Whether the connection is over. */
    boolean ended() {
        return ended;
    }

    Optional<Waiting> at(RpcId id) {
        return Optional.ofNullable(waiting.get(id));
    }

    /** Gives the id back; false if somebody else did. */
    boolean close(RpcId id, Waiting who) {
        boolean closed = waiting.remove(id, who);
        if (closed && cancelledCount > 0) {
            forget(id);
        }
        return closed;
    }

    /**
     * Notes that the server was told to give up a request. Its id stays in use, because an answer may be on its way, but it counts among
     * those that wait no longer.
     *
     * @return who is given up for it, with the id free again: the oldest beyond the limit
     */
    Optional<Waiting> cancel(RpcId id, Waiting who) {
        cancelling.lock();
        try {
            if (!who.equals(waiting.get(id)) || cancelled.putIfAbsent(id, who) != null) {
                return Optional.empty();
            }
            Map.Entry<RpcId, Waiting> oldest = cancelled.size() > limit ? cancelled.pollFirstEntry() : null;
            cancelledCount = cancelled.size();
            return oldest != null && waiting.remove(oldest.getKey(), oldest.getValue())
                    ? Optional.of(oldest.getValue())
                    : Optional.empty();
        } finally {
            cancelling.unlock();
        }
    }

    private void forget(RpcId id) {
        cancelling.lock();
        try {
            cancelled.remove(id);
            cancelledCount = cancelled.size();
        } finally {
            cancelling.unlock();
        }
    }

    /** Whether the client no longer waits for what it asked under that id. */
    private boolean isCancelled(RpcId id) {
        cancelling.lock();
        try {
            return cancelled.containsKey(id);
        } finally {
            cancelling.unlock();
        }
    }

    /** Ends the connection and gives up all ids; whoever opens one later must look at {@link #ended} afterwards. */
    Collection<Waiting> drain() {
        ended = true;
        List<Waiting> all = new ArrayList<>();
        waiting.forEach((id, who) -> {
            // A cancelled request gets no answer; what became of a cancelled call is still to be said.
            if (!(who instanceof Waiting.Client) || !isCancelled(id)) {
                all.add(who);
            }
        });
        waiting.clear();
        return all;
    }

    /** Notes a request of the server to the client; false beyond the limit or if its id is in use. */
    boolean askClient(RpcId id) {
        return askedOfClient.size() < limit && askedOfClient.add(id);
    }

    /** Whether the server had asked for an answer with that id; it can come once. */
    boolean clientAnswers(RpcId id) {
        return askedOfClient.remove(id);
    }
}
