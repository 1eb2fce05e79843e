package dev.sallyport.govern.tuning;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.govern.baseline.Baseline;
import dev.sallyport.govern.baseline.Regression;
import dev.sallyport.govern.baseline.Thresholds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A change of one shield's thresholds, prepared for people to look at.
 *
 * @param week of the pilot
 * @param delta what is added to each threshold; below 0 notices more
 * @param why in one sentence
 * @param rows the telemetry that motivates it, one row a line
 * @param thresholds as they would be
 * @param fresh what the workloads give with them
 * @param regressions where that is worse than the signed baseline
 * @param held those that nobody investigated; while there are any, the change waits
 */
public record Proposal(
        String shield,
        int week,
        double delta,
        String why,
        List<JsonObject> rows,
        Thresholds thresholds,
        Baseline fresh,
        List<Regression> regressions,
        List<String> held) {
    /** {@code tune: <shield>-<week>-<delta>}. */
    public String title() {
        return title(shield, week, delta);
    }

    static String title(String shield, int week, double delta) {
        return String.format(Locale.ROOT, "tune: %s-%d-%+.2f", shield, week, delta);
    }

    /** Whether it may go on. */
    public boolean ready() {
        return held.isEmpty();
    }

    /** For programs. */
    public JsonObject json() {
        List<Json> all = List.copyOf(rows);
        return JsonObject.builder()
                .put("title", title())
                .put("shield", shield)
                .put("week", week)
                .put("delta", JsonNumber.of(Math.rint(delta * 100) / 100))
                .put("why", why)
                .put("status", ready() ? "ready" : "held")
                .put("held_by", words(held))
                .put(
                        "regressions",
                        words(regressions.stream().map(Regression::text).toList()))
                .put("thresholds", thresholds.json())
                .put("baseline", fresh.digest())
                .put("telemetry", new JsonArray(all))
                .build();
    }

    private static JsonArray words(List<String> words) {
        List<Json> items = words.stream().<Json>map(JsonString::new).toList();
        return new JsonArray(items);
    }

    /** What came of asking for one: a proposal, or why there is none. */
    public record Answer(Optional<Proposal> proposal, String why) {}
}
