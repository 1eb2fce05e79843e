package dev.sallyport.govern.pilot;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The last seven days of a pilot, for one customer or for all: catches, false positives, misses, latency, novel patterns, what is late and
 * what was agreed.
 *
 * @param title what it is a report of
 * @param lines by shield, for people
 * @param misses ids and classes
 * @param novel surfaces that came up in that time
 * @param alerts what is late
 * @param open what was agreed and is not done
 */
public record WeeklyReport(
        String title,
        List<Line> lines,
        List<String> misses,
        List<String> novel,
        List<String> alerts,
        List<Fact.Agreed> open) {

    /** One shield's week. */
    public record Line(String shield, ShieldWeek sum) {
        private JsonObject json() {
            return JsonObject.builder()
                    .put("shield", shield)
                    .put("block", sum.block())
                    .put("warn", sum.warn())
                    .put("allow", sum.allow())
                    .put("catches", sum.catches())
                    .put("flagged", sum.flagged())
                    .put("auto", sum.auto())
                    .put("p99_us", sum.p99())
                    .build();
        }

        private String text() {
            return String.format(
                    Locale.ROOT,
                    "%s: %d events, %d catches, %d false (%d flagged), p99 %d us",
                    shield,
                    sum.events(),
                    sum.catches(),
                    sum.falsePositives(),
                    sum.flagged(),
                    sum.p99());
        }
    }

    /** Of all customers. */
    public static WeeklyReport of(Pilot pilot, Instant at) {
        return of(pilot, at, "");
    }

    /** Of one customer; of all if it is empty. */
    public static WeeklyReport of(Pilot pilot, Instant at, String customer) {
        Window window = Window.last(7, at);
        Rates rates =
                new Rates(pilot, window, who -> customer.isEmpty() || who.id().equals(customer));
        List<Line> lines = new ArrayList<>();
        for (Target target : Target.ALL) {
            ShieldWeek sum = rates.sum(target.shield());
            if (sum.events() > 0) {
                lines.add(new Line(target.shield(), sum));
            }
        }
        return new WeeklyReport(
                "week " + pilot.week(at) + ", phase " + pilot.phase() + ", " + window.text()
                        + (customer.isEmpty() ? "" : ", " + customer),
                lines,
                misses(pilot, window, customer),
                Novel.all(pilot).stream()
                        .filter(novel -> window.holds(novel.first()))
                        .map(novel -> novel.surface() + " (" + novel.how() + ", " + novel.customers() + " customers)")
                        .toList(),
                Alerts.of(pilot, at),
                open(pilot, customer));
    }

    private static List<String> misses(Pilot pilot, Window window, String customer) {
        return pilot.all(Fact.Missed.class).stream()
                .filter(missed -> window.holds(missed.at()))
                .map(Dated::fact)
                .filter(missed -> customer.isEmpty() || missed.customer().equals(customer))
                .map(missed -> missed.id() + ": " + missed.shield() + "/" + missed.attack())
                .toList();
    }

    private static List<Fact.Agreed> open(Pilot pilot, String customer) {
        List<String> done = pilot.all(Fact.Settled.class).stream()
                .map(settled -> settled.fact().id())
                .toList();
        return pilot.all(Fact.Agreed.class).stream()
                .map(Dated::fact)
                .filter(agreed -> !done.contains(agreed.id()))
                .filter(agreed -> customer.isEmpty() || agreed.customer().equals(customer))
                .toList();
    }

    /** For programs. */
    public JsonObject json() {
        List<Json> shields = lines.stream().<Json>map(Line::json).toList();
        List<Json> agreed = open.stream().<Json>map(FactJson::of).toList();
        return JsonObject.builder()
                .put("report", title)
                .put("shields", new JsonArray(shields))
                .put("misses", words(misses))
                .put("novel", words(novel))
                .put("alerts", words(alerts))
                .put("open", new JsonArray(agreed))
                .build();
    }

    private static JsonArray words(List<String> words) {
        List<Json> items = words.stream().<Json>map(JsonString::new).toList();
        return new JsonArray(items);
    }

    /** For people. */
    public String text() {
        List<String> out = new ArrayList<>(List.of(title));
        lines.forEach(line -> out.add("  " + line.text()));
        misses.forEach(miss -> out.add("  missed " + miss));
        novel.forEach(surface -> out.add("  novel " + surface));
        alerts.forEach(alert -> out.add("  LATE " + alert));
        open.forEach(
                each -> out.add("  open " + each.id() + ": " + each.what() + ", " + each.owner() + ", " + each.due()));
        return String.join("\n", out);
    }

    /** The sheet for a check-in of thirty minutes, Markdown, filled with what is known. */
    public String sheet() {
        StringBuilder out = new StringBuilder("# Check-in: " + title + "\n");
        question(
                out,
                "1. What did the shields catch?",
                lines.stream().map(Line::text).toList());
        question(
                out,
                "2. False positives: triage, and a threshold if one is agreed",
                lines.stream()
                        .filter(line -> line.sum().falsePositives() > 0)
                        .map(line -> line.shield() + ": " + line.sum().falsePositives())
                        .toList());
        question(out, "3. Misses: each is taken in", misses);
        question(
                out,
                "4. Latency: complaints beside the p99",
                lines.stream()
                        .map(line -> line.shield() + ": p99 " + line.sum().p99() + " us")
                        .toList());
        question(out, "5. One open question for us", List.of());
        out.append("\n## 6. What was agreed\n\n| id | what | owner | due |\n|---|---|---|---|\n");
        open.forEach(each -> out.append(
                "| " + each.id() + " | " + each.what() + " | " + each.owner() + " | " + each.due() + " |\n"));
        return out.append("\nThe written follow-up is due within 24 hours.\n").toString();
    }

    private static void question(StringBuilder out, String title, List<String> lines) {
        out.append("\n## ").append(title).append("\n\n");
        if (lines.isEmpty()) {
            out.append("- \n");
        }
        lines.forEach(line -> out.append("- ").append(line).append('\n'));
    }
}
