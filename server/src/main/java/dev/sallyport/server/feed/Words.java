package dev.sallyport.server.feed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The different values of one column, each with its number. Numbers are given by one thread at a time; what was published with a row can be
 * read by any thread.
 */
final class Words {
    /** How many different values are told apart; further ones share a number, so that no agent fills the memory with names. */
    static final int MOST = 200_000;

    /** The number that further ones share: what the value is only the ledger knows. */
    static final int FURTHER = 1;

    private static final String FURTHER_SHOWN = "(one of very many)";

    // Owned by whoever adds.
    private final Map<String, Integer> numbers = new HashMap<>();
    private volatile String[] words = new String[64];
    private volatile int size;

    private final int most;

    Words() {
        this(MOST);
    }

    Words(int most) {
        this.most = most;
        number("");
        number(FURTHER_SHOWN);
    }

    int number(String word) {
        Integer known = numbers.get(word);
        if (known != null) {
            return known;
        }
        if (isFull()) {
            return FURTHER;
        }
        int next = size;
        if (next == words.length) {
            words = Arrays.copyOf(words, next * 2);
        }
        words[next] = word;
        numbers.put(word, next);
        size = next + 1;
        return next;
    }

    boolean isFull() {
        return size >= most;
    }

    int size() {
        return size;
    }

    String word(int number) {
        return words[number];
    }
}
