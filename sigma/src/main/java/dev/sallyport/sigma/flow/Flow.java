package dev.sallyport.sigma.flow;

import dev.sallyport.sigma.correlation.Correlation.Reference;
import dev.sallyport.sigma.rule.Head;
import java.util.List;
import java.util.Set;

/**
 * A flow as read. Immutable.
 *
 * @param sources rules whose events begin a way
 * @param sinks rules whose events end one
 * @param sanitizers rules whose events cut it
 * @param through who must take its steps
 * @param edges which links it may take
 * @param maxHops the most links of a way, 1 to {@link FlowReader#MAX_HOPS}
 * @param maxAgeMillis the longest time from source to sink, 1 s to {@link FlowReader#MAX_AGE_MILLIS}
 * @param byContent whether every link must be known by content and not only by what a model could read
 */
public record Flow(
        Head head,
        List<Reference> sources,
        List<Reference> sinks,
        List<Reference> sanitizers,
        Through through,
        Set<Link.Edge> edges,
        int maxHops,
        long maxAgeMillis,
        boolean byContent) {
    public Flow {
        sources = List.copyOf(sources);
        sinks = List.copyOf(sinks);
        sanitizers = List.copyOf(sanitizers);
        edges = Set.copyOf(edges);
    }

    /** Who must take the steps of a way. */
    public enum Through {
        /** Anybody. */
        ANY,
        /** All in one session. */
        SAME_SESSION,
        /** All by one agent. */
        SAME_AGENT,
        /** From one agent to another by delegation only. */
        DELEGATION
    }

    /** Whether a way may go along a link from one step to another. */
    boolean allows(Link link, Step from, Step to) {
        if (!edges.contains(link.edge()) || (byContent && link.basis() == Link.Basis.CONTEXT_WINDOW)) {
            return false;
        }
        return switch (through) {
            case ANY -> true;
            case SAME_SESSION -> same(from.session(), to.session());
            case SAME_AGENT -> same(from.agent(), to.agent());
            case DELEGATION -> link.edge() == Link.Edge.DELEGATION || same(from.agent(), to.agent());
        };
    }

    private static boolean same(String one, String other) {
        return !one.isEmpty() && one.equals(other);
    }
}
