package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.pattern.Folding;
import dev.sallyport.sigma.pattern.Part;
import dev.sallyport.sigma.pattern.Words;
import dev.sallyport.sigma.rule.Criterion;
import dev.sallyport.sigma.rule.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes conditions ready. */
final class Compiler {
    /** From so many literal texts on one field is searched for all of them together. */
    private static final int TOGETHER = 6;

    private final Slots slots;

    Compiler(Slots slots) {
        this.slots = slots;
    }

    Check check(Expression expression) {
        return switch (expression) {
            case Expression.And and ->
                new Check.All(and.of().stream().map(this::check).toArray(Check[]::new));
            case Expression.Or or -> some(or.of());
            case Expression.Not not -> new Check.Not(check(not.of()));
            case Expression.Named named -> check(named.of());
            case Expression.Keyword keyword -> new Check.Keyword(Tests.keyword(keyword.criterion()));
            case Expression.Unlike unlike -> unlike(unlike);
            case Expression.Field field -> field(field);
        };
    }

    private Check field(Expression.Field field) {
        int slot = slots.of(field.field().base());
        if (!field.field().steps().isEmpty()) {
            return new Check.Field(slot, Selection.of(field.field().steps(), Tests.of(field.criterion())));
        }
        if (field.criterion() instanceof Criterion.Reference reference) {
            return new Check.Reference(slot, slots.of(reference.field()), References.Way.of(reference), false);
        }
        if (field.criterion() instanceof Criterion.Any any) {
            return some(any.of().stream()
                    .map(one -> (Expression) new Expression.Field(field.field(), one))
                    .toList());
        }
        return new Check.Field(slot, Tests.of(field.criterion()));
    }

    private Check unlike(Expression.Unlike unlike) {
        int slot = slots.of(unlike.field().base());
        List<Check> all = new ArrayList<>();
        List<ValueTest> tests = new ArrayList<>();
        for (Criterion criterion : unlike.of()) {
            if (criterion instanceof Criterion.Reference reference) {
                all.add(new Check.Reference(slot, slots.of(reference.field()), References.Way.of(reference), true));
            } else {
                tests.add(Tests.of(criterion));
            }
        }
        if (!tests.isEmpty()) {
            all.add(new Check.Unlike(slot, tests.toArray(ValueTest[]::new)));
        }
        return all.size() == 1 ? all.getFirst() : new Check.All(all.toArray(Check[]::new));
    }

    /** An alternative; literal texts that are wanted of one field are put together first. */
    private Check some(List<Expression> of) {
        Map<Integer, Set<String>> equal = new LinkedHashMap<>();
        Map<Integer, Set<String>> inside = new LinkedHashMap<>();
        List<Expression> rest = new ArrayList<>();
        for (Expression one : of) {
            Literal literal = literal(one);
            if (literal == null) {
                rest.add(one);
            } else {
                (literal.inside() ? inside : equal)
                        .computeIfAbsent(literal.slot(), slot -> new LinkedHashSet<>())
                        .add(literal.folded());
            }
        }
        Set<Integer> fields = new LinkedHashSet<>(equal.keySet());
        fields.addAll(inside.keySet());
        List<Check> checks = new ArrayList<>();
        for (int slot : fields) {
            Set<String> same = equal.getOrDefault(slot, Set.of());
            Set<String> parts = inside.getOrDefault(slot, Set.of());
            if (same.size() + parts.size() >= TOGETHER) {
                checks.add(together(slot, same, parts));
            } else {
                for (Expression one : of) {
                    Literal literal = literal(one);
                    if (literal != null && literal.slot() == slot) {
                        checks.add(check(one));
                    }
                }
            }
        }
        rest.forEach(one -> checks.add(check(one)));
        return checks.size() == 1 ? checks.getFirst() : new Check.Some(checks.toArray(Check[]::new));
    }

    private static Check together(int slot, Set<String> equal, Set<String> inside) {
        Map<String, Boolean> known = new HashMap<>();
        equal.forEach(text -> known.put(text, true));
        return new Check.Literals(slot, new FoldedMap<>(known), new Words(List.copyOf(inside)));
    }

    /** A field that shall be, or contain, one literal text in any case. */
    private record Literal(int slot, String folded, boolean inside) {}

    private @Nullable Literal literal(Expression expression) {
        if (!(expression instanceof Expression.Field field)
                || !field.field().steps().isEmpty()
                || !(field.criterion() instanceof Criterion.Text text)
                || text.cased()) {
            return null;
        }
        List<Part> parts = text.parts();
        int slot = slots.of(field.field().base());
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Literal whole) {
            return new Literal(slot, Folding.fold(whole.text()), false);
        }
        boolean inside =
                parts.size() == 3 && parts.getFirst() == Part.Wildcard.MANY && parts.getLast() == Part.Wildcard.MANY;
        return inside && parts.get(1) instanceof Part.Literal middle
                ? new Literal(slot, Folding.fold(middle.text()), true)
                : null;
    }
}
