package dev.sallyport.provenance.delegation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which words ask for which kind of act: {@code lexicon.txt} beside this class, version in its first line. Immutable. */
final class Lexicon {
    /** Acts made of tools' names that are kept; names come from servers. */
    private static final int MOST_MADE = 2_000;

    /** Families that say something of tools' verbs, and are no synonyms. */
    private static final Set<String> GROUPS =
            Set.of("makes", "takes", "light", "reading", "looking", "general", "binding", "telling");

    private static final Lexicon STANDARD = load("lexicon.txt");

    private final Map<String, Act> acts = new HashMap<>();
    private final Map<String, Set<String>> families = new HashMap<>();
    private final List<Set<String>> things = new ArrayList<>();
    private final Map<String, Set<String>> irregular = new HashMap<>();
    private final Set<String> broad = new HashSet<>();
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    private final Set<String> verbs = new HashSet<>();
    private final Set<String> nouns = new HashSet<>();

    private Verbs changing = Verbs.NONE;

    private Lexicon() {}

    /** Words, and phrases by their first word. Phrases are joined by underscores. */
    record Verbs(Set<String> words, Map<String, List<String[]>> phrases) {
        static final Verbs NONE = of(Set.of());

        static Verbs of(Set<String> all) {
            Set<String> words = new HashSet<>();
            Map<String, List<String[]>> phrases = new HashMap<>();
            for (String entry : all) {
                String[] parts = entry.split("_");
                if (parts.length == 1) {
                    words.add(entry);
                } else {
                    phrases.computeIfAbsent(parts[0], p -> new ArrayList<>())
                            .add(Arrays.copyOfRange(parts, 1, parts.length));
                }
            }
            return new Verbs(Set.copyOf(words), Map.copyOf(phrases));
        }

        /** These and those words. */
        Verbs with(List<String> more) {
            Set<String> all = new HashSet<>(words);
            all.addAll(more);
            return new Verbs(Set.copyOf(all), phrases);
        }

        boolean matches(Set<String> forms) {
            for (String form : forms) {
                if (words.contains(form)) {
                    return true;
                }
            }
            return false;
        }

        List<String[]> phrases(String head) {
            return phrases.getOrDefault(head, List.of());
        }
    }

    /**
     * The words that ask for one kind of act, base forms.
     *
     * @param alone verbs that ask for it without a noun
     */
    record Act(Verbs verbs, Verbs nouns, Verbs alone) {}

    /**
     * An act made from a tool's own name, {@code ~verb noun noun}; {@code ~!} where what it does weighs more, so that a verb of its
     * family is not enough.
     *
     * @param verbs the tool's verb and all that say the same
     * @param telling those of them that say enough without a noun
     * @param nouns the tool's nouns, and what says the same
     * @param light verbs that say nothing but "do", as in "make a copy"
     * @param deed the tool's verb, as the thing that is done
     * @param serious whether the verb alone never suffices
     * @param loose whether its effect stays inside, so that its thing and any wish for a change are enough
     * @param general whether its verb says only that something is put or changed
     * @param takes whether a wish for the thing is a wish for the act
     */
    record Made(
            Verbs verbs,
            Verbs telling,
            Verbs nouns,
            Verbs light,
            Verbs deed,
            boolean serious,
            boolean takes,
            boolean loose,
            boolean general) {}

    static Lexicon standard() {
        return STANDARD;
    }

    /** The act of that name. */
    Act act(String name) {
        Act known = acts.get(name);
        if (known == null) {
            throw new IllegalArgumentException("the lexicon knows no act `" + name + "`");
        }
        return known;
    }

    /** The act made of a tool's own name, {@code ~verb noun noun}. */
    Made made(String name) {
        Made known = made.get(name);
        if (known == null) {
            known = make(name);
            if (made.size() < MOST_MADE) {
                made.put(name, known);
            }
        }
        return known;
    }

    boolean knows(String act) {
        return act.startsWith("~") || acts.containsKey(act);
    }

    /** Whether that word opens orders: it belongs to a family of verbs, or asks for an act. */
    boolean isVerb(String word) {
        return verbs.contains(word);
    }

    /** Whether that word, or what it is the plural of, names a kind of things. */
    boolean isThing(String word) {
        return nouns.contains(word) || (word.endsWith("s") && nouns.contains(word.substring(0, word.length() - 1)));
    }

    private void collectWords() {
        verbs.addAll(families.keySet());
        families.values().forEach(verbs::addAll);
        things.forEach(nouns::addAll);
        for (Act act : acts.values()) {
            verbs.addAll(act.verbs().words());
            nouns.addAll(act.nouns().words());
        }
        nouns.removeAll(Grammar.PRONOUNS);
    }

    /** Every verb that asks for one of those acts. */
    Verbs deeds(List<String> names) {
        Set<String> all = new HashSet<>();
        Map<String, List<String[]>> phrases = new HashMap<>();
        for (String name : names) {
            boolean own = name.startsWith("~");
            for (Verbs part : own
                    ? List.of(made(name).verbs())
                    : List.of(act(name).verbs(), act(name).alone())) {
                all.addAll(part.words());
                part.phrases()
                        .forEach((head, rest) -> phrases.computeIfAbsent(head, h -> new ArrayList<>())
                                .addAll(rest));
            }
        }
        return new Verbs(Set.copyOf(all), Map.copyOf(phrases));
    }

