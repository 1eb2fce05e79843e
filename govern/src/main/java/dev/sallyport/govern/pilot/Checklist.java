package dev.sallyport.govern.pilot;

import dev.sallyport.govern.pilot.Outcome.Fail;
import dev.sallyport.govern.pilot.Outcome.Inconclusive;
import dev.sallyport.govern.pilot.Outcome.Judged;
import dev.sallyport.govern.pilot.Outcome.Pass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must stand before a launch, each with its evidence, and the review thirty days after it. */
public final class Checklist {
    /** The items that people give evidence for: a digest of a file, or an address. */
    public static final Map<String, String> ITEMS = items();

    private static final String REVIEW = "review";

    private Checklist() {}

    private static Map<String, String> items() {
        Map<String, String> items = new LinkedHashMap<>();
        items.put("runbooks", "a runbook for each shield: deploy, configure, debug, rollback, escalate");
        items.put("pricing", "a pricing page of three tiers, reviewed by three design partners");
        items.put("support", "support tiers are defined");
        items.put("sla", "the SLA is published");
        items.put("privacy", "the privacy policy and the data processing agreement are published");
        items.put("baseline", "the signed regression baseline stands at a stable address");
        items.put("status-page", "a status page watches the telemetry endpoint and the distribution of versions");
        items.put("launch-post", "the launch post names only customers who consented");
        items.put(REVIEW, "the review " + Alerts.REVIEW_DAYS + " days after the launch");
        return items;
    }

    /** Every item, and the exit criteria before them. */
    public static List<Judged> of(Pilot pilot, Instant at) {
        List<Judged> judged = new ArrayList<>();
        judged.add(criteria(pilot));
        for (Map.Entry<String, String> item : ITEMS.entrySet()) {
            judged.add(new Judged(
                    item.getKey(),
                    item.getValue(),
                    item.getKey().equals(REVIEW) ? review(pilot, at) : evidence(pilot, item.getKey())));
        }
        return judged;
    }

    private static Judged criteria(Pilot pilot) {
        String question = "the six exit criteria passed";
        return new Judged(
                "criteria",
                question,
                pilot.phase() == Phase.GENERAL
                        ? new Pass(List.of("passed " + Window.day(pilot.phaseSince())))
                        : new Inconclusive(List.of("phase " + pilot.phase()), "a review that passes: pilot review"));
    }

    private static Outcome evidence(Pilot pilot, String item) {
        List<String> given = pilot.all(Fact.Evidenced.class).stream()
                .filter(each -> each.fact().item().equals(item))
                .map(each -> each.fact().evidence() + ", by " + each.fact().by() + ", " + Window.day(each.at()))
                .toList();
        return given.isEmpty() ? new Inconclusive(List.of(), "evidence: pilot record") : new Pass(given);
    }

    /** Scheduled by the launch itself; failed if it was not held in time. */
    private static Outcome review(Pilot pilot, Instant at) {
        List<Dated<Fact.Launched>> launched = pilot.all(Fact.Launched.class);
        if (launched.isEmpty()) {
            return new Pass(List.of("due " + Alerts.REVIEW_DAYS + " days after the launch, which is not yet"));
        }
        Instant due = launched.getFirst().at().plus(Duration.ofDays(Alerts.REVIEW_DAYS));
        if (evidence(pilot, REVIEW) instanceof Pass held) {
            return held;
        }
        List<String> when = List.of("due " + Window.day(due));
        return at.isAfter(due) ? new Fail(when, "the review: it is overdue") : new Pass(when);
    }
}
