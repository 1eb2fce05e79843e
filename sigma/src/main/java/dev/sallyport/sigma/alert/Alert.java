package dev.sallyport.sigma.alert;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.rule.Level;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A rule holds. Immutable.
 *
 * @param tenant whose events
 * @param rule what the rule says of itself: id, digest, title, level, tags, and its author, who is named wherever the alert is shown
 *     (Detection Rule License)
 * @param stage what it may lead to
 * @param group names and values that the events share, in the rule's order; empty if it does not group
 * @param atMillis the event time at which it holds: of the last event of a sliding window, or the first moment at which a
 *     window that is decided when it is over was known to be so
 * @param firstMillis event time of the first contributing event
 * @param lastMillis event time of the last contributing event
 * @param received when the event was received that made it hold, in milliseconds; empty where the watermark did
 * @param evaluatedMillis as handed to the engine
 * @param events the contributing events
 * @param late whether an event that came after the watermark made it hold
 * @param suppressed how many matches of this rule and group were kept back since the last alert
 * @param path the way from source to sink, empty for other rules
 * @param basis by what the weakest edge of the way is known, empty for other rules
 */
public record Alert(
        String tenant,
        Head rule,
        Stage stage,
        Map<String, String> group,
        long atMillis,
        long firstMillis,
        long lastMillis,
        OptionalLong received,
        long evaluatedMillis,
        Sequences events,
        boolean late,
        long suppressed,
        List<Step> path,
        String basis) {
    /** How rules are evaluated; another number may give other alerts. */
    public static final String ENGINE = "sallyport-sigma/1";

    public Alert {
        group = Collections.unmodifiableMap(new LinkedHashMap<>(group));
        path = List.copyOf(path);
    }

    /** The bytes that are the same whenever the same events are replayed under the same rules: {@code sallyport-jcs-2}. */
    public byte[] canonical() {
        return CanonicalForm.of(json(), Scheme.SALLYPORT_JCS_2);
    }

    /** As {@code spec/detection-rule/alert.schema.json} says. */
    public JsonObject json() {
        JsonObject.Builder out = JsonObject.builder()
                .put("format", "sallyport-alert-1")
                .put("engine", ENGINE)
                .put("tenant", tenant)
                .put("rule", ruleJson())
                .put("stage", stage.word())
                .put("group", groupJson())
                .put("at", atMillis)
                .put("first", firstMillis)
                .put("last", lastMillis)
                .put("evaluated", evaluatedMillis)
                .put("events", numbers(events.named()))
                .put("event_count", events.count())
                .put("late", late)
                .put("suppressed", suppressed);
        received.ifPresent(time -> out.put("received", time));
        if (!path.isEmpty()) {
            out.put(
                    "path",
                    new JsonArray(path.stream().<Json>map(Alert::stepJson).toList()));
            out.put("edge_basis", basis);
        }
        return out.build();
    }

    private JsonObject ruleJson() {
        JsonObject.Builder out = JsonObject.builder()
                .put("reference", rule.reference())
                .put("digest", rule.digest())
                .put("title", rule.title())
                .put("author", rule.author())
                .put("level", rule.level().map(Alert::word).orElse("unspecified"))
                .put(
                        "tags",
                        new JsonArray(
                                rule.tags().stream().<Json>map(JsonString::new).toList()));
        rule.id().ifPresent(id -> out.put("id", id));
        rule.name().ifPresent(name -> out.put("name", name));
        return out.build();
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private JsonObject groupJson() {
        JsonObject.Builder out = JsonObject.builder();
        group.forEach(out::put);
        return out.build();
    }

    private static JsonObject stepJson(Step step) {
        JsonObject.Builder out = JsonObject.builder().put("sequence", step.sequence());
        if (!step.action().isEmpty()) {
            out.put("action", step.action());
        }
        if (!step.agent().isEmpty()) {
            out.put("agent", step.agent());
        }
        if (!step.edge().isEmpty()) {
            out.put("edge", step.edge()).put("basis", step.basis());
        }
        return out.build();
    }

    private static JsonArray numbers(long[] values) {
        return new JsonArray(
                Arrays.stream(values).<Json>mapToObj(JsonNumber::of).toList());
    }
}
