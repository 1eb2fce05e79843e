package dev.sallyport.sigma.pattern;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many words looked for in one pass with {@link Folding case folded}: the automaton of Aho and Corasick (1975) with its failures followed
 * in advance, so that each character costs one step. It differs from {@code text.match.Words} in its folding, which is Unicode's, and in
 * its memory, which is small for few words: an engine holds one per field. Immutable, safe for many threads.
 */
public final class Words {
    private static final int ASCII = 128;

    private final int[] asciiClass = new int[ASCII];
    private final Map<Character, Integer> otherClass = new HashMap<>();
    private final int classes;
    private int[] next;

    /** The same as next with each state already multiplied by the classes, and complemented if any word ends in it. */
    private final int[] steps;

    private final int[] word;
    private final int[] shorter;
    private int states = 1;

    /** Told of each occurrence. */
    @FunctionalInterface
    public interface Sink {
        /** That word occurs; it may be told more than once. */
        void found(int word);
    }

    /**
     * @param words folded, none empty, none twice
     */
    public Words(List<String> words) {
        int count = 1;
        int characters = 1;
        for (String one : words) {
            characters += one.length();
            for (int i = 0; i < one.length(); i++) {
                char c = one.charAt(i);
                if (c >= ASCII && otherClass.putIfAbsent(c, count) == null) {
                    count++;
                } else if (c < ASCII && asciiClass[c] == 0) {
                    asciiClass[c] = count++;
                }
            }
        }
        this.classes = count;
        int[] edges = new int[characters * count];
        this.word = new int[characters];
        this.shorter = new int[characters];
        Arrays.fill(word, -1);
        for (int w = 0; w < words.size(); w++) {
            grow(edges, words.get(w), w);
        }
        this.next = Arrays.copyOf(edges, states * classes);
        link();
        this.steps = new int[next.length];
        for (int edge = 0; edge < steps.length; edge++) {
            int to = next[edge];
            steps[edge] = word[to] >= 0 || shorter[to] > 0 ? ~(to * classes) : to * classes;
        }
        this.next = new int[0];
        for (char c = 'A'; c <= 'Z'; c++) {
            asciiClass[c] = asciiClass[Folding.fold(c)];
        }
    }

    /** Tells of every occurrence in the text, whatever its case. */
    public void find(String text, Sink sink) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = steps[state + classOf(text.charAt(i))];
            if (state < 0) {
                state = ~state;
                int found = state / classes;
                for (int at = word[found] >= 0 ? found : shorter[found]; at > 0; at = shorter[at]) {
                    sink.found(word[at]);
                }
            }
        }
    }

    /** Whether any word occurs. */
    public boolean anyIn(String text) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = steps[state + classOf(text.charAt(i))];
            if (state < 0) {
                return true;
            }
        }
        return false;
    }

    private int classOf(char c) {
        return c < ASCII ? asciiClass[c] : classOfOther(Folding.fold(c));
    }

    private int classOfOther(char folded) {
        if (folded < ASCII) {
            return asciiClass[folded];
        }
        return otherClass.isEmpty() ? 0 : otherClass.getOrDefault(folded, 0);
    }

    private void grow(int[] edges, String text, int index) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty word is found everywhere");
        }
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            int edge = state * classes + classOf(text.charAt(i));
            if (edges[edge] == 0) {
                edges[edge] = states++;
            }
            state = edges[edge];
        }
        if (word[state] >= 0) {
            throw new IllegalArgumentException("a word stands twice: `" + text + "`");
        }
        word[state] = index;
    }

    /** Breadth first, so that a state's failure is complete before the state is. */
    private void link() {
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
}
