package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.source.Origin;
import java.util.List;

/**
 * For a person: why a call was held. Names values, so it is shown and sealed, and never recorded in the open.
 *
 * @param sentence one sentence
 * @param chain the origins it rests on, weakest first
 * @param permit the narrowest rule that would permit the call
 * @param told the sentence as the agent may hear it: without a value and without what a stranger could have named
 * @param traced the values whose origin was looked for, in the order of the arguments, up to {@value #MOST_TRACED}
 */
public record Explanation(String sentence, List<Origin> chain, String permit, String told, List<Traced> traced) {
    /** How many values are named with their origin. */
    public static final int MOST_TRACED = 64;

    public Explanation {
        chain = List.copyOf(chain);
        traced = List.copyOf(traced);
    }
}
