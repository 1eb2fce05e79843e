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
import java.util.stream.IntStream;
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

    /** Up to this many names an insertion sort is cheaper than one that boxes. */
    private static final int INSERTION_SORTED = 40;

    private static final int ABSENT = -1;
    private static final int[] NO_PLACES = {};

    private String[] names = new String[4];
    private Json[] values = new Json[4];
    private int size;
    private @Nullable HashMap<String, Integer> index;
    private int @Nullable [] sortedPlaces; // a race computes it twice and equal

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

    /** Adds a member, or gives a known name another value at its old place. */
    void set(String name, Json value) {
        int at = position(name);
        if (at == ABSENT) {
            addNew(name, value);
        } else {
            values[at] = value;
        }
    }

    /** Members that can grow without changing these. */
    Members growable() {
        var copy = new Members();
        forEach(copy::addNew);
        return copy;
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

    /**
     * Hands over every member, ordered by name.
     *
     * @param order agrees with {@link String#compareTo} on names without surrogates
     */
    void forEachSorted(Comparator<String> order, BiConsumer<String, Json> taker) {
        int[] known = plainOrder();
        if (known.length == size) {
            for (int at : known) {
                taker.accept(names[at], values[at]);
            }
            return;
        }
        String[] sorted = Arrays.copyOf(names, size);
        Arrays.sort(sorted, order);
        for (String name : sorted) {
            taker.accept(name, values[position(name)]);
        }
    }

    /** Whether no name has surrogates, so that every order is the same. */
    boolean hasOneOrder() {
        return plainOrder().length == size;
    }

    /** The members' places in the order of their names, kept because one action is written in several forms; none if a name has surrogates. */
    private int[] plainOrder() {
        int[] known = sortedPlaces;
        if (known == null) {
            known = hasSurrogates() ? NO_PLACES : placesByName();
            sortedPlaces = known;
        }
        return known;
    }

    private boolean hasSurrogates() {
        for (int i = 0; i < size; i++) {
            String name = names[i];
            for (int at = 0; at < name.length(); at++) {
                if (Character.isSurrogate(name.charAt(at))) {
                    return true;
                }
            }
        }
        return false;
    }

    private int[] placesByName() {
        if (size > INSERTION_SORTED) {
            return IntStream.range(0, size)
                    .boxed()
                    .sorted(Comparator.comparing(at -> names[at]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            int to = i;
            for (; to > 0 && names[places[to - 1]].compareTo(names[i]) > 0; to--) {
                places[to] = places[to - 1];
            }
            places[to] = i;
        }
        return places;
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
