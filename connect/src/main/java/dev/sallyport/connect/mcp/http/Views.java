package dev.sallyport.connect.mcp.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The {@link View}s that were used last. Thread-safe. */
final class Views {
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    // Under the lock, least recently used first:
    private final LinkedHashMap<String, View> views = new LinkedHashMap<>(16, 0.75f, true);

    Views(int limit) {
        this.limit = limit;
    }

    View of(String key, Supplier<View> fresh) {
        List<View> forgotten = new ArrayList<>();
        lock.lock();
        try {
            View known = views.get(key);
            if (known != null) {
                return known;
            }
            View made = fresh.get();
            views.put(key, made);
            while (views.size() > limit) {
                forgotten.add(views.pollFirstEntry().getValue());
            }
            return made;
        } finally {
            lock.unlock();
            forgotten.forEach(View::end);
        }
    }

    void end() {
        List<View> all;
        lock.lock();
        try {
            all = List.copyOf(views.values());
            views.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(View::end);
    }
}
