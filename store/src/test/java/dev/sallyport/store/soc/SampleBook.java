package dev.sallyport.store.soc;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Entry;
import dev.sallyport.soc.book.Mark;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.detect.Stage;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.narrative.Narrative;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Step;
import java.util.List;
import java.util.Optional;

/** Well-formed things of the second plane, the same for each tenant but for its name. */
public final class SampleBook {
    /** A rule that may respond. */
    public static final RuleRef RULE = new RuleRef(
            "rule-1", "Many refusals", "d".repeat(64), "somebody", Severity.HIGH, Stage.RESPOND, "denial", List.of());

    private SampleBook() {}

    /** An alert {@code alr_NAME} about that agent. */
    public static Alert alert(TenantId tenant, String name, String agent, long millis) {
        return new Alert(
                "alr_" + name,
                tenant,
                RULE,
                7,
                millis - 10,
                millis,
                millis + 5,
                new About(Optional.of(agent), Optional.empty(), Optional.empty(), Optional.empty()),
                List.of("rcp_" + name),
                Optional.empty(),
                false);
    }

    /** A step that freezes that agent. */
    public static Step step(TenantId tenant, String incident, String key, String agent, long millis) {
        return new Step(
                key,
                tenant,
                incident,
                "contain@1",
                Effect.FREEZE_AGENT,
                agent,
                1_000,
                1,
                Step.State.PLANNED,
                millis,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /** Writes one of everything. */
    public static void fill(Book book, TenantId tenant, long millis) {
        Alert alert = alert(tenant, "1", "agt_1", millis);
        Incident incident = Incident.of(alert);
        Step planned = step(tenant, incident.id(), "stp_1", "agt_1", millis);
        book.keep(
                tenant,
                new Entry(
                        List.of(alert.in(incident.id())),
                        List.of(incident),
                        List.of(planned, step(tenant, incident.id(), "stp_2", "agt_2", millis)),
                        Optional.of(new Mark(3, 1, "0".repeat(64), new byte[] {1, 2}))));
        book.keep(
                tenant,
                new Narrative(incident.id(), 1, Narrative.Origin.EVIDENCE, "What happened.", "", "", "", millis));
        Step begun = planned.begun(Step.State.BEGUN, millis, millis);
        book.keep(tenant, Entry.of(List.of(), List.of(begun)));
        book.keep(tenant, Entry.of(List.of(), List.of(begun.standing(Optional.of("rcp_f"), millis))));
    }
}
