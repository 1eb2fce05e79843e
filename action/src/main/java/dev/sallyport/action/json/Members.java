package dev.sallyport.action.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An object's members: two parallel arrays in the order of insertion, and an index once a scan would cost more.
 *
 * <p>The index is a {@link HashMap}, which keeps names of equal hash in a tree ordered by {@link String#compareTo}, so an
 * attacker who picks colliding names buys a logarithm and not a square. The maps of {@link Map#copyOf} probe in a line and
 * would sell the square. Writable by its package while it grows, and handed out only when complete.
 */
final class Members extends AbstractMap<String, Json> {
    /** Up to this many names a scan is cheaper than hashing. */
    private static final int SCANNED = 12;

    private static final int ABSENT = -1;

    private String[] names = new String[4];
    private Json[] values = new Json[4];
    private int size;
    private @Nullable HashMap<String, Integer> index;

    static Members copyOf(Map<String, Json> source) {
        if (source instanceof Members complete) {
            return complete;
        }
        var copy = new Members();
        source.forEach(copy::add);
        return copy;
    }

    /** Adds a member and answers whether its name was new; a known name changes nothing. */
    boolean add(String name, Json value) {
        if (position(name) != ABSENT) {
            return false;
        }
        addNew(name, value);
        return true;
    }

    /** Adds a member whose name the caller knows to be new. */
    void addNew(String name, Json value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        names[size] = name;
        values[size] = value;
        size++;
        extendIndex(name);
    }

    private void extendIndex(String name) {
        HashMap<String, Integer> known = index;
        if (known != null) {
            known.put(name, size - 1);
        } else if (size > SCANNED) {
            known = new HashMap<>(SCANNED * 4);
            for (int i = 0; i < size; i++) {
                known.put(names[i], i);
            }
            index = known;
        }
    }

    private int position(Object name) {
        HashMap<String, Integer> known = index;
        if (known != null) {
            Integer found = known.get(name);
            return found == null ? ABSENT : found;
        }
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return ABSENT;
    }

    /** Hands over every member, ordered by name. */
    void forEachSorted(Comparator<String> order, BiConsumer<String, Json> taker) {
        String[] sorted = Arrays.copyOf(names, size);
        if (size > SCANNED) {
            Arrays.sort(sorted, order);
            for (String name : sorted) {
                taker.accept(name, values[position(name)]);
            }
            return;
        }
        Json[] along = Arrays.copyOf(values, size);
        insertionSort(sorted, along, order);
        for (int i = 0; i < sorted.length; i++) {
            taker.accept(sorted[i], along[i]);
        }
    }

    private static void insertionSort(String[] names, Json[] along, Comparator<String> order) {
        for (int i = 1; i < names.length; i++) {
            String name = names[i];
            Json value = along[i];
            int to = i;
            for (; to > 0 && order.compare(names[to - 1], name) > 0; to--) {
                names[to] = names[to - 1];
                along[to] = along[to - 1];
            }
            names[to] = name;
            along[to] = value;
        }
    }

    @Override
    public @Nullable Json get(@Nullable Object name) {
        int at = name == null ? ABSENT : position(name);
        return at == ABSENT ? null : values[at];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name != null && position(name) != ABSENT;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<String, Json>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Json>> {
        @Override
        public Iterator<Map.Entry<String, Json>> iterator() {
            return new Walk();
        }

        @Override
        public int size() {
            return size;
        }
    }

    private final class Walk implements Iterator<Map.Entry<String, Json>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Map.Entry<String, Json> next() {
            if (next >= size) {
                throw new NoSuchElementException();
            }
            int at = next++;
            return Map.entry(names[at], values[at]);
        }
    }
}
