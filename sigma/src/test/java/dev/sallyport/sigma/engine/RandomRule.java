package dev.sallyport.sigma.engine;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A correlation made up by chance, as text and as plain values.
 *
 * @param rules how many detections {@code r0}, {@code r1} it names
 * @param absent bits of those that must be absent, 0 if the condition says no {@code not}
 */
record RandomRule(
        String title,
        String type,
        int rules,
        int absent,
        long span,
        String window,
        long gap,
        String relation,
        double limit,
        double percent,
        long suppress) {
    private static final List<String> TYPES = List.of(
            "event_count", "value_count", "value_sum", "value_avg", "value_percentile", "temporal", "temporal_ordered");

    static RandomRule any(String title, Random random) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        boolean temporal = type.startsWith("temporal");
        int rules = temporal ? 2 + random.nextInt(2) : 1 + random.nextInt(2);
        int absent = temporal && random.nextInt(2) == 0 ? 1 << random.nextInt(rules) : 0;
        String window =
                absent != 0 || random.nextInt(3) > 0 ? "sliding" : random.nextBoolean() ? "tumbling" : "session";
        String relation = temporal
                ? "gte"
                : List.of("gte", "gte", "gt", "eq", "lte", "lt", "neq").get(random.nextInt(7));
        double limit = switch (type) {
            case "event_count" -> 2 + random.nextInt(4);
            case "value_count" -> 2 + random.nextInt(3);
            case "value_sum" -> 5 + random.nextInt(15);
            case "value_avg", "value_percentile" -> 2 + random.nextInt(4);
            default -> random.nextInt(4) == 0 ? 2 : rules;
        };
        return new RandomRule(
                title,
                type,
                rules,
                absent,
                1000L * (3 + random.nextInt(20)),
                window,
                1000L * (1 + random.nextInt(6)),
                relation,
                limit,
                10 * (1 + random.nextInt(10)),
                random.nextInt(3) == 0 ? 1000L * (1 + random.nextInt(30)) : 0);
    }

    boolean holds(double figure) {
        return switch (relation) {
            case "gte" -> figure >= limit;
            case "gt" -> figure > limit;
            case "eq" -> figure == limit;
            case "lte" -> figure <= limit;
            case "lt" -> figure < limit;
            default -> figure != limit;
        };
    }

    /** As a document that names those rules. */
    String yaml(List<String> names) {
        StringBuilder yaml = new StringBuilder("title: " + title + "\nname: " + title + "\ncorrelation:\n  type: "
                + type + "\n  rules: " + names + "\n  group-by: [g]\n  timespan: " + span / 1000 + "s\n");
        if (absent != 0) {
            yaml.append("  condition: ")
                    .append(IntStream.range(0, rules)
                            .mapToObj(i -> ((absent & (1 << i)) != 0 ? "not " : "") + names.get(i))
                            .collect(Collectors.joining(" and ")))
                    .append('\n');
        } else {
            String field = type.startsWith("value") ? "field: v, " : "";
            String rank = type.equals("value_percentile") ? "percentile: " + percent + ", " : "";
            yaml.append("  condition: {" + field + rank + relation + ": " + limit + "}\n");
        }
        yaml.append("  custom_attributes: {window: " + window);
        yaml.append(window.equals("session") ? ", gap: " + gap / 1000 + "s" : "");
        yaml.append(suppress > 0 ? ", suppress: " + suppress / 1000 + "s" : "");
        return yaml.append("}\n").toString();
    }
}
