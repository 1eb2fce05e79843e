package dev.sallyport.server.config;

import dev.sallyport.soc.route.Routes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is told of faults and of incidents.
 *
 * @param page where faults of the history are posted, if anywhere
 * @param destinations by name
 * @param metrics what people are led to for measurements; {@code {incident}} stands for the incident's id
 * @param logs the same for logs
 */
public record AlertPlan(
        Optional<URI> page,
        Map<String, Destination> destinations,
        Routes routes,
        Optional<String> metrics,
        Optional<String> logs) {
    public AlertPlan {
        destinations = Map.copyOf(destinations);
    }

    /** Nobody is told of incidents. */
    static AlertPlan quiet(Optional<URI> page) {
        Routes nowhere = new Routes(
                Map.of(),
                List.of(),
                Routes.ESCALATE_MILLIS,
                List.of(),
                List.of(),
                Routes.COOL_DOWN_MILLIS,
                Routes.PER_HOUR);
        return new AlertPlan(page, Map.of(), nowhere, Optional.empty(), Optional.empty());
    }

    /** The link for an incident. */
    public static Optional<URI> link(Optional<String> template, String incident) {
        return template.map(text -> URI.create(text.replace("{incident}", incident)));
    }
}
