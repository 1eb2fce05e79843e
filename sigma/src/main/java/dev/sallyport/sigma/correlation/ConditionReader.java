package dev.sallyport.sigma.correlation;

import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.rule.Refusals;
import dev.sallyport.sigma.rule.Scores;
import dev.sallyport.sigma.rule.SigmaVersion;
import dev.sallyport.sigma.yaml.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the condition of a correlation of a given type. */
final class ConditionReader {
    private static final Set<String> RELATIONS = Set.of("gt", "gte", "lt", "lte", "eq", "neq");
    private static final int MAX_PERCENT = 100;

    private final Head head;
    private final Body body;
    private final Kind kind;
    private final List<Correlation.Reference> rules;

    ConditionReader(Head head, Body body, Kind kind, List<Correlation.Reference> rules) {
        this.head = head;
        this.body = body;
        this.kind = kind;
        this.rules = rules;
    }

    Condition read() {
        return switch (kind) {
            case EVENT_COUNT -> new Condition.Events(threshold(numeric(Set.of())));
            case VALUE_COUNT -> values(numeric(Set.of("field")));
            case VALUE_SUM -> numbers(Condition.Figure.SUM, numeric(Set.of("field")));
            case VALUE_AVG -> numbers(Condition.Figure.AVG, numeric(Set.of("field")));
            case VALUE_PERCENTILE -> percentile(numeric(Set.of("field", "percentile")));
            case TEMPORAL -> temporal();
            case TEMPORAL_ORDERED -> ordered();
        };
    }

    private Body numeric(Set<String> more) {
        Body condition = body.inner("condition")
                .orElseThrow(() -> body.refused(
                        "missing_condition",
                        body.mapping().place(),
                        "`" + kind.word() + "` needs a `condition`, such as {gte: 5}"));
        List<String> keys = new ArrayList<>(RELATIONS);
        keys.addAll(more);
        condition.allow(Set.copyOf(keys));
        return condition;
    }

    private Threshold threshold(Body condition) {
        List<Threshold.Bound> bounds = new ArrayList<>();
        for (Node.Entry entry : condition.mapping().entries()) {
            if (RELATIONS.contains(entry.name())) {
                BigDecimal limit = condition.number(entry.name()).orElseThrow();
                double value = limit.doubleValue();
                if (!Double.isFinite(value)) {
                    throw body.refused("bad_threshold", entry.value().place(), "the limit is beyond a double");
                }
                bounds.add(new Threshold.Bound(
                        Threshold.Relation.valueOf(entry.name().toUpperCase(Locale.ROOT)), value));
            }
        }
        if (bounds.isEmpty()) {
            throw body.refused(
                    "missing_condition",
                    condition.mapping().place(),
                    "the condition compares with one of gt, gte, lt, lte, eq, neq");
        }
        return new Threshold(bounds);
    }

    private Condition values(Body condition) {
        return new Condition.Values(fields(condition), threshold(condition));
    }

    private Condition numbers(Condition.Figure figure, Body condition) {
        return new Condition.Numbers(figure, field(condition), 0, threshold(condition));
    }

    private Condition percentile(Body condition) {
        Optional<BigDecimal> percent = condition.number("percentile");
        if (percent.isEmpty()) {
            return new Condition.Share(field(condition), threshold(condition));
        }
        double value = percent.get().doubleValue();
        if (!(value > 0 && value <= MAX_PERCENT)) {
            throw body.refused(
                    "bad_percentile", condition.placeOf("percentile"), "`percentile` is above 0 and at most 100");
        }
        return new Condition.Numbers(Condition.Figure.PERCENTILE, field(condition), value, threshold(condition));
    }

    private String field(Body condition) {
        List<String> fields = fields(condition);
        if (fields.size() > 1) {
            throw body.refused(
                    "one_field",
                    condition.placeOf("field"),
                    "`" + kind.word() + "` is over one field, not " + fields.size());
        }
        return fields.getFirst();
    }

    private List<String> fields(Body condition) {
        List<Node.Scalar> fields = condition.texts("field");
        if (fields.isEmpty() || fields.size() > CorrelationReader.MAX_GROUP_FIELDS) {
            throw body.refused(
                    kind.word() + "_needs_field",
                    condition.mapping().place(),
                    "`" + kind.word() + "` needs the `field` whose values it looks at, at most "
                            + CorrelationReader.MAX_GROUP_FIELDS);
        }
        Refusals refusals = new Refusals(head.file());
        fields.forEach(field -> Scores.refuse(refusals, field.place(), head.logsource(), field.source()));
        return fields.stream().map(Node.Scalar::source).toList();
    }

    private Condition temporal() {
        Optional<Node> condition = body.mapping().get("condition");
        if (condition.isEmpty()) {
            return new Condition.Kinds(Threshold.atLeast(rules.size()));
        }
        if (condition.get() instanceof Node.Scalar) {
            return new Condition.Rules(presence());
        }
        return new Condition.Kinds(threshold(numeric(Set.of())));
    }

    private Condition ordered() {
        Optional<Node> condition = body.mapping().get("condition");
        if (condition.isEmpty()) {
            return new Condition.Order(all(), Threshold.atLeast(rules.size()));
        }
        if (condition.get() instanceof Node.Scalar) {
            return inOrder(presence());
        }
        return new Condition.Order(all(), threshold(numeric(Set.of())));
    }

    /** An order of alternatives would have to say which order belongs to which: only a conjunction has one. */
    private Condition inOrder(Presence presence) {
        long wanted = presence.wanted();
        long unwanted = presence.unwanted();
        if ((wanted & unwanted) != 0 || !isConjunction(presence)) {
            throw body.refused(
                    "ordered_needs_and",
                    body.placeOf("condition"),
                    "`temporal_ordered` takes rule names joined by `and`, some with `not`, each once");
        }
        return unwanted == 0
                ? new Condition.Order(wanted, Threshold.atLeast(Long.bitCount(wanted)))
                : new Condition.OrderWithout(wanted, unwanted);
    }

    private long all() {
        return (1L << rules.size()) - 1;
    }

    private static boolean isConjunction(Presence presence) {
        return switch (presence) {
            case Presence.Present one -> true;
            case Presence.Absent one -> true;
            case Presence.Every all -> all.of().stream().allMatch(ConditionReader::isConjunction);
            case Presence.Some any ->
                any.of().size() == 1 && isConjunction(any.of().getFirst());
        };
    }

    private Presence presence() {
        Node.Scalar text = (Node.Scalar) body.mapping().get("condition").orElseThrow();
        Presence presence = new PresenceParser(head.file(), text, rules).parse();
        if (presence.unwanted() != 0) {
            checkAbsence(text, presence);
        }
        return presence;
    }

    private void checkAbsence(Node.Scalar text, Presence presence) {
        SigmaVersion version = head.version();
        // A rule that does not say its version is read as the newest that its words need; one that says an older one is
        // held to it.
        if (!version.atLeast(SigmaVersion.ABSENCE) && !version.equals(SigmaVersion.DEFAULT)) {
            throw body.refused(
                    "needs_sigma_version",
                    text.place(),
                    "`not` in a correlation needs sigma-version: " + SigmaVersion.ABSENCE + ", the rule says "
                            + version);
        }
        if (presence.holds(0, 0)) {
            throw body.refused(
                    "absence_needs_presence",
                    text.place(),
                    "the condition holds when nothing happens at all: say what must have happened as well");
        }
    }
}
