package dev.sallyport.soc.rehearsal;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.detect.Match;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.incident.Correlation;
import dev.sallyport.soc.incident.Incident;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what one rule finds. Confined to one thread. */
final class Tally {
    private static final int MOST_OPEN = 1_000;

    private final SigmaRules.Whole rule;
    private final SortedMap<String, Long> perDay = new TreeMap<>();
    private final Set<String> groups = new HashSet<>();
    private final SequencedMap<String, Incident> open = new LinkedHashMap<>();
    private long alerts;
    private long first;
    private long last;
    private long incidents;

    Tally(SigmaRules.Whole rule) {
        this.rule = rule;
    }

    void take(TenantId tenant, Alert alert, Optional<Event> event) {
        first = alerts == 0 ? alert.atMillis() : Math.min(first, alert.atMillis());
        last = Math.max(last, alert.atMillis());
        alerts++;
        String day = Instant.ofEpochMilli(alert.atMillis())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        perDay.merge(day, 1L, Long::sum);
        About about = about(alert.group(), event);
        if (groups.size() < Counted.MOST_GROUPS) {
            groups.add(
                    alert.group().isEmpty()
                            ? about.agent().orElse("")
                            : alert.group().toString());
        }
        story(tenant, alert, about);
    }

    private static About about(Map<String, String> group, Optional<Event> event) {
        return new About(
                part("agent.id", group, event),
                part("session.id", group, event),
                part("tool.name", group, event),
                part("person.id", group, event));
    }

    private static Optional<String> part(String field, Map<String, String> group, Optional<Event> event) {
        return Optional.ofNullable(group.get(field))
                .or(() -> event.flatMap(e -> e.field(field).text()));
    }

    private void story(TenantId tenant, Alert found, About about) {
        Match match = SigmaRules.match(found);
        dev.sallyport.soc.alert.Alert alert = new dev.sallyport.soc.alert.Alert(
                String.format(Locale.ROOT, "alr_%032x", alerts),
                tenant,
                match.rule(),
                match.places().getLast(),
                match.firstMillis(),
                match.lastMillis(),
                found.atMillis(),
                about,
                List.of(),
                Optional.empty(),
                match.late());
        Optional<Incident> known = Correlation.of(alert, open.values());
        Incident next = known.map(story -> story.and(alert)).orElseGet(() -> Incident.of(alert));
        incidents += known.isEmpty() ? 1 : 0;
        open.remove(next.id());
        open.put(next.id(), next);
        if (open.size() > MOST_OPEN) {
            open.pollFirstEntry();
        }
    }

    Counted counted() {
        return new Counted(rule, alerts, perDay, groups.size(), first, last, incidents);
    }
}
