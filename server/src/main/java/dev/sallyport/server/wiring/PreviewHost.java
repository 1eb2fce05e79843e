package dev.sallyport.server.wiring;

import dev.sallyport.connect.preview.GatePreview;
import dev.sallyport.connect.preview.ServiceWire;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Preview;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.http.HttpServer;
import dev.sallyport.server.http.Listen;
import dev.sallyport.server.preview.PreviewDoor;
import dev.sallyport.server.preview.PreviewPlan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Runs the preview door of a gateway, and closes previews that are over. */
final class PreviewHost implements AutoCloseable {
    private final Optional<HttpServer> http;
    private final Rounds sweeper;

    private PreviewHost(Optional<HttpServer> http, Rounds sweeper) {
        this.http = http;
        this.sweeper = sweeper;
    }

    /** Opens the door, if the configuration has one; closes what is over even if it has none any more. */
    static PreviewHost start(Core core, House house) {
        Optional<HttpServer> http = core.previews().map(plan -> listen(core, house, plan));
        long every = house.settings().approvals().sweepMillis();
        // Nothing passes a preview that is over, closed or not: only its receipt waits for a round.
        return new PreviewHost(
                http,
                new Rounds(
                        "preview-sweeper",
                        every,
                        "previews that are over could not be closed",
                        () -> sweep(core, house)));
    }

    private static HttpServer listen(Core core, House house, PreviewPlan plan) {
        Settings settings = house.settings();
        Settings.Preview preview = plan.settings();
        ServiceWire wire = new ServiceWire(
                new SystemResolver(), preview.limits(), house.sources().ticker(), (SSLSocketFactory)
                        SSLSocketFactory.getDefault());
        PreviewDoor door = new PreviewDoor(new PreviewDoor.Parts(
                new GatePreview(new GatePreview.Parts(
                        core.gate(),
                        house.journal()::registry,
                        wire,
                        house.sources().clock())),
                plan,
                house.journal()::registry,
                Core.guard(settings, preview.listen(), List.of()),
                settings.tls().isPresent(),
                core.meters(),
                Install.DEFAULT_TENANT,
                house.sources().clock()));
        Listen listen = new Listen(
                preview.listen().host(),
                preview.listen().port(),
                settings.limits().idleTimeoutMillis(),
                settings.limits().headerBytes(),
                settings.tls().map(TlsKeys::read));
        try {
            HttpServer http = HttpServer.start(listen, door);
            plan.listensAt(http.url());
            return http;
        } catch (IOException e) {
            throw new StartRefused("listen_failed", String.valueOf(e.getMessage()), e);
        }
    }

    /** Closes what is over, with a receipt each; returns how many. */
    static int sweep(Core core, House house) {
        Registry registry = house.journal().registry();
        long now = house.sources().clock().millis();
        List<Preview> over = registry.previews().stream()
                .filter(p -> !p.isOpen(registry, now))
                .toList();
        int closed = 0;
        for (Preview preview : over) {
            String why = now >= preview.expiresMillis() ? "expired" : "its person or its agent is revoked";
            CommitResult result = core.gate()
                    .change(
                            Actor.system(preview.tenant()),
                            new RegistryChange.ClosePreview(preview.tenant(), preview.id(), preview.agent()),
                            why);
            if (result instanceof CommitResult.Committed) {
                closed++;
            }
        }
        return closed;
    }

    @Override
    public void close() {
        sweeper.close();
        http.ifPresent(HttpServer::close);
    }
}
