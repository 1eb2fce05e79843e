package dev.sallyport.sigma.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Fields;
import dev.sallyport.sigma.event.FlatEvent;
import dev.sallyport.sigma.event.Source;
import dev.sallyport.sigma.rule.Document.Detection;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The index may only leave out rules that cannot match: with it a rule matches exactly when its whole condition holds. */
class DetectorTest {
    private static final List<String> FIELDS = List.of("a", "b.c", "d", "e");
    private static final List<Object> VALUES = List.of(
            "x",
            "X",
            "xy",
            "yx.exe",
            "C:\\Temp\\yx.EXE",
            "5",
            "05",
            5,
            5.0,
            7,
            true,
            "True",
            "",
            "10.1.2.3",
            List.of("x", 7, "zz"),
            List.of());
    private static final List<String> KEYS = List.of(
            "",
            "|contains",
            "|startswith",
            "|endswith",
            "|cased",
            "|neq",
            "|re",
            "|contains|cased",
            "|windash",
            "|base64offset|contains");
    private static final List<String> WANTED =
            List.of("x", "'xy'", "yx", "'*y*'", "'?'", "5", "'05'", "7", "true", "zz", "'-x'");

    @Test
    void theIndex_changesNoAnswer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int matches = 0;
        for (int round = 0; round < 150; round++) {
            List<Detection> rules = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                rules.add(rule(random));
            }
            Matcher matcher = new Detector(rules).matcher();
            for (int i = 0; i < 40; i++) {
                Event event = event(random);
                List<Integer> wanted = new ArrayList<>();
                for (int rule = 0; rule < rules.size(); rule++) {
                    Explanation explanation = Explanation.of(rules.get(rule), event);
                    if (explanation.routed() && explanation.matched()) {
                        wanted.add(rule);
                    }
                }
                List<Integer> seen = new ArrayList<>();
                matcher.match(event, seen::add);
                matches += seen.size();
                assertEquals(wanted, seen, () -> "seed " + seed + ": " + ((FlatEvent) event).fields());
            }
        }
        int all = matches;
        assertTrue(all > 1_000, () -> "only " + all + " matches, seed " + seed);
    }

    private static Detection rule(Random random) {
        StringBuilder text = new StringBuilder(
                "title: T\nlogsource: {category: " + (random.nextBoolean() ? "one" : "two") + "}\ndetection:\n");
        for (String search : List.of("s1", "s2", "t1")) {
            text.append("  ").append(search).append(":\n");
            if (random.nextInt(5) == 0) {
                text.append("    - ").append(pick(WANTED, random)).append('\n');
                continue;
            }
            List<String> keys = new ArrayList<>();
            for (int i = random.nextInt(2); i >= 0; i--) {
                String key = pick(FIELDS, random) + pick(KEYS, random);
                if (!keys.contains(key)) {
                    keys.add(key);
                    text.append("    ")
                            .append(key)
                            .append(": ")
                            .append(values(key, random))
                            .append('\n');
                }
            }
        }
        String condition = pick(
                List.of(
                        "s1",
                        "s1 and not t1",
                        "1 of s*",
                        "all of them",
                        "not (s1 or s2) and t1",
                        "s1 or s2 and t1",
                        "not 1 of s*"),
                random);
        byte[] bytes = (text + "  condition: " + condition + "\n").getBytes(StandardCharsets.UTF_8);
        return (Detection) RuleFile.read("f", bytes, Placeholders.NONE).getFirst();
    }

    private static String values(String key, Random random) {
        if (key.contains("base64") || key.contains("|re")) {
            return "[xyx, yxyx]";
        }
        int count = random.nextInt(10) == 0 ? 8 : random.nextInt(3);
        if (count == 0) {
            return !key.contains("|") && random.nextBoolean() ? "null" : pick(WANTED, random);
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(pick(WANTED, random));
        }
        return "[" + String.join(", ", values) + "]";
    }

    private static Event event(Random random) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String field : FIELDS) {
            if (random.nextInt(4) != 0) {
                fields.put(field, pick(VALUES, random));
            }
        }
        Source source = random.nextInt(3) == 0 ? Source.UNKNOWN : new Source("", Set.of("one"), Set.of());
        return new FlatEvent(0, 0, "t", source, Fields.of(fields));
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
