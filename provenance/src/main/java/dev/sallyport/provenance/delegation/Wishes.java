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
     * Whether one of the sentences asks for that act, as the lexicon or a tool's own name has it, and none behind it takes it back.
     *
     * @param named what the call holds of what the user named: then an act made of a tool's name needs no noun
     */
    boolean ask(String act, List<String> named) {
        return act.startsWith("~")
                ? made(Lexicon.standard().made(act), named)
                : known(Lexicon.standard().act(act));
    }

    private boolean known(Lexicon.Act act) {
        boolean before = false;
        boolean asked = false;
        for (Sentence sentence : sentences) {
            asked |= sentence.asks(act, before);
            asked &= !sentence.forswears(act.verbs()) && !sentence.forswears(act.alone());
            before |= sentence.names(act.nouns());
        }
        return asked;
    }

    private boolean made(Lexicon.Made act, List<String> named) {
        Lexicon.Act whole = new Lexicon.Act(act.verbs(), act.nouns(), act.telling());
        Lexicon.Act done = new Lexicon.Act(act.light(), act.deed(), Lexicon.Verbs.NONE);
        boolean before = false;
        boolean ever = false;
        boolean asked = false;
        boolean loosely = false;
        boolean refused = false;
        for (Sentence sentence : sentences) {
            boolean here = sentence.names(act.nouns());
            boolean given = sentence.holds(named);
            asked |= sentence.asks(whole, ever) || sentence.asks(done, false);
            asked |= (given || (here && !act.serious())) && sentence.does(act.verbs());
            asked |= before
                    && (sentence.doesIt(act.verbs())
                            || (!act.general() && !act.serious() && sentence.does(act.verbs())));
            asked &= !sentence.forswears(act.verbs());
            refused |= sentence.refuses(act.verbs());
            loosely |= loosely(sentence, act, named, before);
            before = given || (here && !act.serious());
            ever |= here;
        }
        return asked || (loosely && !refused);
    }

    /** Without a verb of the act's: by a wish for its thing, or where the act is only "change it", by a change of its thing. */
    private static boolean loosely(Sentence sentence, Lexicon.Made act, List<String> named, boolean before) {
        if (act.takes() && sentence.wishes(act.nouns())) {
            return true;
        }
        Lexicon.Verbs things = act.nouns().with(named);
        return act.loose() && sentence.changes(things, act.general(), before);
    }
}
