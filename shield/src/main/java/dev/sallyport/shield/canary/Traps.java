package dev.sallyport.shield.canary;

import dev.sallyport.text.match.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One tenant's canaries, compiled into one automaton over {@link Glyphs}' form. Immutable. */
public final class Traps {
    /** None planted: only the shape that canaries have anywhere is looked for. */
    public static final Traps EMPTY = new Traps(List.of());

    /** How long a piece of a core must be to count. */
    static final int PIECE = 5;

    /** The word that canaries of other makers begin with. */
    static final String WORD = "CANARY";

    private final List<Canary> canaries;
    private final List<String> cores = new ArrayList<>();
    private final Lexicon all;
    private final Lexicon wholes;

    /** Words, and what each of them says. */
    record Lexicon(Words words, List<List<Meaning>> meanings) {
        static Lexicon of(Map<String, List<Meaning>> found) {
            return new Lexicon(
                    new Words(List.copyOf(found.keySet())),
                    found.values().stream().map(List::copyOf).toList());
        }
    }

    /** What a found word says. */
    sealed interface Meaning {
        /** The whole of a core, in one of its spellings. */
        record Whole(int core) implements Meaning {}

        /** A piece of a core that begins at that place. */
        record Piece(int core, int from) implements Meaning {}

        /** The word that begins what others plant. */
        record Named(Turn turn) implements Meaning {}
    }

    /** How a word was turned before it was written. */
    enum Turn {
        NONE,
        REVERSED,
        ROT13
    }

    Traps(List<Canary> canaries) {
        this.canaries = List.copyOf(canaries);
        Map<String, List<Meaning>> found = new LinkedHashMap<>();
        canaries.forEach(canary -> canary.cores().forEach(core -> core(core, found)));
        add(found, Glyphs.canonical(WORD), new Meaning.Named(Turn.NONE));
        add(found, reversed(Glyphs.canonical(WORD)), new Meaning.Named(Turn.REVERSED));
        add(found, Glyphs.canonical(Glyphs.rot13(WORD)), new Meaning.Named(Turn.ROT13));
        this.all = Lexicon.of(found);
        found.values().forEach(of -> of.removeIf(Meaning.Piece.class::isInstance));
        found.values().removeIf(List::isEmpty);
        this.wholes = Lexicon.of(found);
    }

    /** Those canaries. */
    public static Traps of(List<Canary> canaries) {
        return canaries.isEmpty() ? EMPTY : new Traps(canaries);
    }

    /** What is planted. */
    public List<Canary> canaries() {
        return canaries;
    }

    /** What is looked for: in calls pieces of cores too, which answers do not let out. */
    Lexicon lexicon(boolean call) {
        return call ? all : wholes;
    }

    /** A core's form. */
    String name(int core) {
        return cores.get(core);
    }

    /** How long a core's form is. */
    int length(int core) {
        return cores.get(core).length();
    }

    /** How long what is looked for of it is: all but the ends, which what stands beside it may spoil. */
    int inner(int core) {
        return cores.get(core).length() - 2;
    }

    private void core(String core, Map<String, List<Meaning>> found) {
        String form = Glyphs.canonical(core);
        int number = cores.size();
        cores.add(form);
        Meaning whole = new Meaning.Whole(number);
        for (String turned : List.of(core, Glyphs.rot13(core), Glyphs.atbash(core))) {
            String inner = Glyphs.canonical(turned).substring(1, form.length() - 1);
            add(found, inner, whole);
            add(found, reversed(inner), whole);
        }
        for (int from = 0; from + PIECE <= form.length(); from++) {
            add(found, form.substring(from, from + PIECE), new Meaning.Piece(number, from));
        }
    }

    private static void add(Map<String, List<Meaning>> found, String form, Meaning meaning) {
        List<Meaning> all = found.computeIfAbsent(form, f -> new ArrayList<>(1));
        if (!all.contains(meaning)) {
            all.add(meaning);
        }
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
