package dev.sallyport.server.config;

import dev.sallyport.soc.notice.Severity;
import dev.sallyport.soc.route.Routes;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The section {@code alerts}. */
final class AlertOptions {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private AlertOptions() {}

    /** @param path makes a path of the file's text */
    static AlertPlan read(Section s, Function<String, Path> path) {
        Map<String, Destination> destinations = new LinkedHashMap<>();
        s.sections("destinations").forEach((name, one) -> {
            if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
                throw s.fault("destinations", "are named with up to 40 lower-case letters, digits and dashes");
            }
            destinations.put(name, DestinationOptions.read(name, one, path));
        });
        Routes routes = routes(s, destinations.keySet());
        Section links = s.section("links");
        return new AlertPlan(s.uri("page"), destinations, routes, template(links, "metrics"), template(links, "logs"));
    }

    private static Optional<String> template(Section links, String key) {
        Optional<String> text = links.text(key);
        if (text.isPresent()) {
            try {
                URI uri = AlertPlan.link(text, "inc_1").orElseThrow();
                if (uri.getHost() == null
                        || !text.get().matches("https?://.*")
                        || text.get().length() > 400) {
                    throw new IllegalArgumentException("no address");
                }
            } catch (IllegalArgumentException e) {
                throw links.fault(key, "takes an address with `{incident}` where the incident's id goes");
            }
        }
        return text;
    }

    private static Routes routes(Section parent, Set<String> known) {
        Section s = parent.section("routes");
        Map<Severity, List<String>> bySeverity = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            bySeverity.put(severity, named(s, severity.word(), known));
        }
        Routes routes = new Routes(
                bySeverity,
                named(s, "escalation", known),
                s.millis("escalate_after", MINUTE, DAY, Routes.ESCALATE_MILLIS),
                named(s, "tickets", known),
                named(s, "everything", known),
                s.millis("cool_down", 0, DAY, Routes.COOL_DOWN_MILLIS),
                s.number("per_hour", 1, 100_000, Routes.PER_HOUR));
        Set<String> unused = new LinkedHashSet<>(known);
        bySeverity.values().forEach(unused::removeAll);
        List.of(routes.escalation(), routes.tickets(), routes.everything()).forEach(unused::removeAll);
        if (!unused.isEmpty()) {
            throw parent.fault("destinations", "holds `" + unused.iterator().next() + "`, to which no route leads");
        }
        return routes;
    }

    private static List<String> named(Section s, String key, Set<String> known) {
        List<String> names = s.texts(key);
        for (String name : names) {
            if (!known.contains(name)) {
                throw s.fault(key, "names `" + name + "`, which is no destination");
            }
        }
        return names;
    }
}
