package dev.sallyport.sigma.flow;

import dev.sallyport.sigma.correlation.Body;
import dev.sallyport.sigma.correlation.Correlation.Reference;
import dev.sallyport.sigma.flow.Flow.Through;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.Refused;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the body of a flow. Pure. */
public final class FlowReader {
    /** The most links of a way. */
    public static final int MAX_HOPS = 32;

    /** The longest time from source to sink: 7 days. */
    public static final long MAX_AGE_MILLIS = 7L * 86_400_000;

    private static final Set<String> KEYS =
            Set.of("source", "sink", "sanitizers", "through", "edges", "max_hops", "max_age", "require");

    private final Head head;
    private final Body body;

    private FlowReader(Head head, Body body) {
        this.head = head;
        this.body = body;
    }

    /**
     * Reads it.
     *
     * @throws Refused with the place of what is wrong; {@code flow_unbounded} if it has no bound on hops or on age
     */
    public static Flow read(Document.Flow document) {
        Head head = document.head();
        return new FlowReader(head, new Body(head.file(), "a flow", document.body())).read();
    }

    private Flow read() {
        body.allow(KEYS);
        return new Flow(
                head,
                rules("source", true),
                rules("sink", true),
                rules("sanitizers", false),
                through(),
                edges(),
                hops(),
                age(),
                byContent());
    }

    private List<Reference> rules(String key, boolean needed) {
        List<Reference> rules = body.inner(key)
                .map(inner -> {
                    inner.allow(Set.of("rules"));
                    return inner.texts("rules").stream()
                            .map(word -> new Reference(word.source(), word.place()))
                            .toList();
                })
                .orElse(List.of());
        if (needed && rules.isEmpty()) {
            throw body.refused("flow_needs_ends", body.placeOf(key), "a flow names the `rules` of its `" + key + "`");
        }
        return rules;
    }

    private Through through() {
        String word = body.text("through").orElse("any");
        for (Through through : Through.values()) {
            if (through.name().toLowerCase(Locale.ROOT).equals(word)) {
                return through;
            }
        }
        throw body.refused(
                "unknown_through",
                body.placeOf("through"),
                "`" + word + "` is none of any, same_session, same_agent, delegation");
    }

    private Set<Link.Edge> edges() {
        List<Node.Scalar> words = body.texts("edges");
        EnumSet<Link.Edge> edges = EnumSet.noneOf(Link.Edge.class);
        for (Node.Scalar word : words) {
            edges.add(Link.Edge.named(word.source())
                    .orElseThrow(() -> body.refused(
                            "unknown_edge",
                            word.place(),
                            "`" + word.source() + "` is none of data, delegation, denial")));
        }
        return edges.isEmpty() ? Set.of(Link.Edge.DATA) : edges;
    }

    private int hops() {
        Optional<BigDecimal> hops = body.number("max_hops");
        if (hops.isEmpty()) {
            throw unbounded("max_hops", "from 1 to " + MAX_HOPS);
        }
        BigDecimal value = hops.get();
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        if (!whole || value.compareTo(BigDecimal.ONE) < 0 || value.compareTo(BigDecimal.valueOf(MAX_HOPS)) > 0) {
            throw unbounded("max_hops", "a whole number from 1 to " + MAX_HOPS);
        }
        return value.intValueExact();
    }

    private long age() {
        long age = body.span("max_age").orElseThrow(() -> unbounded("max_age", "such as 30m, at most 7d"));
        if (age > MAX_AGE_MILLIS) {
            throw unbounded("max_age", "at most 7d");
        }
        return age;
    }

    private Refused unbounded(String key, String bound) {
        return body.refused("flow_unbounded", body.placeOf(key), "a flow is bounded: `" + key + "` is " + bound);
    }

    private boolean byContent() {
        return body.inner("require")
                .map(require -> {
                    require.allow(Set.of("sink_arg_from_source"));
                    return require.flag("sink_arg_from_source");
                })
                .orElse(false);
    }
}
