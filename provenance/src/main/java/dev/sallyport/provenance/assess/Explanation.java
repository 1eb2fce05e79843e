package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.source.Origin;
import java.util.List;

/**
 * For a person: why a call was held. Names values, so it is shown and never recorded.
 *
 * @param sentence one sentence
 * @param chain the origins it rests on, weakest first
 * @param permit the narrowest rule that would permit the call
 */
public record Explanation(String sentence, List<Origin> chain, String permit) {
    public Explanation {
        chain = List.copyOf(chain);
    }
}
