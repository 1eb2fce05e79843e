package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the body of a detection or a filter: named searches and the condition over them. */
final class DetectionReader {
    private static final Set<String> DETECTION_WORDS = Set.of("condition", "timeframe");
    private static final Set<String> FILTER_WORDS = Set.of("condition", "timeframe", "rules");

    private final Refusals refusals;
    private final Placeholders placeholders;
    private final Head head;
    private final Node.Mapping body;

    DetectionReader(Refusals refusals, Placeholders placeholders, Head head, Node.Mapping body) {
        this.refusals = refusals;
        this.placeholders = placeholders;
        this.head = head;
        this.body = body;
    }

    Document.Detection detection(List<String> fields) {
        if (head.logsource().equals(Logsource.ANY)) {
            throw refusals.at(head.place(), "missing_logsource", "a detection needs a `logsource`");
        }
        Node condition = condition();
        List<Node> conditions = condition instanceof Node.Sequence several ? several.items() : List.of(condition);
        List<Expression> expressions = expressions(conditions, DETECTION_WORDS);
        Document.Detection detection = new Document.Detection(head, expressions, fields);
        Set<String> open = detection.placeholders();
        if (!open.isEmpty() && head.id().isEmpty()) {
            throw refusals.at(
                    body.place(),
                    "unresolved_placeholder",
                    "nothing is known for the placeholder `%" + open.iterator().next()
                            + "%`, and a rule without an id cannot wait for its values");
        }
        return detection;
    }

    Document.Filter filter() {
        Node condition = condition();
        List<Expression> expressions = expressions(List.of(condition), FILTER_WORDS);
        return new Document.Filter(head, rules(), expressions.getFirst());
    }

    private Optional<List<String>> rules() {
        Node rules = body.get("rules")
                .orElseThrow(() -> refusals.at(
                        body.place(),
                        "missing_filter_rules",
                        "a filter needs `rules`: ids or names of detections, or any"));
        if (rules instanceof Node.Scalar scalar && scalar.source().equals("any")) {
            return Optional.empty();
        }
        List<String> names = refusals.words(rules, "`rules`");
        if (names.isEmpty()) {
            throw refusals.at(rules.place(), "missing_filter_rules", "a filter names at least one rule, or any");
        }
        return Optional.of(names);
    }

    private Node condition() {
        Optional<Node> condition = body.get("condition");
        return condition.orElseThrow(
                () -> refusals.at(body.place(), "missing_condition", "the searches need a `condition`"));
    }

    private List<Expression> expressions(List<Node> conditions, Set<String> reserved) {
        List<String> words = new ArrayList<>();
        for (Node condition : conditions) {
            String word = refusals.word(condition, "`condition`");
            Legacy.refuse(refusals, condition, word, body.get("timeframe"));
            words.add(word);
        }
        body.entry("timeframe").ifPresent(timeframe -> {
            throw refusals.at(
                    timeframe.key().place(),
                    "legacy_timeframe",
                    "`timeframe` is of Sigma 1; a correlation has a `timespan`, a detection sees one event");
        });
        Map<String, Expression> searches = searches(reserved);
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            expressions.add(new ConditionReader(refusals, conditions.get(i).place(), searches).read(words.get(i)));
        }
        if (expressions.isEmpty()) {
            throw refusals.at(body.place(), "missing_condition", "the list of conditions is empty");
        }
        return expressions;
    }

    private Map<String, Expression> searches(Set<String> reserved) {
        SearchReader reader = new SearchReader(refusals, placeholders, head.logsource(), head.version());
        Map<String, Expression> searches = new LinkedHashMap<>();
        for (Node.Entry entry : body.entries()) {
            if (!reserved.contains(entry.name())) {
                searches.put(entry.name(), reader.read(entry.value()));
            }
        }
        if (searches.isEmpty()) {
            throw refusals.at(body.place(), "empty_search", "there is no search identifier beside the condition");
        }
        return searches;
    }
}
