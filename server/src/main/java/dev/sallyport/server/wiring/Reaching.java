package dev.sallyport.server.wiring;

import dev.sallyport.gate.Gate;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.server.api.Controls;
import dev.sallyport.server.api.IncidentStories;
import dev.sallyport.server.api.LogTexts;
import dev.sallyport.server.channel.Channels;
import dev.sallyport.server.channel.Deliveries;
import dev.sallyport.server.channel.DeliveryMeter;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.console.Console;
import dev.sallyport.server.console.Standing;
import dev.sallyport.server.console.Waiting;
import dev.sallyport.server.held.Ballot;
import dev.sallyport.server.held.HeldForm;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.metrics.Meters;
import dev.sallyport.server.soc.Soc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** How people are asked and how they answer. */
record Reaching(
        HeldForm form,
        Ballot ballot,
        Waiting waiting,
        Channels channels,
        Deliveries.Bell bell,
        List<Route> routes,
        SignIn signIn) {
    static Reaching of(
            House house, Gate gate, Deliveries.Bell bell, Soc soc, Controls controls, BooleanSupplier serving) {
        Settings.Approvals settings = house.settings().approvals();
        HeldForm form = new HeldForm(
                house.journal(),
                house.aside().shown(),
                house.sealer(),
                house.sources().clock(),
                settings.recentEnrolmentMillis());
        Ballot ballot = new Ballot(gate, form, approver -> needsPasskey(house, approver));
        Channels channels = new Channels(
                settings,
                new Channels.Parts(
                        gate,
                        house.journal(),
                        form,
                        ballot,
                        house.outbox(),
                        bell,
                        house.sources().clock()));
        List<Route> routes = new ArrayList<>(List.of(channels.route()));
        Waiting waiting = new Waiting(house.aside().shown(), form);
        SignIn signIn = SignIn.of(house, gate, bell);
        routes.addAll(console(house, gate, waiting, ballot, bell, soc, controls, serving, signIn)
                .routes());
        return new Reaching(form, ballot, waiting, channels, bell, List.copyOf(routes), signIn);
    }

    private static Console console(
            House house,
            Gate gate,
            Waiting waiting,
            Ballot ballot,
            EventSink events,
            Soc soc,
            Controls controls,
            BooleanSupplier serving,
            SignIn signIn) {
        Settings settings = house.settings();
        return new Console(
                settings.approvals().console(),
                settings.tls().isPresent(),
                new Console.Parts(
                        gate,
                        house.journal(),
                        waiting,
                        waiting.form(),
                        ballot,
                        house.outbox(),
                        house.aside().shown(),
                        house.reports(events),
                        events,
                        house.sources().clock(),
                        house.sources().ticker(),
                        house.sources().random(),
                        Install.DEFAULT_TENANT,
                        house.ids(),
                        house.searches(),
                        new LogTexts(house.published(), house.aside().shown()),
                        house.published().logs(),
                        soc,
                        controls,
                        new IncidentStories(
                                house.aside().shown(),
                                house.sealer(),
                                house.aside().book()),
                        serving,
                        signIn.sessions(),
                        signIn.visiting(),
                        signIn.oidc(),
                        house.visits(),
                        house.chosen()));
    }

    private static boolean needsPasskey(House house, Approver approver) {
        return house.settings().approvals().console().passkeys() == Settings.Passkeys.REQUIRED
                || !house.journal()
                        .registry()
                        .passkeys(approver.tenant(), approver.person())
                        .isEmpty();
    }

    /** Begins to ask, if there is anywhere to ask, and to measure how soon people can know; what to close at the end. */
    List<AutoCloseable> start(House house, Meters meters) {
        List<String> names = channels.names();
        DeliveryMeter meter = meters.deliveries(
                Stream.concat(names.stream(), Stream.of(Standing.CONSOLE)).toList());
        Standing standing = new Standing(waiting, meter, house.sources().clock());
        bell.hang(standing::heard);
        Optional<Deliveries> deliveries = Deliveries.start(
                channels,
                house.records(),
                house.outbox(),
                house.sources().clock(),
                house.sources().random(),
                telling(meter));
        deliveries.ifPresent(asking -> bell.hang(asking::heard));
        return Stream.concat(Stream.<AutoCloseable>of(standing), deliveries.stream())
                .toList();
    }

    /** A message that nobody got is an event, too. */
    private DeliveryMeter telling(DeliveryMeter meter) {
        EventSink events = bell;
        return new DeliveryMeter() {
            @Override
            public void accepted(Delivery delivery, long timeMillis) {
                meter.accepted(delivery, timeMillis);
            }

            @Override
            public void retried(Delivery delivery) {
                meter.retried(delivery);
            }

            @Override
            public void dead(Delivery delivery, String why, long timeMillis) {
                meter.dead(delivery, why, timeMillis);
                events.emit(new Event(
                        EventName.APPROVAL_UNDELIVERED,
                        delivery.key().tenant(),
                        timeMillis,
                        "",
                        Map.of(
                                "approval.id", delivery.key().approval().value(),
                                "approval.channel", delivery.key().channel(),
                                "approval.delivery", why)));
            }
        };
    }
}
