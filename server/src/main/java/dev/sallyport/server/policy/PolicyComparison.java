package dev.sallyport.server.policy;

import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.replay.Retried;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What another bundle would newly permit, ask about and deny, by the rule that makes it so. Confined to one thread. */
public final class PolicyComparison {
    private static final int SHOWN = 5;

    private final Map<Key, Group> groups = new TreeMap<>(
            Comparator.comparing(Key::change).thenComparing(Key::before).thenComparing(Key::rule));
    private final Map<Trial.Change, Long> totals = new EnumMap<>(Trial.Change.class);
    private final Map<Retried.Why, Long> passedOver = new EnumMap<>(Retried.Why.class);

    private record Key(Trial.Change change, String before, String after, String rule) {}

    private static final class Group {
        long count;
        final List<String> some = new ArrayList<>(SHOWN);

        void add(String name) {
            count++;
            if (some.size() < SHOWN) {
                some.add(name);
            }
        }
    }

    /**
     * Decisions that would change alike.
     *
     * @param before the decision today, {@code after} the other bundle's
     * @param rule what determines it; {@code without RULE} where no rule speaks any more
     * @param some the first of them by name
     */
    public record Row(Trial.Change change, String before, String after, String rule, long count, List<String> some) {
        public Row {
            some = List.copyOf(some);
        }
    }

    /** Takes a recorded decision that was judged once more, or passed over. */
    public void take(Retried retried) {
        switch (retried) {
            case Retried.PassedOver skipped -> passedOver.merge(skipped.why(), 1L, Long::sum);
            case Retried.Judged judged ->
                count(
                        judged.before(),
                        judged.beforePolicies(),
                        judged.after(),
                        judged.decision().value());
        }
    }

    /** Counts one decision beside what the other bundle says. */
    public void count(String before, List<String> beforePolicies, Judgement after, String name) {
        Decision decision = after.decision();
        Trial.Change change = Trial.Change.of(before, decision.wire());
        totals.merge(change, 1L, Long::sum);
        if (change == Trial.Change.SAME) {
            return;
        }
        List<String> rules = after.policies().isEmpty() ? beforePolicies : after.policies();
        String gone = after.policies().isEmpty() ? "without " : "";
        for (String rule : rules.isEmpty() ? List.of(decision.reason().wire()) : rules) {
            groups.computeIfAbsent(new Key(change, before, decision.wire(), gone + rule), k -> new Group())
                    .add(name);
        }
    }

    /** What changes, by change, decision and rule. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        groups.forEach((key, group) ->
                rows.add(new Row(key.change(), key.before(), key.after(), key.rule(), group.count, group.some)));
        return rows;
    }

    /** How many decisions change so. */
    public long total(Trial.Change change) {
        return totals.getOrDefault(change, 0L);
    }

    /** How many were judged. */
    public long judged() {
        return totals.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Why some were not judged, and how many. */
    public Map<Retried.Why, Long> passedOver() {
        return Map.copyOf(passedOver);
    }

    /** How many were not judged. */
    public long skipped() {
        return passedOver.values().stream().mapToLong(Long::longValue).sum();
    }
}
