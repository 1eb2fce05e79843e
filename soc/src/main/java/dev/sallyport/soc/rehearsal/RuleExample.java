package dev.sallyport.soc.rehearsal;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.detect.Detector;
import dev.sallyport.soc.detect.Match;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.event.Category;
import dev.sallyport.soc.event.Seen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule's own test found: events that its author wrote down, of which the bad ones raise the rule and the good ones do not.
 *
 * @param bad whether the rule is to match
 * @param events how many were played
 * @param matches how often it did
 * @param fault why it could not be played; empty if it was
 */
public record RuleExample(boolean bad, int events, long matches, String fault) {
    private static final Set<String> OWN = Set.of("sequence", "time", "category", "event");
    private static final long AFTERWARDS_MILLIS = 30L * 86_400_000;
    private static final int MOST_EVENTS = 5_000;

    /** Whether it found what its author expects. */
    public boolean passed() {
        return fault.isEmpty() && bad == (matches > 0);
    }

    /** {@code bad} or {@code good}. */
    public String wire() {
        return bad ? "bad" : "good";
    }

    /** One that could not be read, for that reason. */
    public static RuleExample broken(boolean bad, String why) {
        return new RuleExample(bad, 0, 0, why);
    }

    /** Plays events, one JSON object a line, to all rules and counts what that one finds; absence is decided at the end. */
    public static RuleExample play(SigmaRules rules, String rule, boolean bad, String lines) {
        try {
            return played(rules, rule, bad, lines);
        } catch (IllegalArgumentException e) {
            return broken(bad, String.valueOf(e.getMessage()));
        }
    }

    private static RuleExample played(SigmaRules rules, String rule, boolean bad, String lines) {
        TenantId tenant = new TenantId("example");
        Detector detector = rules.with(
                        (of, whole, agent) -> Optional.of(whole.rule().stage()))
                .fresh(tenant);
        List<Match> matches = new ArrayList<>();
        List<String> all = lines.lines().filter(line -> !line.isBlank()).toList();
        if (all.size() > MOST_EVENTS) {
            throw new IllegalArgumentException("an example has " + all.size() + " events; it takes " + MOST_EVENTS);
        }
        long last = 0;
        for (int i = 0; i < all.size(); i++) {
            Seen seen = seen(tenant, all.get(i), i + 1);
            last = seen.timeMillis();
            matches.addAll(detector.take(seen));
        }
        matches.addAll(detector.advance(last + AFTERWARDS_MILLIS));
        long found =
                matches.stream().filter(match -> match.rule().id().equals(rule)).count();
        return new RuleExample(bad, all.size(), found, "");
    }

    private static Seen seen(TenantId tenant, String line, int number) {
        try {
            if (!(StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject row)) {
                throw new IllegalArgumentException("an event is a JSON object");
            }
            Map<String, List<String>> fields = new HashMap<>();
            row.members().forEach((name, value) -> {
                if (!OWN.contains(name)) {
                    fields.put(name, texts(value));
                }
            });
            return new Seen(
                    tenant,
                    number(row, "sequence"),
                    0,
                    number(row, "time"),
                    category(row),
                    text(row, "event"),
                    "",
                    fields);
        } catch (MalformedJson | IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + " is no event: " + e.getMessage(), e);
        }
    }

    private static Category category(JsonObject row) {
        String word = text(row, "category").toUpperCase(Locale.ROOT);
        return Arrays.stream(Category.values())
                .filter(category -> category.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`category` takes a category of events"));
    }

    private static String text(JsonObject row, String name) {
        return row.get(name) instanceof JsonString text ? text.value() : "";
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
