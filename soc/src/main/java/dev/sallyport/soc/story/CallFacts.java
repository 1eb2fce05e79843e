package dev.sallyport.soc.story;

import dev.sallyport.provenance.assess.CallProvenance;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one decided call, for the graph.
 *
 * @param name {@code server/tool}
 * @param decision {@code allow}, {@code deny} or {@code require_approval}
 * @param sends whether it changes something, or goes out
 * @param trust the weightiest influence, as its receipt says
 * @param digests commitments that its receipts hold, by their members' names
 * @param known what its facts say, while they are kept
 */
public record CallFacts(
        String receiptId,
        long sequence,
        long timeMillis,
        String agent,
        String session,
        String name,
        String decision,
        boolean sends,
        String trust,
        SortedMap<String, String> digests,
        Optional<Known> known) {
    public CallFacts {
        digests = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /** Whether it was let through, so that its result could enter the session. */
    boolean ran() {
        return decision.equals("allow");
    }

    /**
     * What the facts of a call say of where its values came from.
     *
     * @param sources what brought doubtful content into the session, as {@code server/tool} names
     * @param provenance the kinds of origin of its values, where that was assessed
     * @param destination where it goes, for a connection
     */
    public record Known(List<String> sources, Optional<CallProvenance> provenance, Optional<String> destination) {
        public Known {
            sources = List.copyOf(sources);
        }
    }
}
