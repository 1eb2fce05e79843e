package dev.sallyport.text.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a word of a set may begin, told by four characters in a row: of long words it is enough to look at every so many-th place of a text
 * (Wu and Manber 1994). Never passes over a word; says "may" of what only hashes alike. Immutable.
 */
final class Grams {
    private static final int GRAM = 4;

    /** Below that length of the shortest word nearly every place had to be looked at. */
    private static final int SHORTEST = 5;

    /** Steps that are no longer than the bits they need are worth. */
    private static final int MOST = 8;

    private static final int LEAST_BITS = 12;
    private static final int MOST_BITS = 18;
    private static final int SPARSE = 5;

    private final Classes classOf;
    private final int step;
    private final int shift;
    private final long[] bits;

    private Grams(List<String> words, Classes classOf, int step) {
        this.classOf = classOf;
        this.step = step;
        int wanted = Integer.SIZE - Integer.numberOfLeadingZeros(words.size() * step) + SPARSE;
        int size = Math.clamp(wanted, LEAST_BITS, MOST_BITS);
        this.shift = Integer.SIZE - size;
        this.bits = new long[1 << (size - 6)];
        for (String word : words) {
            char[] characters = word.toCharArray();
            for (int at = 0; at < step; at++) {
                int hash = hash(characters, at);
                bits[hash >>> 6] |= 1L << hash;
            }
        }
    }

    /** Of these words; null if one is so short that looking is no gain. */
    static @Nullable Grams of(List<String> words, Classes classOf) {
        int shortest = words.stream().mapToInt(String::length).min().orElse(0);
        return shortest < SHORTEST ? null : new Grams(words, classOf, Math.min(MOST, shortest - GRAM + 1));
    }

    /** How many places behind the one that was answered a word may begin. */
    int step() {
        return step;
    }

    /** The first place, not before another, at which or at one of the next {@link #step} a word may begin; -1 if there is none. */
    int next(char[] text, int from, int length) {
        for (int at = from + step - 1; at + GRAM <= length; at += step) {
            int hash = hash(text, at);
            if ((bits[hash >>> 6] & 1L << hash) != 0) {
                return at - step + 1;
            }
        }
        return -1;
    }

    private int hash(char[] text, int at) {
        int four = ((classOf.of(text[at]) * 37 + classOf.of(text[at + 1])) * 37 + classOf.of(text[at + 2])) * 37
                + classOf.of(text[at + 3]);
        return (four * 0x9e3779b1) >>> shift;
    }
}
