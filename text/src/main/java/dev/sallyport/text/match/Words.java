package dev.sallyport.text.match;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of words that is looked for in one pass, whatever the text: the automaton of Aho and Corasick (1975), with every failure
 * followed in advance, so that each character costs one step. Letters of ASCII match in either case. Immutable, safe for many threads.
 *
 * <p>Memory is words' characters times the number of different characters in them: meant for thousands of short words, not for millions.
 */
public final class Words {
    private static final int ASCII = 128;

    /** Up to that many characters, copying a text costs more than it saves. */
    private static final int SHORT = 64;

    private final List<String> words;
    private final Classes classOf = new Classes();
    private final int classes;
    private int[] next;
    private final int[] word;
    private final int[] shorter;

    /**
     * The same as next with each state already multiplied by the length of its row, and complemented if any word ends in it. A row ends with how many
     * characters of a word the state stands for.
     */
    private final int[] steps;

    private final int row;

    private final @Nullable Grams grams;

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
        int characters = 1;
        for (String one : words) {
            if (one.isEmpty()) {
                throw new IllegalArgumentException("an empty word is found everywhere");
            }
            characters += one.length();
            for (int i = 0; i < one.length(); i++) {
                classOf.add(lower(one.charAt(i)));
            }
        }
        classOf.close();
        int count = classOf.count();
        this.classes = count;
        this.next = new int[characters * count];
        this.word = new int[characters];
        this.shorter = new int[characters];
        Arrays.fill(word, -1);
        this.row = count + 1;
        int states = grow();
        int[] depths = link(states);
        this.steps = new int[states * row];
        for (int state = 0; state < states; state++) {
            for (int c = 0; c < count; c++) {
                int to = next[state * count + c];
                steps[state * row + c] = word[to] >= 0 || shorter[to] > 0 ? ~(to * row) : to * row;
            }
            steps[state * row + count] = depths[state];
        }
        this.next = new int[0];
        this.grams = Grams.of(this.words, classOf);
    }

    /** The words, in their order. */
    public List<String> words() {
        return words;
    }

    /** Tells the sink of every occurrence, until it has enough. */
    public void find(String text, Sink sink) {
        if (text.length() > SHORT) {
            find(text.toCharArray(), text.length(), sink);
            return;
        }
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = steps[state + classOf.of(text.charAt(i))];
            if (state < 0) {
                state = ~state;
                if (!told(state / row, i + 1, sink)) {
                    return;
                }
            }
        }
    }

    /** The same over characters in an array, up to a length: for texts that were made for it. */
    public void find(char[] text, int length, Sink sink) {
        if (grams == null) {
            from(text, 0, length, length, sink);
            return;
        }
        // Only where a word may begin does the automaton look, until what it follows has begun behind those places.
        for (int begin = grams.next(text, 0, length); begin >= 0; ) {
            int end = from(text, begin, begin + grams.step(), length, sink);
            begin = end < 0 ? -1 : grams.next(text, end, length);
        }
    }

    /**
     * Tells of the words that begin at a place or behind it, and before another one at the least.
     *
     * @return before which place all that begin were told of, or -1 if the sink has enough
     */
    private int from(char[] text, int begin, int least, int length, Sink sink) {
        int state = 0;
        for (int i = begin; i < length; i++) {
            state = steps[state + classOf.of(text[i])];
            if (state < 0) {
                state = ~state;
                if (!told(state / row, i + 1, sink)) {
                    return -1;
                }
            }
            // What the automaton follows began that many characters ago, and nothing that goes on began before.
            int begun = i + 1 - steps[state + classes];
            if (begun >= least) {
                return begun;
            }
        }
        return length;
    }

    private boolean told(int state, int end, Sink sink) {
        for (int at = word[state] >= 0 ? state : shorter[state]; at > 0; at = shorter[at]) {
            if (!sink.found(word[at], end)) {
                return false;
            }
        }
        return true;
    }

    /** Whether any of them occurs. */
    public boolean anyIn(String text) {
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
                int edge = state * classes + classOf.of(words.get(w).charAt(i));
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

    /** Breadth first, so that a state's failure is complete before the state is; answers how long the way to each is. */
    private int[] link(int states) {
        int[] failure = new int[states];
        int[] depths = new int[states];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int c = 1; c < classes; c++) {
            if (next[c] != 0) {
                depths[next[c]] = 1;
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
                    depths[child] = depths[state] + 1;
                    queue.add(child);
                }
            }
        }
        return depths;
    }

    static char lower(char c) {
        return c < ASCII && c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
