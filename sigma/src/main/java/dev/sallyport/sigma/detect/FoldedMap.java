package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.pattern.Folding;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map from folded texts, asked with texts in any case without making a folded copy. Immutable. */
final class FoldedMap<V> {
    private final @Nullable String[] keys;
    private final @Nullable Object[] values;
    private final int mask;

    FoldedMap(Map<String, V> entries) {
        int capacity = Integer.highestOneBit(Math.max(4, entries.size() * 3)) << 1;
        this.keys = new String[capacity];
        this.values = new Object[capacity];
        this.mask = capacity - 1;
        entries.forEach((key, value) -> {
            int at = hash(key) & mask;
            while (keys[at] != null) {
                at = (at + 1) & mask;
            }
            keys[at] = key;
            values[at] = value;
        });
    }

    /** The value of a text whatever its case, or null. */
    @SuppressWarnings("unchecked")
    @Nullable
    V get(String text) {
        int at = hash(text) & mask;
        for (String key = keys[at]; key != null; key = keys[at]) {
            if (same(key, text)) {
                return (V) values[at];
            }
            at = (at + 1) & mask;
        }
        return null;
    }

    private static boolean same(String folded, String text) {
        if (folded.length() != text.length()) {
            return false;
        }
        for (int i = 0; i < folded.length(); i++) {
            if (folded.charAt(i) != Folding.fold(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int hash(String text) {
        int hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 31 + Folding.fold(text.charAt(i));
        }
        return hash ^ (hash >>> 15);
    }
}
