package dev.sallyport.govern.baseline;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Malformed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From which confidence on a finding counts, by shield and class. The greater, the looser: less is noticed. A shield and class without an
 * entry has 0, where everything counts.
 *
 * @param values by {@code shield/class}, 0 to 1
 */
public record Thresholds(SortedMap<String, Double> values) {
    /** Everything counts. */
    public static final Thresholds STRICT = new Thresholds(new TreeMap<>());

    /**
     * @throws Malformed {@code threshold_malformed}
     */
    public Thresholds {
        values = new TreeMap<>(values);
        values.forEach((name, value) -> {
            if (name.indexOf('/') < 1 || !(value >= 0 && value <= 1)) {
                throw new Malformed("threshold_malformed", "a threshold is shield/class and 0 to 1: `" + name + "`");
            }
        });
    }

    /**
     * Reads {@code {"shield/class": 0.5, …}}.
     *
     * @throws Malformed {@code threshold_malformed}
     */
    public static Thresholds read(JsonObject object) {
        SortedMap<String, Double> values = new TreeMap<>();
        object.members().forEach((name, value) -> {
            if (!(value instanceof JsonNumber number)) {
                throw new Malformed("threshold_malformed", "the threshold `" + name + "` is no number");
            }
            values.put(name, number.value());
        });
        return new Thresholds(values);
    }

    /** The same as an object. */
    public JsonObject json() {
        SortedMap<String, Json> members = new TreeMap<>();
        values.forEach((name, value) -> members.put(name, JsonNumber.of(value)));
        return new JsonObject(members);
    }

    /** The threshold of a shield and class. */
    public double of(String shield, String attackClass) {
        return values.getOrDefault(shield + "/" + attackClass, 0.0);
    }

    /** With another one. */
    public Thresholds with(String shield, String attackClass, double value) {
        SortedMap<String, Double> changed = new TreeMap<>(values);
        changed.put(shield + "/" + attackClass, value);
        return new Thresholds(changed);
    }

    /** One that is looser than the signed floor. */
    public record Looser(String shield, String attackClass, double floor, double asked) {}

    /** Those looser than a signed baseline's for the same shield and class; nothing may override it. */
    public List<Looser> looserThan(Baseline floor) {
        List<Looser> looser = new ArrayList<>();
        for (Baseline.Row row : floor.rows()) {
            double asked = of(row.shield(), row.attackClass());
            if (asked > row.threshold()) {
                looser.add(new Looser(row.shield(), row.attackClass(), row.threshold(), asked));
            }
        }
        looser.sort(Comparator.comparing(Looser::shield).thenComparing(Looser::attackClass));
        return looser;
    }
}
