package dev.sallyport.soc.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.soc.event.Category;
import dev.sallyport.soc.event.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each shipped rule raises one alert on its bad example and none on its good one, has its page, and names tags there are. */
class ShippedRulesTest {
    private static final Path RULES =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("rules");
    private static final TenantId TENANT = new TenantId("default");
    private static final List<String> PARTS =
            List.of("**Why.**", "**When.**", "**Bad.**", "**Good.**", "**Response.**", "**False alarms.**");

    private final SigmaRules rules = SigmaRules.of(BundledRules.read(), Set.of());
    private final Map<String, String> names = BundledRules.read().stream()
            .collect(Collectors.toMap(
                    rule -> rule.head().reference(), rule -> rule.head().name().orElse("")));

    @Test
    void each_bad_example_raises_its_rule_once_and_each_good_one_never() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (RuleRef rule : rules.told()) {
            long bad = raised(rule, "bad");
            long good = raised(rule, "good");
            if (bad != 1 || good != 0) {
                wrong.add(names.get(rule.id()) + ": " + bad + " on the bad example, " + good + " on the good one");
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(rules.told().size() >= 25, rules.told().size() + " rules");
    }

    @Test
    void each_rule_has_its_page_with_every_part_and_each_file_is_in_the_index() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String file : BundledRules.files()) {
            String page = Files.readString(RULES.resolve(file.replace(".yml", ".md")));
            PARTS.stream().filter(part -> !page.contains(part)).forEach(part -> wrong.add(file + " lacks " + part));
        }
        assertEquals(List.of(), wrong);
        try (Stream<Path> files = Files.list(RULES)) {
            List<String> there = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yml"))
                    .sorted()
                    .toList();
            assertEquals(there, BundledRules.files());
        }
    }

    @Test
    void each_tag_is_of_a_list_that_is_kept() throws IOException {
        Set<String> known = new HashSet<>();
        for (String line : Files.readAllLines(RULES.resolve("tags.txt"))) {
            known.add(line.split(" ", 2)[0]);
        }
        List<String> wrong = new ArrayList<>();
        for (Document document : BundledRules.read()) {
            for (String tag : document.head().tags()) {
                if (!tag.startsWith("sallyport.") && !known.contains(tag)) {
                    wrong.add(document.head().reference() + " " + tag);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private long raised(RuleRef rule, String kind) throws IOException {
        Detector detector = rules.fresh(TENANT);
        List<Match> matches = new ArrayList<>();
        long last = 0;
        for (String line :
                Files.readAllLines(RULES.resolve("examples/" + names.get(rule.id()) + "." + kind + ".jsonl"))) {
            Seen seen = seen((JsonObject) StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)));
            last = seen.timeMillis();
            matches.addAll(detector.take(seen));
        }
        matches.addAll(detector.advance(last + 30L * 86_400_000));
        return matches.stream()
                .filter(match -> match.rule().id().equals(rule.id()))
                .count();
    }

    private static Seen seen(JsonObject row) {
        Map<String, List<String>> fields = new HashMap<>();
        row.members().forEach((name, value) -> {
            if (!Set.of("sequence", "time", "category", "event").contains(name)) {
                fields.put(name, texts(value));
            }
        });
        return new Seen(
                TENANT,
                number(row, "sequence"),
                0,
                number(row, "time"),
                Category.valueOf(texts(Objects.requireNonNull(row.get("category")))
                        .getFirst()
                        .toUpperCase(Locale.ROOT)),
                texts(Objects.requireNonNull(row.get("event"))).getFirst(),
                "",
                fields);
    }

    private static long number(JsonObject row, String name) {
        return row.get(name) instanceof JsonNumber number ? (long) number.value() : 0;
    }

    private static List<String> texts(Json value) {
        return value instanceof JsonArray list
                ? list.items().stream().flatMap(item -> texts(item).stream()).toList()
                : List.of(value instanceof JsonString text ? text.value() : String.valueOf(value));
    }
}
