package dev.sallyport.server.wiring;

import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.config.AlertPlan;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SocPlan;
import dev.sallyport.server.metrics.Meters;
import dev.sallyport.server.sink.AlertTrial;
import dev.sallyport.server.sink.IncidentNotices;
import dev.sallyport.server.sink.NoticeMeters;
import dev.sallyport.server.sink.Notices;
import dev.sallyport.server.soc.Desk;
import dev.sallyport.server.soc.Detection;
import dev.sallyport.server.soc.KeptFacts;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.server.soc.SocFolder;
import dev.sallyport.server.soc.Teller;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.detect.NovelEvents;
import dev.sallyport.soc.incident.Incident;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds the second plane of an install. */
final class SocHost {
    private SocHost() {}

    /**
     * One that does not run yet.
     *
     * @throws StartRefused {@code rules_unusable} or {@code playbooks_unusable} if a document of it can't be read
     */
    static Soc of(House house, Gate gate, Meters meters) {
        SocPlan plan = house.settings().integrity().soc();
        try {
            Detection detection = Detection.of(
                    plan, gate, house.journal()::registry, house.sources().clock());
            KeptFacts known = new KeptFacts(house.aside().watching(), house.sealer());
            return new Soc(
                    new Soc.Parts(
                            gate,
                            house.journal(),
                            house.aside().watching(),
                            house.book(),
                            meters,
                            house.sources().clock(),
                            house.sources().ticker(),
                            plan,
                            detection,
                            rules -> new NovelEvents(rules, plan.story().learningMillis(), known::place),
                            Install.DEFAULT_TENANT,
                            // A file has one gateway, which need not wait for its own lease after a crash.
                            house.settings().postgres().isPresent()
                                    ? house.ids().next()
                                    : Soc.SOLE,
                            (cases, told) -> desk(house, cases, told)),
                    () -> telling(house, meters));
        } catch (SocFolder.Unusable e) {
            throw new StartRefused(e.code(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Desk desk(House house, Cases cases, Consumer<Incident> told) {
        return new Desk(
                new Desk.Parts(
                        house.book(),
                        cases,
                        house.journal(),
                        house.records(),
                        house.ids(),
                        house.sealer(),
                        () -> house.published().logs().signer().keyId(),
                        house.sources().clock()),
                told);
    }

    /**
     * Lets it run.
     *
     * @throws StartRefused {@code rules_unusable} or {@code playbooks_unusable} if what it is to run can't be recorded
     */
    static Soc start(Soc soc) {
        try {
            return soc.start();
        } catch (SocFolder.Unusable e) {
            throw new StartRefused(e.code(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Teller telling(House house, Meters meters) {
        Settings settings = house.settings();
        AlertPlan alerts = settings.integrity().alerts();
        if (alerts.destinations().isEmpty()) {
            return Teller.NOBODY;
        }
        Notices notices = Notices.start(
                alerts,
                house.notices().get(),
                AlertTrial.maker(),
                house.sources().clock(),
                house.sources().random(),
                new NoticeMeters(
                        meters.registry(),
                        alerts.destinations(),
                        house.sources().clock()));
        IncidentNotices made =
                new IncidentNotices(alerts, settings.approvals().console().url(), incident -> team(house, incident));
        return new Teller() {
            @Override
            public void tell(Incident incident) {
                notices.hear(made.of(incident));
            }

            @Override
            public void close() {
                notices.close();
            }
        };
    }

    /** The team that owns the first of the agents it concerns. */
    private static Optional<String> team(House house, Incident incident) {
        return incident.radius().agents().stream()
                .flatMap(agent -> house.journal().registry().agent(incident.tenant(), new AgentId(agent)).stream())
                .map(Agent::ownerTeam)
                .findFirst();
    }
}
