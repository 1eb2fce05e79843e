package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Numerals;
import dev.sallyport.sigma.pattern.Folding;
import dev.sallyport.sigma.pattern.Part;
import dev.sallyport.sigma.rule.Criterion;
import dev.sallyport.sigma.rule.Expression;
import dev.sallyport.sigma.rule.FieldName;
import java.util.List;
import java.util.Optional;

/** Finds what an event must show before a condition can hold; nothing for a condition that can hold without any sign. */
final class Guards {
    private static final int MIN_LITERAL = 2;

    /** A guard needs no more of a literal than its end, which tells more than its beginning; the index stays small. */
    private static final int MAX_LITERAL = 8;

    private final Slots slots;

    Guards(Slots slots) {
        this.slots = slots;
    }

    Optional<Guard> of(Expression expression) {
        return switch (expression) {
            case Expression.And and -> cheapest(and.of());
            case Expression.Or or -> any(or.of());
            case Expression.Not not -> Optional.empty();
            case Expression.Named named -> of(named.of());
            case Expression.Field field -> field(field.field(), field.criterion());
            case Expression.Unlike unlike -> Optional.of(present(unlike.field()));
            case Expression.Keyword keyword -> keyword(keyword.criterion());
        };
    }

    private Optional<Guard> cheapest(List<Expression> of) {
        Optional<Guard> best = Optional.empty();
        for (Expression one : of) {
            Optional<Guard> guard = of(one);
            if (guard.isPresent()
                    && (best.isEmpty() || guard.get().cost() < best.get().cost())) {
                best = guard;
            }
        }
        return best;
    }

    private Optional<Guard> any(List<Expression> of) {
        Optional<Guard> all = of(of.getFirst());
        for (Expression one : of.subList(1, of.size())) {
            Optional<Guard> guard = all.isEmpty() ? Optional.empty() : of(one);
            Optional<Guard> before = all;
            all = guard.map(known -> before.orElseThrow().or(known));
        }
        return all;
    }

    private Guard present(FieldName field) {
        return Guard.of(new Guard.Present(slots.of(field.base())));
    }

    private Optional<Guard> field(FieldName field, Criterion criterion) {
        if (!field.steps().isEmpty()) {
            return Optional.of(present(field));
        }
        int slot = slots.of(field.base());
        return switch (criterion) {
            case Criterion.Text text -> Optional.of(text(slot, text, false).orElse(present(field)));
            case Criterion.Number number ->
                Optional.of(Guard.of(new Guard.Same(slot, Numerals.canonical(number.number()))));
            case Criterion.Bool bool -> Optional.of(Guard.of(new Guard.Equal(slot, bool.truth() ? "true" : "false")));
            case Criterion.Null none -> Optional.empty();
            case Criterion.Exists exists -> exists.there() ? Optional.of(present(field)) : Optional.empty();
            case Criterion.Any any ->
                any(any.of().stream()
                        .map(one -> (Expression) new Expression.Field(field, one))
                        .toList());
            case Criterion.Expressed expressed -> Optional.of(present(field));
            case Criterion.Cidr cidr -> Optional.of(present(field));
            case Criterion.Compared compared -> Optional.of(present(field));
            case Criterion.Timed timed -> Optional.of(present(field));
            case Criterion.Reference reference -> Optional.of(present(field));
        };
    }

    private Optional<Guard> keyword(Criterion criterion) {
        return switch (criterion) {
            case Criterion.Text text -> text(Guard.LEAVES, text, true);
            case Criterion.Any any ->
                any(any.of().stream()
                        .map(one -> (Expression) new Expression.Keyword(one))
                        .toList());
            default -> Optional.empty();
        };
    }

    private static Optional<Guard> text(int slot, Criterion.Text text, boolean inside) {
        List<Part> parts = text.parts();
        if (!inside && parts.isEmpty()) {
            return Optional.of(Guard.of(new Guard.Equal(slot, "")));
        }
        if (!inside && parts.size() == 1 && parts.getFirst() instanceof Part.Literal whole) {
            return Optional.of(Guard.of(new Guard.Equal(slot, Folding.fold(whole.text()))));
        }
        String longest = "";
        for (Part part : parts) {
            if (part instanceof Part.Literal literal && literal.text().length() > longest.length()) {
                longest = literal.text();
            }
        }
        return longest.length() < MIN_LITERAL
                ? Optional.empty()
                : Optional.of(Guard.of(new Guard.Contains(
                        slot, Folding.fold(longest.substring(Math.max(0, longest.length() - MAX_LITERAL))))));
    }
}
