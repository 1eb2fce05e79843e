package dev.sallyport.soc.book;

import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Step;
import java.util.List;
import java.util.Optional;

/**
 * What becomes durable together, or not at all.
 *
 * @param alerts new ones; one whose id is known is passed over
 * @param incidents next revisions; one that is not the next is refused, and with it the whole entry
 * @param steps as {@code incidents}
 * @param mark where detection stands now
 */
public record Entry(List<Alert> alerts, List<Incident> incidents, List<Step> steps, Optional<Mark> mark) {
    public Entry {
        alerts = List.copyOf(alerts);
        incidents = List.copyOf(incidents);
        steps = List.copyOf(steps);
    }

    /** Incidents and steps alone. */
    public static Entry of(List<Incident> incidents, List<Step> steps) {
        return new Entry(List.of(), incidents, steps, Optional.empty());
    }

    /** The mark alone. */
    public static Entry of(Mark mark) {
        return new Entry(List.of(), List.of(), List.of(), Optional.of(mark));
    }
}
