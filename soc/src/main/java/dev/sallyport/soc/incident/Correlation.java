package dev.sallyport.soc.incident;

import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which story an alert belongs to. Deterministic, by three questions in this order: is there an open story of the same session; one of the
 * same agent that changed within {@value #AGENT_MINUTES} minutes; for an alert about neither, one of the same server or else the same
 * family of rules within that time, about no session and no agent either. Of several the one that changed last; of those the lowest id.
 */
public final class Correlation {
    /** How long a story waits for its agent's next alert. */
    public static final int AGENT_MINUTES = 30;

    private static final long WAIT_MILLIS = AGENT_MINUTES * 60_000L;
    private static final Comparator<Incident> NEWEST = Comparator.comparingLong(
                    (Incident i) -> i.times().updated())
            .reversed()
            .thenComparing(Incident::id);

    private Correlation() {}

    /** The story among these that the alert goes on telling; empty if it begins one. */
    public static Optional<Incident> of(Alert alert, Collection<Incident> known) {
        About about = alert.about();
        Optional<Incident> same = about.session()
                .flatMap(session -> known.stream()
                        .filter(i -> isOpen(i, alert) && i.radius().sessions().contains(session))
                        .min(NEWEST));
        if (same.isPresent()) {
            return same;
        }
        if (about.agent().isPresent()) {
            return known.stream()
                    .filter(i -> isOpen(i, alert) && isRecent(i, alert))
                    .filter(i -> i.radius().agents().contains(about.agent().get()))
                    .min(NEWEST);
        }
        return about.session().isPresent() ? Optional.empty() : nobodys(alert, known);
    }

    private static Optional<Incident> nobodys(Alert alert, Collection<Incident> known) {
        Optional<String> server = alert.about().server();
        return known.stream()
                .filter(i -> isOpen(i, alert) && isRecent(i, alert))
                .filter(i ->
                        i.radius().agents().isEmpty() && i.radius().sessions().isEmpty())
                .filter(i -> server.isPresent()
                        ? i.radius().servers().contains(server.get())
                        : i.radius().servers().isEmpty()
                                && i.chapters().stream()
                                        .anyMatch(c -> c.rule()
                                                .family()
                                                .equals(alert.rule().family())))
                .min(NEWEST);
    }

    private static boolean isOpen(Incident incident, Alert alert) {
        return incident.handling().status().isOpen() && incident.tenant().equals(alert.tenant());
    }

    private static boolean isRecent(Incident incident, Alert alert) {
        return alert.detectedMillis() - incident.times().updated() <= WAIT_MILLIS;
    }
}
