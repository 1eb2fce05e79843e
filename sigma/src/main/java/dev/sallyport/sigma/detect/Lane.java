package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Numerals;
import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.pattern.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules for events of one source, and the signs by which few of them are chosen for each event. Immutable. */
final class Lane {
    /** What one field tells: which rules each of its possible signs makes candidates. */
    private record Signs(
            int slot,
            @Nullable FoldedMap<int[]> equal,
            @Nullable Map<String, int[]> same,
            @Nullable Words words,
            int[][] byWord,
            int[] present) {}

    private final int[] always;
    private final Signs[] fields;
    private final @Nullable Signs leaves;

    /**
     * @param rules the places of the rules for this source
     * @param guards by a rule's place
     */
    Lane(int[] rules, List<List<Guard>> guards) {
        List<Integer> unguarded = new ArrayList<>();
        SortedMap<Integer, Gathered> bySlot = new TreeMap<>();
        for (int rule : rules) {
            List<Guard> all = guards.get(rule);
            if (all.isEmpty()) {
                unguarded.add(rule);
            }
            for (Guard guard : all) {
                guard.signs()
                        .forEach(sign -> bySlot.computeIfAbsent(sign.slot(), slot -> new Gathered())
                                .add(sign, rule));
            }
        }
        this.always = array(unguarded);
        Gathered ofLeaves = bySlot.remove(Guard.LEAVES);
        this.leaves = ofLeaves == null ? null : ofLeaves.signs(Guard.LEAVES);
        this.fields = bySlot.entrySet().stream()
                .map(entry -> entry.getValue().signs(entry.getKey()))
                .toArray(Signs[]::new);
    }

    /** Marks every rule that could match. */
    void candidates(Look look, Candidates into) {
        into.add(always);
        for (Signs signs : fields) {
            tell(signs, look.value(signs.slot()), into);
        }
        if (leaves != null) {
            Event event = look.event();
            Signs ofLeaves = leaves;
            event.anyLeaf(value -> {
                tell(ofLeaves, value, into);
                return false;
            });
        }
    }

    private static void tell(Signs signs, Value value, Candidates into) {
        switch (value) {
            case Value.Absent absent -> {}
            case Value.Null none -> into.add(signs.present());
            case Value.Nested nested -> into.add(signs.present());
            case Value.Many many -> {
                into.add(signs.present());
                for (int i = 0; i < many.items().size(); i++) {
                    tell(signs, many.items().get(i), into);
                }
            }
            case Value.Bool bool -> tell(signs, bool.truth() ? "true" : "false", into);
            case Value.Number number -> {
                tell(signs, number.canonical(), into);
                if (signs.same() != null) {
                    into.addIfThere(signs.same().get(number.canonical()));
                }
            }
            case Value.Text text -> {
                tell(signs, text.string(), into);
                if (signs.same() != null) {
                    Optional<String> canonical = Numerals.parse(text.string()).map(Numerals::canonical);
                    if (canonical.isPresent()) {
                        into.addIfThere(signs.same().get(canonical.get()));
                    }
                }
            }
        }
    }

    private static void tell(Signs signs, String text, Candidates into) {
        into.add(signs.present());
        if (signs.equal() != null) {
            into.addIfThere(signs.equal().get(text));
        }
        if (signs.words() != null) {
            into.addWords(signs.words(), signs.byWord(), text);
        }
    }

    private static int[] array(List<Integer> rules) {
        return rules.stream().distinct().mapToInt(Integer::intValue).toArray();
    }

    /** One field's signs while they are gathered. */
    private static final class Gathered {
        private final SortedMap<String, List<Integer>> equal = new TreeMap<>();
        private final SortedMap<String, List<Integer>> same = new TreeMap<>();
        private final SortedMap<String, List<Integer>> inside = new TreeMap<>();
        private final List<Integer> present = new ArrayList<>();

        void add(Guard.Sign sign, int rule) {
            switch (sign) {
                case Guard.Equal one ->
                    equal.computeIfAbsent(one.folded(), key -> new ArrayList<>())
                            .add(rule);
                case Guard.Same one ->
                    same.computeIfAbsent(one.canonical(), key -> new ArrayList<>())
                            .add(rule);
                case Guard.Contains one ->
                    inside.computeIfAbsent(one.folded(), key -> new ArrayList<>())
                            .add(rule);
                case Guard.Present one -> present.add(rule);
            }
        }

        Signs signs(int slot) {
            return new Signs(
                    slot,
                    equal.isEmpty() ? null : new FoldedMap<>(arrays(equal)),
                    same.isEmpty() ? null : arrays(same),
                    inside.isEmpty() ? null : new Words(List.copyOf(inside.keySet())),
                    inside.values().stream().map(Lane::array).toArray(int[][]::new),
                    array(present));
        }

        private static Map<String, int[]> arrays(SortedMap<String, List<Integer>> lists) {
            Map<String, int[]> arrays = new HashMap<>();
            lists.forEach((key, list) -> arrays.put(key, array(list)));
            return arrays;
        }
    }

    /** Which rules could match the event under evaluation. One thread. */
    static final class Candidates implements Words.Sink {
        private final long[] marked;
        private int[][] byWord = new int[0][];

        Candidates(int rules) {
            this.marked = new long[(rules + Long.SIZE - 1) / Long.SIZE];
        }

        void clear() {
            Arrays.fill(marked, 0);
        }

        void add(int[] rules) {
            for (int rule : rules) {
                marked[rule >> 6] |= 1L << rule;
            }
        }

        void addIfThere(int @Nullable [] rules) {
            if (rules != null) {
                add(rules);
            }
        }

        void addWords(Words words, int[][] rulesByWord, String text) {
            byWord = rulesByWord;
            words.find(text, this);
        }

        @Override
        public void found(int word) {
            add(byWord[word]);
        }

        long[] marked() {
            return marked;
        }
    }
}
