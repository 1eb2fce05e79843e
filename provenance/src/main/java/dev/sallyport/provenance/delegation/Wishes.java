package dev.sallyport.provenance.delegation;

import java.util.ArrayList;
import java.util.List;

/** What the user's sentences, in their order, ask to be done. Immutable once read. */
final class Wishes {
    private final List<Sentence> sentences = new ArrayList<>();

    /** Adds what a prompt says in the user's own words. */
    void add(String prompt) {
        sentences.addAll(Sentence.in(OwnWords.of(prompt)));
    }

    /**
     * Whether one of the sentences asks for that act, as the lexicon or a tool's own name has it.
     *
     * @param named whether the call holds something the user named: then an act made of a tool's name needs no noun
     */
    boolean ask(String act, boolean named) {
        return act.startsWith("~")
                ? made(Lexicon.standard().made(act), named)
                : known(Lexicon.standard().act(act));
    }

    private boolean known(Lexicon.Act act) {
        boolean before = false;
        for (Sentence sentence : sentences) {
            if (sentence.asks(act, before)) {
                return true;
            }
            before |= sentence.names(act.nouns());
        }
        return false;
    }

    private boolean made(Lexicon.Made act, boolean named) {
        Lexicon.Act whole = new Lexicon.Act(act.verbs(), act.nouns(), act.telling());
        Lexicon.Act done = new Lexicon.Act(act.light(), act.deed(), Lexicon.Verbs.NONE);
        boolean before = false;
        boolean ever = false;
        boolean refused = false;
        boolean wished = false;
        boolean changes = false;
        for (Sentence sentence : sentences) {
            boolean here = sentence.names(act.nouns());
            boolean object = named || (!act.serious() && (here || before));
            if (sentence.asks(whole, ever) || sentence.asks(done, false) || (object && sentence.does(act.verbs()))) {
                return true;
            }
            refused |= sentence.refuses(act.verbs());
            wished |= act.takes() && here && sentence.desires();
            changes |= act.loose() && sentence.changes();
            before = here;
            ever |= here;
        }
        return !refused && (wished || (changes && (ever || named)));
    }
}
