package dev.sallyport.shield.injection;

import dev.sallyport.text.match.Words;
import dev.sallyport.text.normal.Fold;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Phrases that give orders to a model: concepts, each of many words, that follow one another within a sentence. All words are found in one
 * pass; each rule remembers only how far it got and where, so that a word costs as many steps as there are rules that wait for it. Immutable, safe
 * for many threads.
 */
final class Orders {
    /** Concepts a rule has at most. */
    private static final int MOST = 4;

    private static final int LONGEST_END = 16;

    private static final Orders BUNDLED = load();

    /** One row of concepts. */
    private record Rule(String kind, double confidence, int gap, List<String> concepts) {}

    /** A place in a rule that a word fills. */
    private record Slot(int rule, int step) {}

    /** Told of each phrase. */
    @FunctionalInterface
    interface Sink {
        void found(String kind, double confidence, int from, int to);
    }

    private final Words words;
    private final int[] lengths;
    private final boolean[] stems;
    private final Slot[][] slots;
    private final Rule[] rules;

    private Orders(Map<String, List<String>> concepts, List<Rule> rules) {
        this.rules = rules.toArray(Rule[]::new);
        Map<String, List<Slot>> byWord = new LinkedHashMap<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            List<String> named = rules.get(rule).concepts();
            for (int step = 0; step < named.size(); step++) {
                for (String word : Objects.requireNonNull(concepts.get(named.get(step)), named.get(step))) {
                    byWord.computeIfAbsent(word, w -> new ArrayList<>()).addFirst(new Slot(rule, step));
                }
            }
        }
        Map<String, List<Slot>> plain = new LinkedHashMap<>();
        Map<String, Boolean> open = new HashMap<>();
        byWord.forEach((word, of) -> {
            boolean stem = word.endsWith("*");
            String bare = stem ? word.substring(0, word.length() - 1) : word;
            plain.computeIfAbsent(bare, w -> new ArrayList<>()).addAll(of);
            open.merge(bare, stem, Boolean::logicalOr);
        });
        List<String> all = List.copyOf(plain.keySet());
        this.words = new Words(all);
        this.lengths = all.stream().mapToInt(String::length).toArray();
        this.stems = new boolean[all.size()];
        this.slots = new Slot[all.size()][];
        for (int i = 0; i < stems.length; i++) {
            stems[i] = Boolean.TRUE.equals(open.get(all.get(i)));
            slots[i] = Objects.requireNonNull(plain.get(all.get(i))).toArray(Slot[]::new);
        }
    }

    static Orders bundled() {
        return BUNDLED;
    }

    private static Orders load() {
        Map<String, List<String>> concepts = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(Orders.class.getResourceAsStream("orders.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> read(line, concepts, rules));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Orders(concepts, rules);
    }

    private static void read(String line, Map<String, List<String>> concepts, List<Rule> rules) {
        int equals = line.indexOf(" = ");
        if (equals > 0) {
            concepts.put(
                    line.substring(0, equals),
                    Arrays.stream(line.substring(equals + 3).split("\\|"))
                            .map(Orders::folded)
                            .distinct()
                            .toList());
            return;
        }
        String[] cells = line.split("\t");
        List<String> named = List.of(cells[3].split(" > "));
        rules.add(new Rule(cells[0], Double.parseDouble(cells[1]), Integer.parseInt(cells[2]), named));
    }

    private static String folded(String word) {
        StringBuilder folded = new StringBuilder();
        word.codePoints().forEach(point -> folded.append(Fold.once(point)));
        return folded.toString();
    }

    /** The kinds there are. */
    List<String> kinds() {
        return Arrays.stream(rules).map(Rule::kind).distinct().toList();
    }

    /** For one text after the other. */
    Reading reading() {
        return new Reading();
    }

    /** How far each rule got in one text after the other. Belongs to one inspection. */
    final class Reading implements Words.Sink {
        private final long[] last = new long[rules.length * MOST];
        private final int[] begun = new int[rules.length * MOST];
        private Folded text = Folded.of("");
        private Sink sink = (kind, confidence, from, to) -> {};
        private char[] folded = {};
        private int sentence;
        private int sentenceStart;

        /** How long all texts before were, so that nothing of them is taken for something of this one. */
        private long before;

        /** Tells of every phrase in a text, each rule once a sentence at most. */
        void in(Folded next, Sink told) {
            before += text.length() + 1;
            text = next;
            sink = told;
            folded = next.letters();
            sentence = 0;
            sentenceStart = 0;
            words.find(folded, next.length(), this);
        }

        @Override
        public boolean found(int word, int behind) {
            int start = behind - lengths[word];
            if (!stands(start, behind, stems[word])) {
                return true;
            }
            int end = stems[word] ? wordEnd(behind) : behind;
            while (sentence < text.sentences() && text.end(sentence) < start) {
                sentenceStart = text.end(sentence++) + 1;
            }
            for (Slot slot : slots[word]) {
                step(slot, start, end);
            }
            return true;
        }

        private void step(Slot slot, int start, int end) {
            int at = slot.rule * MOST + slot.step;
            Rule rule = rules[slot.rule];
            if (slot.step == 0) {
                begun[at] = start;
            } else {
                long behind = last[at - 1] - 1 - before;
                boolean follows = behind >= sentenceStart && behind <= start && start - behind <= rule.gap + 1L;
                if (!follows) {
                    return;
                }
                begun[at] = begun[at - 1];
            }
            last[at] = before + end + 1L;
            if (slot.step == rule.concepts.size() - 1) {
                sink.found(rule.kind, rule.confidence, begun[at], end);
                Arrays.fill(last, slot.rule * MOST, slot.rule * MOST + MOST, 0);
            }
        }

        /** Where the word that begins with a stem ends; no word is very long, and scripts without spaces have none. */
        private int wordEnd(int stem) {
            int end = stem;
            int most = Math.min(text.length(), stem + LONGEST_END);
            while (end < most && folded[end] < 0x2E80 && Character.isLetter(folded[end])) {
                end++;
            }
            return end;
        }

        /** Whether the word stands alone; scripts without spaces have no such edges. */
        private boolean stands(int start, int end, boolean stem) {
            char first = folded[start];
            if (first >= 0x2E80) {
                return true;
            }
            boolean left = start == 0 || !Character.isLetterOrDigit(folded[start - 1]);
            return left && (stem || end == text.length() || !Character.isLetterOrDigit(folded[end]));
        }
    }
}
