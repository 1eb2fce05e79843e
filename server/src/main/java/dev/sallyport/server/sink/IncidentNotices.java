package dev.sallyport.server.sink;

import dev.sallyport.server.config.AlertPlan;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.incident.Chapter;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.Status;
import dev.sallyport.soc.notice.Bounded;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.RuleName;
import dev.sallyport.soc.notice.Severity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the notice of an incident as it stands. Thread-safe. */
public final class IncidentNotices {
    private static final String NOBODY = "unowned";

    private final AlertPlan plan;
    private final Optional<URI> console;
    private final Function<Incident, Optional<String>> team;

    /**
     * Notices that lead there.
     *
     * @param console how people's browsers reach the gateway, if they can
     * @param team who owns the agents of an incident, if that is known
     */
    public IncidentNotices(AlertPlan plan, Optional<URI> console, Function<Incident, Optional<String>> team) {
        this.plan = plan;
        this.console = console;
        this.team = team;
    }

    /** The notice. */
    public Notice of(Incident incident) {
        Chapter first = incident.chapters().getFirst();
        RuleRef rule = first.rule();
        String agent = incident.radius().agents().isEmpty()
                ? ""
                : incident.radius().agents().first();
        return new Notice(
                incident.tenant(),
                incident.id(),
                incident.revision(),
                kind(incident),
                incident.handling().status() == Status.ASSIGNED,
                severity(incident),
                new Notice.About(
                        Bounded.line(rule.title(), 200),
                        Bounded.line(incident.sentence(), 600),
                        new RuleName(
                                Bounded.line(rule.id(), 100),
                                rule.author().isEmpty() ? "unknown" : Bounded.line(rule.author(), 200),
                                "",
                                Bounded.line(rule.digest(), 80)),
                        Bounded.line(agent, 120),
                        Bounded.line(
                                team.apply(incident)
                                        .filter(name -> !name.isBlank())
                                        .orElse(NOBODY),
                                80)),
                counts(incident),
                new Notice.Times(
                        incident.times().first(),
                        incident.times().opened(),
                        incident.times().updated(),
                        0),
                links(incident),
                receipts(incident));
    }

    private static Kind kind(Incident incident) {
        if (!incident.handling().status().isOpen()) {
            return Kind.CLOSED;
        }
        return incident.revision() == 1 ? Kind.OPENED : Kind.UPDATED;
    }

    private static Severity severity(Incident incident) {
        return switch (incident.severity()) {
            case CRITICAL -> Severity.CRITICAL;
            case HIGH -> Severity.HIGH;
            case MEDIUM -> Severity.MEDIUM;
            case LOW -> Severity.LOW;
            case INFORMATIONAL -> Severity.INFO;
        };
    }

    private static Notice.Counts counts(Incident incident) {
        int receipts =
                incident.chapters().stream().mapToInt(c -> c.receipts().size()).sum();
        return new Notice.Counts(incident.alerts(), receipts, receipts, 0);
    }

    private static List<String> receipts(Incident incident) {
        List<String> out = new ArrayList<>();
        incident.chapters().forEach(chapter -> out.addAll(chapter.receipts()));
        return out.stream().distinct().limit(Notice.MOST_RECEIPTS).toList();
    }

    private Notice.Links links(Incident incident) {
        return new Notice.Links(
                console, // incidents have no page of their own there yet
                AlertPlan.link(plan.metrics(), incident.id()),
                AlertPlan.link(plan.logs(), incident.id()),
                Optional.empty());
    }
}
