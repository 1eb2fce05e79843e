package dev.sallyport.sigma.engine;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.detect.Detector;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.FlatEvent;
import dev.sallyport.sigma.event.Source;
import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules and events from texts, and engines over them. */
final class Play {
    static final String TENANT = "t";
    static final String ACTION = "\nlogsource: {category: agent_action}";

    private Play() {}

    static RuleSet rules(String yaml) {
        List<Document> documents = RuleFile.read("rules.yml", yaml.getBytes(StandardCharsets.UTF_8), Placeholders.NONE);
        return RuleSet.of(documents);
    }

    static Engine engine(RuleSet rules, Options options) {
        return new Engine(rules, new Detector(rules.detections()).matcher(), options);
    }

    static Engine engine(String yaml) {
        return engine(rules(yaml), Options.of(TENANT));
    }

    static Event event(long sequence, long timeMillis, Map<String, Value> fields) {
        Source source = new Source("agent-gateway", Set.of("agent_action"), Set.of());
        return new FlatEvent(sequence, timeMillis, TENANT, source, fields);
    }

    /** An event with texts in pairs of name and value. */
    static Event event(long sequence, long timeMillis, String... pairs) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], new Value.Text(pairs[i + 1]));
        }
        return event(sequence, timeMillis, fields);
    }

    /** An event as the vectors write it, with seconds in {@code @timestamp} and maybe {@code seq}. */
    static Event event(int arrival, JsonObject json) {
        Map<String, Value> fields = new LinkedHashMap<>();
        json.members().forEach((name, value) -> fields.put(name, value(value)));
        double seconds = number(json, "@timestamp", 0);
        return event((long) number(json, "seq", arrival), Math.round(seconds * 1000), fields);
    }

    static double number(JsonObject json, String name, double otherwise) {
        return json.get(name) instanceof JsonNumber number ? number.value() : otherwise;
    }

    private static Value value(Json json) {
        return switch (json) {
            case JsonString string -> new Value.Text(string.value());
            case JsonNumber number -> Value.Number.of(BigDecimal.valueOf(number.value()));
            case JsonBoolean truth -> new Value.Bool(truth.value());
            case JsonNull none -> Value.NULL;
            case JsonArray array ->
                new Value.Many(array.items().stream().map(Play::value).toList());
            case JsonObject object -> {
                Map<String, Value> members = new LinkedHashMap<>();
                object.members().forEach((name, value) -> members.put(name, value(value)));
                yield new Value.Nested(members);
            }
        };
    }

    /** All alerts of events in the order of their arrival, worked out to the end. */
    static List<Alert> all(Engine engine, List<Event> arrivals) {
        List<Alert> alerts = new ArrayList<>();
        for (Event event : arrivals) {
            alerts.addAll(engine.accept(event, -1, 0));
        }
        alerts.addAll(engine.settle(0));
        return alerts;
    }

    /** What an alert says, in seconds where they are whole. */
    static String brief(Alert alert) {
        return alert.rule().title() + " " + alert.group().values() + " at " + alert.atMillis() / 1000 + " by "
                + alert.events()
                + (alert.late() ? " late" : "")
                + (alert.suppressed() > 0 ? " after " + alert.suppressed() : "");
    }
}
