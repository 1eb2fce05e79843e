package dev.sallyport.soc.story;

import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.event.Seen;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Step;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An incident with its evidence told.
 *
 * @param steps what playbooks did or would do about it
 * @param groups what happened, equal events folded; follows from the receipts
 * @param reach how far it goes; follows from the receipts
 * @param graph how content led from call to call; what the gateway knows of it
 * @param destinations where connections of its calls went, as the gateway knows while facts are kept
 */
public record Story(
        Incident incident,
        List<Step> steps,
        List<EventGroup> groups,
        Reach reach,
        Graph graph,
        SortedSet<String> destinations) {
    public Story {
        steps = List.copyOf(steps);
        groups = List.copyOf(groups);
        destinations = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(destinations));
    }

    /** The story that those receipts tell. */
    public static Story of(
            Incident incident,
            List<Step> steps,
            Collection<SealedReceipt> receipts,
            Graph graph,
            SortedSet<String> destinations) {
        List<Seen> events = Witnessed.of(receipts);
        return new Story(incident, steps, EventGroup.of(events), Reach.of(events), graph, destinations);
    }
}
