package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.rule.FieldName;
import java.util.List;
import java.util.Objects;

/** Takes a test to the members of lists that a field's selectors name. A field that is no list has no members, so nothing fits. */
final class Selection {

    private Selection() {}

    static ValueTest of(List<FieldName.Step> steps, ValueTest test) {
        ValueTest inner = test;
        for (FieldName.Step step : steps.reversed()) {
            inner = of(step, inner);
        }
        return inner;
    }

    private static ValueTest of(FieldName.Step step, ValueTest test) {
        return value -> {
            if (!(value instanceof Value.Many many)) {
                return false;
            }
            List<Value> items = many.items();
            return switch (step.selector()) {
                case ANY -> items.stream().anyMatch(item -> test.fits(below(item, step)));
                case ALL -> !items.isEmpty() && items.stream().allMatch(item -> test.fits(below(item, step)));
                case NONE -> items.stream().noneMatch(item -> test.fits(below(item, step)));
                case AT -> step.index() < items.size() && test.fits(below(items.get(step.index()), step));
            };
        };
    }

    private static Value below(Value item, FieldName.Step step) {
        if (step.below().isEmpty()) {
            return item;
        }
        return item instanceof Value.Nested nested
                ? Objects.requireNonNullElse(nested.members().get(step.below()), Value.ABSENT)
                : Value.ABSENT;
    }
}
