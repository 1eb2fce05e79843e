package dev.sallyport.sigma.correlation;

import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the body of a correlation. Pure. */
public final class CorrelationReader {
    /** The most rules of one correlation. */
    public static final int MAX_RULES = 62;

    /** The most fields to group by. */
    public static final int MAX_GROUP_FIELDS = 16;

    private static final Set<String> KEYS =
            Set.of("type", "rules", "group-by", "timespan", "condition", "aliases", "generate", "custom_attributes");
    private static final Set<String> CUSTOM = Set.of("window", "gap", "suppress");
    private static final long NO_SUPPRESSION = 0;

    private final Head head;
    private final Body body;

    private CorrelationReader(Head head, Body body) {
        this.head = head;
        this.body = body;
    }

    /**
     * Reads it.
     *
     * @throws Refused with the place of what is wrong
     */
    public static Correlation read(Document.Correlation document) {
        Head head = document.head();
        return new CorrelationReader(head, new Body(head.file(), "a correlation", document.body())).read();
    }

    private Correlation read() {
        body.allow(KEYS);
        Kind kind = kind();
        List<Correlation.Reference> rules = rules();
        Map<String, Map<String, String>> aliases = aliases(rules);
        Condition condition = new ConditionReader(head, body, kind, rules).read();
        Frame frame = frame();
        Correlation read = new Correlation(
                head, rules, groupBy(), aliases, frame, condition, suppression(), body.flag("generate"));
        if (read.isAboutAbsence() && !(frame instanceof Frame.Sliding)) {
            throw body.refused(
                    "absence_needs_sliding", body.placeOf("condition"), "`not` is decided in sliding windows only");
        }
        return read;
    }

    private Kind kind() {
        String type = body.text("type")
                .orElseThrow(() -> body.refused(
                        "missing_correlation_type", body.mapping().place(), "a correlation says its `type`"));
        return Kind.named(type)
                .orElseThrow(() -> body.refused(
                        "unknown_correlation_type", body.placeOf("type"), "`" + type + "` is none of " + Kind.words()));
    }

    private List<Correlation.Reference> rules() {
        List<Node.Scalar> words = body.texts("rules");
        if (words.isEmpty() || words.size() > MAX_RULES) {
            throw body.refused(
                    "correlation_rules",
                    body.placeOf("rules"),
                    "a correlation names 1 to " + MAX_RULES + " `rules`, not " + words.size());
        }
        List<Correlation.Reference> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node.Scalar word : words) {
            if (!seen.add(word.source())) {
                throw body.refused(
                        "correlation_rules", word.place(), "`" + word.source() + "` stands twice in `rules`");
            }
            rules.add(new Correlation.Reference(word.source(), word.place()));
        }
        return rules;
    }

    private List<String> groupBy() {
        List<Node.Scalar> fields = body.texts("group-by");
        Set<String> seen = new HashSet<>();
        for (Node.Scalar field : fields) {
            if (!seen.add(field.source()) || seen.size() > MAX_GROUP_FIELDS) {
                throw body.refused(
                        "group_by",
                        field.place(),
                        "`group-by` names each field once and at most " + MAX_GROUP_FIELDS + " of them");
            }
        }
        return fields.stream().map(Node.Scalar::source).toList();
    }

    private Map<String, Map<String, String>> aliases(List<Correlation.Reference> rules) {
        Map<String, Map<String, String>> aliases = new HashMap<>();
        body.inner("aliases").ifPresent(all -> {
            for (Node.Entry entry : all.mapping().entries()) {
                Body alias = all.inner(entry.name()).orElseThrow();
                Map<String, String> fields = new HashMap<>();
                for (Node.Entry field : alias.mapping().entries()) {
                    if (rules.stream().noneMatch(rule -> rule.name().equals(field.name()))) {
                        throw body.refused(
                                "unresolved_rule_reference",
                                field.key().place(),
                                "alias `" + entry.name() + "` is for `" + field.name() + "`, which is not in `rules`");
                    }
                    fields.put(field.name(), alias.text(field.name()).orElseThrow());
                }
                aliases.put(entry.name(), Map.copyOf(fields));
            }
        });
        return aliases;
    }

    private Frame frame() {
        long span = body.span("timespan")
                .orElseThrow(
                        () -> body.refused(
                                "missing_timespan",
                                body.mapping().place(),
                                "a correlation says its `timespan`, such as 5m: without one it would need all events there ever were"));
        Body custom = custom();
        String window = custom.text("window").orElse("sliding");
        if (!window.equals("session") && custom.mapping().get("gap").isPresent()) {
            throw body.refused("unknown_window", custom.placeOf("gap"), "`gap` belongs to `window: session`");
        }
        return switch (window) {
            case "sliding" -> new Frame.Sliding(span);
            case "tumbling" -> new Frame.Tumbling(span);
            case "session" ->
                new Frame.Session(
                        custom.span("gap")
                                .orElseThrow(() -> body.refused(
                                        "missing_gap", custom.placeOf("window"), "`window: session` needs a `gap`")),
                        span);
            default ->
                throw body.refused(
                        "unknown_window",
                        custom.placeOf("window"),
                        "`" + window + "` is none of sliding, tumbling, session");
        };
    }

    private long suppression() {
        return custom().span("suppress").orElse(NO_SUPPRESSION);
    }

    private Body custom() {
        Body custom = body.inner("custom_attributes")
                .orElseGet(() -> new Body(
                        head.file(),
                        "`custom_attributes`",
                        new Node.Mapping(body.mapping().place(), List.of())));
        custom.allow(CUSTOM);
        return custom;
    }
}
