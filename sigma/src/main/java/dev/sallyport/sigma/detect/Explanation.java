package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.rule.Criterion;
import dev.sallyport.sigma.rule.Document.Detection;
import dev.sallyport.sigma.rule.Expression;
import dev.sallyport.sigma.rule.FieldName;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a detection matches an event or does not: its whole condition evaluated without any short cut, in the order in which it is written.
 * What the event holds is named by its kind only, never by its content.
 *
 * @param routed whether the event comes from a log that the rule is about; if not, an engine never shows it to the rule
 * @param matched whether any condition holds
 * @param steps the conditions' parts, each followed by its own parts
 */
public record Explanation(boolean routed, boolean matched, List<Step> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One part of a condition.
     *
     * @param depth from 0
     * @param holds whether it does
     * @param what {@code and}, {@code or}, {@code not}, {@code search NAME}, {@code field NAME}, {@code keyword}
     * @param wanted what the rule asks for, empty for a part that only joins others
     * @param seen the kind of what is there, empty for a part that only joins others
     */
    public record Step(int depth, boolean holds, String what, String wanted, String seen) {}

    /** Explains. */
    public static Explanation of(Detection rule, Event event) {
        Walk walk = new Walk(event);
        boolean matched = false;
        for (Expression condition : rule.conditions()) {
            matched |= walk.visit(condition, 0);
        }
        return new Explanation(rule.head().logsource().fits(event.source()), matched, walk.steps);
    }

    private static final class Walk {
        private final Event event;
        private final List<Step> steps = new ArrayList<>();

        Walk(Event event) {
            this.event = event;
        }

        boolean visit(Expression expression, int depth) {
            int place = steps.size();
            steps.add(new Step(depth, false, "", "", ""));
            Step step = switch (expression) {
                case Expression.And and -> {
                    boolean all = true;
                    for (Expression one : and.of()) {
                        all &= visit(one, depth + 1);
                    }
                    yield new Step(depth, all, "and", "", "");
                }
                case Expression.Or or -> {
                    boolean any = false;
                    for (Expression one : or.of()) {
                        any |= visit(one, depth + 1);
                    }
                    yield new Step(depth, any, "or", "", "");
                }
                case Expression.Not not -> new Step(depth, !visit(not.of(), depth + 1), "not", "", "");
                case Expression.Named named ->
                    new Step(depth, visit(named.of(), depth + 1), "search " + named.name(), "", "");
                case Expression.Keyword keyword ->
                    new Step(
                            depth,
                            event.anyLeaf(Tests.keyword(keyword.criterion())::fits),
                            "keyword",
                            Wording.of(keyword.criterion()),
                            "all values");
                case Expression.Field field ->
                    leaf(depth, holds(field.field(), field.criterion()), field.field(), List.of(field.criterion()), "");
                case Expression.Unlike unlike ->
                    leaf(depth, unlike(unlike), unlike.field(), unlike.of(), "other than ");
            };
            steps.set(place, step);
            return step.holds();
        }

        private Step leaf(int depth, boolean holds, FieldName field, List<Criterion> wanted, String before) {
            StringBuilder words = new StringBuilder(before);
            String seen = event.field(field.base()).category();
            for (Criterion criterion : wanted) {
                words.append(words.length() == before.length() ? "" : ", ").append(Wording.of(criterion));
                if (criterion instanceof Criterion.Reference reference) {
                    seen += ", and there " + event.field(reference.field()).category();
                }
            }
            return new Step(depth, holds, "field " + field.text(), words.toString(), seen);
        }

        private boolean holds(FieldName field, Criterion criterion) {
            Value value = event.field(field.base());
            if (criterion instanceof Criterion.Reference reference) {
                return References.holds(value, event.field(reference.field()), References.Way.of(reference), false);
            }
            return Selection.of(field.steps(), Tests.of(criterion)).fits(value);
        }

        private boolean unlike(Expression.Unlike unlike) {
            if (event.field(unlike.field().base()) instanceof Value.Absent) {
                return false;
            }
            for (Criterion criterion : unlike.of()) {
                boolean there = !(criterion instanceof Criterion.Reference reference)
                        || event.field(reference.field()).text().isPresent()
                        || event.field(reference.field()) instanceof Value.Many;
                if (!there || holds(unlike.field(), criterion)) {
                    return false;
                }
            }
            return true;
        }
    }
}
