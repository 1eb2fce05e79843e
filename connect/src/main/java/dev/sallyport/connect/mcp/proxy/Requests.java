package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.connect.mcp.frame.RpcId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Set<RpcId> askedOfClient = ConcurrentHashMap.newKeySet();
    private final int limit;
    private volatile boolean ended;

    Requests(int limit) {
        this.limit = limit;
    }

    boolean full() {
        return waiting.size() >= limit;
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
        return waiting.remove(id, who);
    }

    /** Ends the connection and gives up all ids; whoever opens one later must look at {@link #ended} afterwards. */
    Collection<Waiting> drain() {
        ended = true;
        Collection<Waiting> all = List.copyOf(waiting.values());
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
