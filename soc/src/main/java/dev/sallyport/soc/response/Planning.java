package dev.sallyport.soc.response;

import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.incident.Incident;
import java.util.List;

/** What is to be done about an alert. Deterministic. */
@FunctionalInterface
public interface Planning {
    /** The first revisions of the steps, written down with the alert. */
    List<Step> of(Alert alert, Incident incident);

    /** Nothing is ever done. */
    Planning NONE = (alert, incident) -> List.of();
}