    /** The verbs that irregular form is a past participle of. */
    Set<String> irregular(String form) {
        return irregular.getOrDefault(form, Set.of());
    }

    private Made make(String name) {
        boolean serious = name.startsWith("~!");
        boolean loose = name.startsWith("~?");
        List<String> words =
                List.of(name.substring(serious || loose ? 2 : 1).strip().split(" +"));
        String verb = known(words.getFirst());
        Set<String> nouns = new HashSet<>(words.subList(1, words.size()));
        Set<String> verbs = new HashSet<>(Set.of(verb));
        if (families.containsKey(verb)) {
            verbs.addAll(families.get(verb));
        } else {
            families.forEach((head, family) -> {
                if (!GROUPS.contains(head) && family.contains(verb)) {
                    verbs.addAll(family);
                }
            });
            // A family that holds the verb among others may hold verbs of reading as well.
            verbs.removeAll(family("looking"));
            verbs.add(verb);
        }
        Set<String> telling = new HashSet<>(verbs);
        telling.removeIf(v -> broad.contains(v) || broad.contains(verb));
        if (family("makes").contains(verb)) {
            // A tool's noun can be the user's verb: to invoice is to create an invoice.
            nouns.forEach(noun -> verbs.addAll(families.getOrDefault(noun, Set.of(noun))));
            nouns.forEach(noun -> telling.addAll(families.getOrDefault(noun, Set.of(noun))));
            telling.removeAll(broad);
        }
        Set<String> wide = new HashSet<>(nouns);
        for (String noun : nouns) {
            things.stream().filter(t -> t.contains(noun)).forEach(wide::addAll);
        }
        Set<String> alone = nouns.isEmpty() ? verbs : serious ? Set.of() : telling;
        boolean takes = !serious && family("takes").contains(verb);
        return new Made(
                Verbs.of(verbs),
                Verbs.of(alone),
                Verbs.of(wide),
                Verbs.of(family("light")),
                Verbs.of(Set.of(verb)),
                serious,
                takes,
                loose && !family("binding").contains(verb),
                family("general").contains(verb));
    }

    /** A verb with a particle that the lexicon does not know is the verb alone: {@code enroll_in}. */
    private String known(String verb) {
        int particle = verb.indexOf('_');
        return particle < 0 || verbs.contains(verb) ? verb : verb.substring(0, particle);
    }

    /** Verbs that ask for a change, as far as the lexicon knows them. */
    Verbs changing() {
        return changing;
    }

    /** Verbs that only ask to be told something. */
    Set<String> reading() {
        return family("reading");
    }

    /** Verbs that say only that something is put or changed. */
    Set<String> general() {
        return family("general");
    }

    /** Texts that tell of something else. */
    Set<String> telling() {
        return family("telling");
    }

    /** Verbs and things of looking at something, whatever else some of them can mean. */
    Set<String> looking() {
        return family("looking");
    }

    private Verbs collectChanging() {
        Set<String> all = new HashSet<>();
        families.forEach((head, family) -> {
            if (!GROUPS.contains(head)) {
                all.addAll(family);
            }
        });
        all.removeAll(family("reading"));
        return Verbs.of(all);
    }

    private Set<String> family(String name) {
        return families.getOrDefault(name, Set.of());
    }

    private static Lexicon load(String resource) {
        try (InputStream in = Lexicon.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from this build");
            }
            Lexicon lexicon = new Lexicon();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lexicon::read);
            lexicon.changing = lexicon.collectChanging();
            lexicon.collectWords();
            return lexicon;
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " can't be read", e);
        }
    }

    private void read(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("% ")) {
            things.add(words(line.substring(2)));
        } else if (line.startsWith("! ")) {
            broad.addAll(words(line.substring(2)));
        } else if (line.startsWith("< ")) {
            for (String pair : line.substring(2).strip().split("\\s+")) {
                String[] forms = pair.split("/");
                irregular.computeIfAbsent(forms[0], f -> new HashSet<>()).add(forms[1]);
            }
        } else {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            if (name.startsWith("= ")) {
                families.put(name.substring(2), words(line.substring(colon + 1)));
            } else {
                String[] parts = line.substring(colon + 1).split(";");
                acts.put(name, new Act(part(parts[0]), part(parts[1]), part(parts[2])));
            }
        }
    }

    /** The words of one part, after its name. */
    private Verbs part(String part) {
        String text = part.strip();
        int space = text.indexOf(' ');
        return Verbs.of(space < 0 ? Set.of() : words(text.substring(space)));
    }

    /** {@code @family} stands for its words. */
    private Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        for (String word : text.strip().split("\\s+")) {
            if (word.startsWith("@")) {
                Set<String> family = families.get(word.substring(1));
                if (family == null) {
                    throw new IllegalStateException("the lexicon has no family `" + word + "` above that line");
                }
                words.addAll(family);
            } else if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
