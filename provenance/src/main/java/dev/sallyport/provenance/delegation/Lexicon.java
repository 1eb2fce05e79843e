package dev.sallyport.provenance.delegation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which words ask for which kind of act: {@code lexicon.txt} beside this class, version in its first line. Immutable. */
final class Lexicon {
    private static final Lexicon STANDARD = load("lexicon.txt");

    private final Map<String, Act> acts;
    private final List<Set<String>> synonyms;

    private Lexicon(Map<String, Act> acts, List<Set<String>> synonyms) {
        this.acts = Map.copyOf(acts);
        this.synonyms = List.copyOf(synonyms);
    }

    /**
     * The words that ask for one kind of act, base forms; a phrase is joined by underscores.
     *
     * @param alone verbs that ask for it without a noun
     */
    record Act(Set<String> verbs, Set<String> nouns, Set<String> alone) {}

    static Lexicon standard() {
        return STANDARD;
    }

    /** The act of that name; {@code ~verb noun noun} is made from a tool's own name. */
    Act act(String name) {
        Act known = acts.get(name);
        if (known != null) {
            return known;
        }
        if (!name.startsWith("~")) {
            throw new IllegalArgumentException("the lexicon knows no act `" + name + "`");
        }
        List<String> words = List.of(name.substring(1).split(" "));
        Set<String> verbs = new HashSet<>();
        for (String word : words) {
            synonyms.stream().filter(s -> s.contains(word)).forEach(verbs::addAll);
        }
        verbs.add(words.getFirst());
        Set<String> nouns = new HashSet<>(words.size() > 1 ? words.subList(1, words.size()) : List.of());
        return new Act(verbs, nouns, nouns.isEmpty() ? verbs : Set.of());
    }

    boolean knows(String act) {
        return act.startsWith("~") || acts.containsKey(act);
    }

    private static Lexicon load(String resource) {
        try (InputStream in = Lexicon.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from this build");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " can't be read", e);
        }
    }

    private static Lexicon parse(String text) {
        Map<String, Act> acts = new HashMap<>();
        List<Set<String>> synonyms = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("= ")) {
                synonyms.add(Set.of(line.substring(2).split(" ")));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(':');
                String[] parts = line.substring(colon + 1).split(";");
                acts.put(line.substring(0, colon), new Act(words(parts[0]), words(parts[1]), words(parts[2])));
            }
        }
        return new Lexicon(acts, synonyms);
    }

    private static Set<String> words(String part) {
        List<String> words = List.of(part.strip().split("\\s+"));
        return new HashSet<>(words.subList(1, words.size()));
    }
}
