package dev.sallyport.connect.mcp.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The open sessions by their ids, each with its owner. Thread-safe. */
final class SessionTable {
    private record Owned(String owner, McpSession session) {}

    private final HttpLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    // Under the lock:
    private final Map<String, Owned> byId = new HashMap<>();
    private final Map<String, Integer> byOwner = new HashMap<>();

    SessionTable(HttpLimits limits) {
        this.limits = limits;
    }

    /** Takes a session in; false beyond a limit. */
    boolean add(String owner, McpSession session) {
        lock.lock();
        try {
            if (byId.size() >= limits.allSessions() || byOwner.getOrDefault(owner, 0) >= limits.sessions()) {
                return false;
            }
            byId.put(session.id(), new Owned(owner, session));
            byOwner.merge(owner, 1, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The session of that id, if it is that owner's. */
    Optional<McpSession> of(String owner, String id) {
        lock.lock();
        try {
            Owned owned = byId.get(id);
            return owned == null || !owned.owner().equals(owner) ? Optional.empty() : Optional.of(owned.session());
        } finally {
            lock.unlock();
        }
    }

    void remove(String id) {
        lock.lock();
        try {
            Owned gone = byId.remove(id);
            if (gone != null) {
                byOwner.computeIfPresent(gone.owner(), (owner, count) -> count > 1 ? count - 1 : null);
            }
        } finally {
            lock.unlock();
        }
    }

    List<McpSession> all() {
        lock.lock();
        try {
            return byId.values().stream().map(Owned::session).toList();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return byId.size();
        } finally {
            lock.unlock();
        }
    }
}
