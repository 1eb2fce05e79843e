package dev.sallyport.server.pilot;

import dev.sallyport.govern.pilot.Alerts;
import dev.sallyport.govern.pilot.Checklist;
import dev.sallyport.govern.pilot.Criteria;
import dev.sallyport.govern.pilot.Gates;
import dev.sallyport.govern.pilot.Outcome;
import dev.sallyport.govern.pilot.Pilot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What facts change of where a pilot stands: the phase, who takes part, how each question is answered, what is late.
 *
 * @param what the question
 * @param before its answer so far; empty text if it was not asked
 * @param after its answer with the facts; empty text if it is asked no more
 */
public record PilotDifference(String what, String before, String after) {
    /** What differs between two images of a pilot, looked at at the same time. */
    public static List<PilotDifference> of(Pilot before, Pilot after, Instant at) {
        Map<String, String> was = said(before, at);
        Map<String, String> is = said(after, at);
        List<PilotDifference> found = new ArrayList<>();
        was.forEach((what, answer) -> {
            String now = is.getOrDefault(what, "");
            if (!now.equals(answer)) {
                found.add(new PilotDifference(what, answer, now));
            }
        });
        is.forEach((what, answer) -> {
            if (!was.containsKey(what)) {
                found.add(new PilotDifference(what, "", answer));
            }
        });
        return List.copyOf(found);
    }

    private static Map<String, String> said(Pilot pilot, Instant at) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("phase", pilot.phase().name());
        said.put("planned end", pilot.plannedEnd().toString());
        pilot.customers()
                .forEach((id, customer) -> said.put("customer " + id, customer.active() ? "takes part" : "left"));
        Criteria.of(pilot, at).forEach(judged -> put("criterion", judged, said));
        Gates.next(pilot, at).forEach(judged -> put("gate", judged, said));
        Checklist.of(pilot, at).forEach(judged -> put("checklist", judged, said));
        Alerts.of(pilot, at).forEach(late -> said.put("late: " + late, "yes"));
        return said;
    }

    private static void put(String kind, Outcome.Judged judged, Map<String, String> said) {
        String needed = judged.outcome().needed();
        said.put(kind + " " + judged.id(), judged.outcome().wire() + (needed.isEmpty() ? "" : ", needed: " + needed));
    }
}
