package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Value;
import java.util.List;
import java.util.function.Predicate;

/** A criterion made ready: says whether a field's value fits, absence included. Immutable, safe for many threads. */
@FunctionalInterface
interface ValueTest {
    boolean fits(Value value);

    /** A test of one text, number or truth value; of a list any member counts, and what is not there never fits. */
    static ValueTest ofOne(Predicate<Value> test) {
        return value -> fits(value, test);
    }

    private static boolean fits(Value value, Predicate<Value> test) {
        return switch (value) {
            case Value.Absent absent -> false;
            case Value.Null none -> false;
            case Value.Nested nested -> false;
            case Value.Many many -> any(many.items(), test);
            case Value.Text text -> test.test(text);
            case Value.Number number -> test.test(number);
            case Value.Bool bool -> test.test(bool);
        };
    }

    private static boolean any(List<Value> items, Predicate<Value> test) {
        for (int i = 0; i < items.size(); i++) {
            if (fits(items.get(i), test)) {
                return true;
            }
        }
        return false;
    }
}
