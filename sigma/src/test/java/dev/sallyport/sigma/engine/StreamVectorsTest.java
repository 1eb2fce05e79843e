package dev.sallyport.sigma.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.alert.Step;
import dev.sallyport.sigma.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each stream gives exactly the alerts that stand beside it. */
class StreamVectorsTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root", ".."));

    @Test
    void streamsOfTheCorpora_giveExactlyTheirAlerts_heldBackOrNot() throws IOException {
        String named = System.getenv("SALLYPORT_CORPORA");
        Path corpora = named == null || named.isEmpty() ? ROOT.resolve("../shared/corpora") : Path.of(named);
        Path folder = corpora.normalize().resolve("sigma/authored/correlation");
        if (!Files.isDirectory(folder)) {
            System.out.println("skipped: no corpora");
        }
        assumeTrue(Files.isDirectory(folder), "skipped: no corpora");
        int streams = 0;
        for (Path rules : files(folder)) {
            check(rules, 0);
            check(rules, 60_000);
            streams++;
        }
        System.out.println(streams + " streams of the corpora agree, each with a lateness of 0 s and of 60 s");
        assertTrue(streams >= 13);
    }

    @Test
    void streamsOfTheSpecification_giveExactlyTheirAlerts() throws IOException {
        int streams = 0;
        for (String folder : List.of("correlation", "flow")) {
            for (Path rules : files(ROOT.resolve("spec/detection-rule").resolve(folder))) {
                JsonObject vector = vector(rules);
                if (vector.get("expected_alerts") != null) {
                    check(rules, (long) (Play.number(vector, "lateness", 0) * 1000));
                    streams++;
                }
            }
        }
        System.out.println(streams + " streams of the specification agree");
        assertTrue(streams >= 40, "only " + streams);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(".yml")).sorted().toList();
        }
    }

    private static JsonObject vector(Path rules) throws IOException {
        Path json = Path.of(rules.toString().replaceAll("\\.yml$", ".json"));
        return (JsonObject) StrictJson.parse(Files.readAllBytes(json));
    }

    private static void check(Path file, long lateness) throws IOException {
        JsonObject vector = vector(file);
        RuleSet rules = Play.rules(Files.readString(file));
        Engine engine = Play.engine(rules, options(vector).withLateness(lateness));
        Map<Long, Integer> arrivals = new LinkedHashMap<>();
        List<String> found = new ArrayList<>();
        boolean absence = file.getFileName().toString().startsWith("absence");
        List<Json> events = ((JsonArray) Objects.requireNonNull(vector.get("events_in_arrival_order"))).items();
        for (int i = 0; i < events.size(); i++) {
            JsonObject json = (JsonObject) events.get(i);
            Event event = Play.event(i, json);
            arrivals.put(event.sequence(), i);
            long received =
                    json.get("received") instanceof JsonNumber seconds ? Math.round(seconds.value() * 1000) : -1;
            for (Alert alert : engine.accept(event, received, 0)) {
                found.add(told(alert, arrivals));
                boolean early = alert.atMillis() > engine.gauges().watermark().orElseThrow();
                assertFalse(absence && early, "told before the watermark was there: " + file.getFileName());
            }
        }
        engine.settle(0).forEach(alert -> found.add(told(alert, arrivals)));
        List<String> expected = new ArrayList<>();
        ((JsonArray) Objects.requireNonNull(vector.get("expected_alerts")))
                .items()
                .forEach(item -> expected.add(expected((JsonObject) item)));
        List<String> asTold = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            asTold.add(i < expected.size() ? reduced(found.get(i), expected.get(i)) : found.get(i));
        }
        assertEquals(expected, asTold, file.getFileName() + " with a lateness of " + lateness);
    }

    private static Options options(JsonObject vector) {
        Options options = Options.of(Play.TENANT);
        if (vector.get("canary") instanceof JsonObject canary) {
            Map<String, Integer> percentages = new LinkedHashMap<>();
            canary.members().forEach((rule, percent) -> percentages.put(rule, (int) ((JsonNumber) percent).value()));
            options = options.withCanary(percentages);
        }
        return options;
    }

    /** One line of {@code name=value} in a fixed order. */
    private static String told(Alert alert, Map<Long, Integer> arrivals) {
        List<Integer> events = Arrays.stream(alert.events().named())
                .mapToObj(sequence -> arrivals.getOrDefault(sequence, -1))
                .toList();
        return "at=" + alert.atMillis() / 1000.0 + " group="
                + List.copyOf(alert.group().values()) + " events=" + events
                + " title=" + alert.rule().title() + " late=" + alert.late() + " suppressed=" + alert.suppressed()
                + " stage="
                + alert.stage().word() + " path="
                + alert.path().stream().map(Step::action).toList() + " basis=" + alert.basis()
                + " ";
    }

    private static String expected(JsonObject json) {
        StringBuilder line = new StringBuilder(
                "at=" + Play.number(json, "at", -1) + " group=" + words(Objects.requireNonNull(json.get("group"))));
        line.append(" events=")
                .append(words(Objects.requireNonNull(json.get("events"))))
                .append(' ');
        for (String name : List.of("title", "late", "suppressed", "stage", "path", "basis")) {
            Json value = json.get(name);
            if (value != null) {
                line.append(name)
                        .append('=')
                        .append(value instanceof JsonArray ? words(value) : word(value))
                        .append(' ');
            }
        }
        return line.toString();
    }

    /** What was found, without the parts that the vector says nothing of. */
    private static String reduced(String found, String expected) {
        String reduced = found;
        for (String name : List.of("title", "late", "suppressed", "stage", "path", "basis")) {
            if (!expected.contains(" " + name + "=")) {
                reduced = reduced.replaceFirst(" " + name + "=(\\[[^\\]]*\\]|[^=]*?)(?= [a-z]+=| $)", "");
            }
        }
        return reduced;
    }

    private static List<String> words(Json array) {
        return array instanceof JsonArray items
                ? items.items().stream().map(StreamVectorsTest::word).toList()
                : List.of();
    }

    private static String word(Json value) {
        return switch (value) {
            case JsonString string -> string.value();
            case JsonNumber number -> String.valueOf((long) number.value());
            case JsonBoolean truth -> String.valueOf(truth.value());
            default -> throw new IllegalStateException("a vector holds no such value");
        };
    }
}
