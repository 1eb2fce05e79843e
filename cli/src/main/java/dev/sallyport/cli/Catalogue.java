package dev.sallyport.cli;

import dev.sallyport.cli.judge.CanonVerb;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every verb by its words. A verb's class is loaded only when it is the one that runs: starting is most of what a verb costs. */
final class Catalogue {
    private static final List<Entry> ENTRIES = List.of(
            new Entry("canon", "the canonical bytes of a JSON document on standard input, or its hash", CanonVerb::new));

    private Catalogue() {}

    /**
     * A verb.
     *
     * @param name one word, or two with a space
     * @param summary one line for people
     * @param verb makes it
     */
    record Entry(String name, String summary, Function<Terminal, Verb> verb) {
        int words() {
            return name.indexOf(' ') < 0 ? 1 : 2;
        }

        boolean begins(String[] args) {
            String[] own = name.split(" ");
            return args.length >= own.length && args[0].equals(own[0]) && (own.length == 1 || args[1].equals(own[1]));
        }
    }

    static List<Entry> all() {
        return ENTRIES;
    }

    /** The verb with the most words that the arguments begin with. */
    static Optional<Entry> find(String[] args) {
        Optional<Entry> best = Optional.empty();
        for (Entry entry : ENTRIES) {
            if (entry.begins(args) && (best.isEmpty() || entry.words() > best.get().words())) {
                best = Optional.of(entry);
            }
        }
        return best;
    }

    /** The verbs of two words whose first is this. */
    static List<Entry> group(String word) {
        return ENTRIES.stream().filter(e -> e.name().startsWith(word + " ")).toList();
    }
}
