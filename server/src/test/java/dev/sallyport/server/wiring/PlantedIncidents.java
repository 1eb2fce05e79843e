package dev.sallyport.server.wiring;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Entry;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.detect.Stage;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.Verdict;
import dev.sallyport.soc.narrative.Narrative;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Step;
import dev.sallyport.testkit.ManualClock;
import java.util.List;
import java.util.Optional;

/** Two incidents {@code inc_1} and {@code inc_2}, each with a step {@code stp_1}, {@code stp_2} that waits for two people. */
final class PlantedIncidents {
    private static final long NOON = ManualClock.START_MILLIS;

    private PlantedIncidents() {}

    static void plant(Book book, TenantId tenant) {
        for (String name : List.of("1", "2")) {
            Alert alert = alert(tenant, name);
            Incident incident = Incident.of(alert);
            List<Step> steps = List.of(step(tenant, incident, name));
            book.keep(tenant, new Entry(List.of(alert.in(incident.id())), List.of(incident), steps, Optional.empty()));
        }
    }

    /** What is told of {@code inc_3}. */
    static final Narrative TOLD = new Narrative("inc_3", 2, Narrative.Origin.EVIDENCE, "It is over.", "", "", "", NOON);

    /** A third one, {@code inc_3}, that is over and told. */
    static void over(Book book, TenantId tenant) {
        Alert alert = alert(tenant, "3");
        Incident incident = Incident.of(alert);
        book.keep(tenant, Entry.of(List.of(incident), List.of()));
        book.keep(tenant, Entry.of(List.of(incident.closed(Verdict.BENIGN, "", NOON)), List.of()));
        book.keep(tenant, TOLD);
    }

    private static Alert alert(TenantId tenant, String name) {
        RuleRef rule = new RuleRef(
                "rule", "A title", "d".repeat(64), "somebody", Severity.HIGH, Stage.RESPOND, "family", List.of());
        About about = new About(
                Optional.of("agt_" + name), Optional.of("ses_" + name), Optional.of("desk"), Optional.of("ann"));
        return new Alert(
                "alr_" + name, tenant, rule, 7, NOON, NOON, NOON, about, List.of("rcp_x"), Optional.empty(), false);
    }

    private static Step step(TenantId tenant, Incident incident, String name) {
        return new Step(
                "stp_" + name,
                tenant,
                incident.id(),
                "contain@1",
                Effect.REVOKE_AGENT,
                "agt_" + name,
                0,
                1,
                Step.State.AWAITING,
                Long.MAX_VALUE,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "");
    }
}
