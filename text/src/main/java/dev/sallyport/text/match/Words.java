package dev.sallyport.text.match;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * A fixed set of words that is looked for in one pass, whatever the text: the automaton of Aho and Corasick (1975), with every failure
 * followed in advance, so that each character costs one step. Letters of ASCII match in either case. Immutable, safe for many threads.
 *
 * <p>Memory is words' characters times the number of different characters in them: meant for thousands of short words, not for millions.
 */
public final class Words {
    private static final int ASCII = 128;

    private final List<String> words;
    private final int[] classOf = new int[1 << Character.SIZE];
    private final int classes;
    private final int[] next;
    private final int[] word;
    private final int[] shorter;

    /** Told of each occurrence. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A word ends here; occurrences may overlap and come in order of their ends.
         *
         * @param word which, by its place in the list
         * @param end behind its last character
         * @return whether to go on
         */
        boolean found(int word, int end);
    }

    /**
     * @param words none empty, none twice when case is ignored
     * @throws IllegalArgumentException otherwise
     */
    public Words(List<String> words) {
        this.words = List.copyOf(words);
        int count = 1;
        int characters = 1;
        for (String one : words) {
            if (one.isEmpty()) {
                throw new IllegalArgumentException("an empty word is found everywhere");
            }
            characters += one.length();
            for (int i = 0; i < one.length(); i++) {
                if (classOf[lower(one.charAt(i))] == 0) {
                    classOf[lower(one.charAt(i))] = count++;
                }
            }
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            classOf[c] = classOf[lower(c)];
        }
        this.classes = count;
        this.next = new int[characters * count];
        this.word = new int[characters];
        this.shorter = new int[characters];
        Arrays.fill(word, -1);
        link(grow());
    }

    /** The words, in their order. */
    public List<String> words() {
        return words;
    }

    /** Tells the sink of every occurrence, until it has enough. */
    public void find(CharSequence text, Sink sink) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next[state * classes + classOf[text.charAt(i)]];
            for (int at = word[state] >= 0 ? state : shorter[state]; at > 0; at = shorter[at]) {
                if (!sink.found(word[at], i + 1)) {
                    return;
                }
            }
        }
    }

    /** The same over characters in an array, up to a length: for texts that were made for it. */
    public void find(char[] text, int length, Sink sink) {
        int state = 0;
        for (int i = 0; i < length; i++) {
            state = next[state * classes + classOf[text[i]]];
            for (int at = word[state] >= 0 ? state : shorter[state]; at > 0; at = shorter[at]) {
                if (!sink.found(word[at], i + 1)) {
                    return;
                }
            }
        }
    }

    /** Whether any of them occurs. */
    public boolean anyIn(CharSequence text) {
        boolean[] any = new boolean[1];
        find(text, (which, end) -> {
            any[0] = true;
            return false;
        });
        return any[0];
    }

    private int grow() {
        int states = 1;
        for (int w = 0; w < words.size(); w++) {
            int state = 0;
            for (int i = 0; i < words.get(w).length(); i++) {
                int edge = state * classes + classOf[lower(words.get(w).charAt(i))];
                if (next[edge] == 0) {
                    next[edge] = states++;
                }
                state = next[edge];
            }
            if (word[state] >= 0) {
                throw new IllegalArgumentException("a word stands twice: `" + words.get(w) + "`");
            }
            word[state] = w;
        }
        return states;
    }

    /** Breadth first, so that a state's failure is complete before the state is. */
    private void link(int states) {
        int[] failure = new int[states];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int c = 1; c < classes; c++) {
            if (next[c] != 0) {
                queue.add(next[c]);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int back = failure[state];
            shorter[state] = word[back] >= 0 ? back : shorter[back];
            for (int c = 1; c < classes; c++) {
                int child = next[state * classes + c];
                if (child == 0) {
                    next[state * classes + c] = next[back * classes + c];
                } else {
                    failure[child] = next[back * classes + c];
                    queue.add(child);
                }
            }
        }
    }

    private static char lower(char c) {
        return c < ASCII && c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
