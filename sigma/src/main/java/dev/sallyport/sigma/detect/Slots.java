package dev.sallyport.sigma.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the fields that rules ask for. */
final class Slots {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    int of(String field) {
        return numbers.computeIfAbsent(field, name -> {
            names.add(name);
            return names.size() - 1;
        });
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
