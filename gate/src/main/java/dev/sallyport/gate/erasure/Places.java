package dev.sallyport.gate.erasure;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A set of places in a chain, as a receipt names them: {@code 3-17,2043}. Not thread-safe. */
final class Places {
    private static final Pattern FORM = Pattern.compile("\\d{1,18}(-\\d{1,18})?(,\\d{1,18}(-\\d{1,18})?)*");
    private static final int PART_BITS = 20;
    private static final long IN_PART = (1L << PART_BITS) - 1;

    private final TreeMap<Long, BitSet> parts = new TreeMap<>();

    void add(long place) {
        parts.computeIfAbsent(place >>> PART_BITS, part -> new BitSet()).set((int) (place & IN_PART));
    }

    boolean holds(long place) {
        BitSet part = parts.get(place >>> PART_BITS);
        return part != null && part.get((int) (place & IN_PART));
    }

    void clear() {
        parts.clear();
    }

    /** Adds what a receipt names that stands at that place itself: it can only speak of what is before it. */
    void addAll(String text, long at) {
        if (!FORM.matcher(text).matches()) {
            return;
        }
        for (String span : text.split(",", -1)) {
            int dash = span.indexOf('-');
            long first = Long.parseLong(dash < 0 ? span : span.substring(0, dash));
            long last = Math.min(dash < 0 ? first : Long.parseLong(span.substring(dash + 1)), at - 1);
            for (long place = first; place <= last; place++) {
                add(place);
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<Long, BitSet> part : parts.entrySet()) {
            long base = part.getKey() << PART_BITS;
            BitSet bits = part.getValue();
            for (int from = bits.nextSetBit(0); from >= 0; ) {
                int to = bits.nextClearBit(from) - 1;
                out.append(out.isEmpty() ? "" : ",").append(base + from);
                if (to > from) {
                    out.append('-').append(base + to);
                }
                from = bits.nextSetBit(to + 1);
            }
        }
        return out.toString();
    }
}
