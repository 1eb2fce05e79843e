package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.event.Numerals;
import dev.sallyport.sigma.event.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a rule's hit has its fields: an event, or the group of an alert. */
@FunctionalInterface
interface Lookup {
    /** The most groups that one event is counted in for one rule. */
    int MAX_GROUPS = 16;

    /** What stands in a field. */
    Value field(String name);

    /** Its texts: none, one, or of a list those of its members, each once. */
    default List<String> texts(String name) {
        Value value = field(name);
        if (value instanceof Value.Many many) {
            return many.items().stream()
                    .flatMap(item -> item.text().stream())
                    .distinct()
                    .toList();
        }
        Optional<String> text = value.text();
        return text.isPresent() ? List.of(text.get()) : List.of();
    }

    /** Its numbers; a text that denotes one counts. */
    default List<Double> numbers(String name) {
        Value value = field(name);
        List<Value> items = value instanceof Value.Many many ? many.items() : List.of(value);
        List<Double> numbers = new ArrayList<>(items.size());
        for (Value item : items) {
            Optional<BigDecimal> number = item instanceof Value.Number exact
                    ? Optional.of(exact.number())
                    : item.text().flatMap(Numerals::parse);
            number.map(BigDecimal::doubleValue).filter(Double::isFinite).ifPresent(numbers::add);
        }
        return numbers;
    }

    /** Each way to take one text of each field, as keys; empty if a field has none; at most one more than {@link #MAX_GROUPS}. */
    default List<String> keys(List<String> fields) {
        if (fields.size() == 1) {
            List<String> texts = texts(fields.getFirst());
            return texts.size() <= MAX_GROUPS ? texts : texts.subList(0, MAX_GROUPS + 1);
        }
        List<List<String>> ways = List.of(List.of());
        for (String field : fields) {
            List<String> texts = texts(field);
            List<List<String>> longer = new ArrayList<>();
            for (List<String> way : ways) {
                for (String text : texts) {
                    if (longer.size() <= MAX_GROUPS) {
                        List<String> next = new ArrayList<>(way);
                        next.add(text);
                        longer.add(next);
                    }
                }
            }
            ways = longer;
        }
        return ways.stream().map(Keys::of).toList();
    }
}
