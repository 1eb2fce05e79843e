package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.rule.Document.Detection;
import dev.sallyport.sigma.rule.Document.Filter;
import dev.sallyport.sigma.yaml.Refused;
import java.util.ArrayList;
import java.util.List;

/** Narrows detections by the filters that were read with them. Pure. */
public final class Filters {

    private Filters() {}

    /**
     * The documents without the filters; each detection that a filter is about also needs the filter's condition, and its digest says so.
     * A filter may name rules that are not here.
     *
     * @throws Refused if a filter names a rule of another log source
     */
    public static List<Document> apply(List<Document> documents) {
        List<Filter> filters = new ArrayList<>();
        for (Document document : documents) {
            if (document instanceof Filter filter) {
                filters.add(filter);
            }
        }
        List<Document> applied = new ArrayList<>();
        for (Document document : documents) {
            if (document instanceof Detection detection) {
                applied.add(narrowed(detection, filters));
            } else if (!(document instanceof Filter)) {
                applied.add(document);
            }
        }
        return List.copyOf(applied);
    }

    /** How many of the documents a filter is about. */
    public static int targets(Filter filter, List<Document> documents) {
        int count = 0;
        for (Document document : documents) {
            if (document instanceof Detection detection && isAbout(filter, detection)) {
                count++;
            }
        }
        return count;
    }

    private static Document narrowed(Detection detection, List<Filter> filters) {
        List<Expression> conditions = detection.conditions();
        List<String> digests = new ArrayList<>();
        for (Filter filter : filters) {
            if (isAbout(filter, detection)) {
                conditions = conditions.stream()
                        .map(condition -> (Expression) new Expression.And(List.of(
                                condition,
                                new Expression.Named("filter " + filter.head().title(), filter.condition()))))
                        .toList();
                digests.add(filter.head().digest());
            }
        }
        if (digests.isEmpty()) {
            return detection;
        }
        String digest = CanonicalRule.digest(detection.head().digest(), digests);
        return new Detection(detection.head().withDigest(digest), conditions, detection.fields());
    }

    private static boolean isAbout(Filter filter, Detection detection) {
        boolean same = filter.head().logsource().includes(detection.head().logsource());
        if (filter.rules().isEmpty()) {
            return same;
        }
        boolean named = filter.rules().get().stream().anyMatch(detection.head()::isCalled);
        if (named && !same) {
            throw new Refused(
                    "filter_logsource",
                    filter.head().file(),
                    filter.head().place(),
                    "the filter names `" + detection.head().title() + "`, which is about another log source");
        }
        return named;
    }
}
