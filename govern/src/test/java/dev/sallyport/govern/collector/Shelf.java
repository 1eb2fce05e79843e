package dev.sallyport.govern.collector;

import dev.sallyport.action.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A store in memory that locks as the real ones do, and can be told to fail. */
public final class Shelf implements ObjectStore {
    /** What lies there. */
    private final SortedMap<String, byte[]> objects = new TreeMap<>();

    private final SortedMap<String, Long> locks = new TreeMap<>();
    private boolean broken;
    private boolean unliftable;
    private boolean silent;

    /** A ledger in memory. */
    public static final class Lines implements Ledger {
        private final List<JsonObject> lines = new ArrayList<>();

        @Override
        public void append(JsonObject line) {
            lines.add(line);
        }

        @Override
        public List<JsonObject> lines() {
            return List.copyOf(lines);
        }
    }

    /** From now on nothing can be destroyed, or it can again. */
    public void breaks(boolean now) {
        broken = now;
    }

    /** No order lifts a lock from now on. */
    public void locksForEverybody() {
        unliftable = true;
    }

    /** From now on what is kept is not said to be kept, or it is again. */
    public void keepsAndFails(boolean now) {
        silent = now;
    }

    @Override
    public void put(String key, byte[] bytes, long lockedUntilMillis) throws IOException {
        if (objects.containsKey(key)) {
            throw new FileAlreadyExistsException(key);
        }
        objects.put(key, bytes.clone());
        locks.put(key, lockedUntilMillis);
        if (silent) {
            throw new IOException("no answer came");
        }
    }

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public List<String> list(String prefix) {
        return objects.keySet().stream().filter(k -> k.startsWith(prefix)).toList();
    }

    @Override
    public void delete(String key, Grounds grounds, long nowMillis) throws IOException {
        long until = locks.getOrDefault(key, 0L);
        if (broken) {
            throw new IOException("the disk is gone");
        }
        if ((unliftable || grounds == Grounds.TERM) && nowMillis < until) {
            throw new Locked(key, until);
        }
        objects.remove(key);
    }

    /** All that lies there, as one text. */
    public String everything() {
        StringBuilder out = new StringBuilder();
        objects.forEach((key, bytes) -> out.append(key)
                .append('\n')
                .append(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                .append('\n'));
        return out.toString();
    }
}
