package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.correlation.Correlation;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.yaml.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which rule a word means: one of the same file if there is one, else the only one of all. */
final class References {
    private static final int MAX_DEPTH = 8;

    private final Map<String, List<Head>> byWord = new HashMap<>();

    References(List<Document> documents) {
        for (Document document : documents) {
            Head head = document.head();
            boolean named = !(document instanceof Document.Filter) && !(document instanceof Document.Flow);
            if (named) {
                head.name().ifPresent(name -> put(name, head));
                head.id().ifPresent(id -> put(id.toLowerCase(Locale.ROOT), head));
            }
        }
    }

    private void put(String word, Head head) {
        byWord.computeIfAbsent(word, key -> new ArrayList<>()).add(head);
    }

    /**
     * The rule that a word in another rule means.
     *
     * @throws Refused if there is none, or more than one
     */
    Head resolve(Head from, Correlation.Reference reference) {
        List<Head> found = byWord.getOrDefault(reference.name(), List.of());
        if (found.isEmpty()) {
            found = byWord.getOrDefault(reference.name().toLowerCase(Locale.ROOT), List.of());
        }
        List<Head> near =
                found.stream().filter(head -> head.file().equals(from.file())).toList();
        List<Head> meant = near.isEmpty() ? found : near;
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        boolean none = meant.isEmpty();
        throw new Refused(
                none ? "unresolved_rule_reference" : "ambiguous_rule_reference",
                from.file(),
                reference.place(),
                none
                        ? "there is no rule with the name or id `" + reference.name() + "`"
                        : meant.size() + " rules are called `" + reference.name() + "`: use an id");
    }

    /**
     * Correlations so that each comes behind those it rests on; otherwise in their order.
     *
     * @throws Refused if they go in a circle, or are chained too deep
     */
    List<Correlation> inOrder(List<Correlation> correlations, Map<Head, Correlation> byHead) {
        List<Correlation> ordered = new ArrayList<>();
        Map<Head, Integer> done = new HashMap<>();
        for (Correlation correlation : correlations) {
            visit(correlation, byHead, new ArrayList<>(), done, ordered);
        }
        return ordered;
    }

    private void visit(
            Correlation correlation,
            Map<Head, Correlation> byHead,
            List<Head> above,
            Map<Head, Integer> done,
            List<Correlation> ordered) {
        if (done.containsKey(correlation.head())) {
            return;
        }
        above.add(correlation.head());
        int depth = 1;
        for (Correlation.Reference reference : correlation.rules()) {
            Head part = resolve(correlation.head(), reference);
            Correlation below = byHead.get(part);
            if (below != null) {
                refuseCircle(correlation, reference, above, part);
                visit(below, byHead, above, done, ordered);
                depth = Math.max(depth, 1 + done.getOrDefault(part, 0));
                refuseDepth(correlation, reference, depth);
            }
        }
        above.removeLast();
        done.put(correlation.head(), depth);
        ordered.add(correlation);
    }

    private static void refuseCircle(
            Correlation correlation, Correlation.Reference reference, List<Head> above, Head part) {
        String file = correlation.head().file();
        if (above.contains(part)) {
            throw new Refused(
                    "correlation_cycle",
                    file,
                    reference.place(),
                    "`" + reference.name() + "` rests on this rule itself");
        }
    }

    private static void refuseDepth(Correlation correlation, Correlation.Reference reference, int depth) {
        if (depth > MAX_DEPTH) {
            throw new Refused(
                    "correlation_too_deep",
                    correlation.head().file(),
                    reference.place(),
                    "correlations rest on each other more than " + MAX_DEPTH + " deep");
        }
    }
}
