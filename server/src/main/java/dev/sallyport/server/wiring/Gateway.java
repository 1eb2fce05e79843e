package dev.sallyport.server.wiring;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.egress.EgressProxy;
import dev.sallyport.connect.link.LinkListener;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.govern.telemetry.TelemetrySink;
import dev.sallyport.server.alarm.Pager;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.http.HttpServer;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.http.Listen;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.preview.PreviewPlan;
import dev.sallyport.server.trail.AuditFollower;
import dev.sallyport.server.trail.TrailLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: one process, one data directory.
 *
 * <p>Starting goes from the ground up: logs, keys and store (which takes the directory's lock), policies (none, or one
 * that does not load: nothing is served), what the last run left open, then the doors, and last the file that tells
 * clients where they are. Closing goes the other way. Thread-safe.
 */
public final class Gateway implements AutoCloseable {
    private static final long PAGER_PAUSE_MILLIS = 1_000;
    private static final long OBJECTIVES_MILLIS = 60_000;
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Foundation foundation;
    /** For those beside it here. */
    final Core core;

    private final HttpServer http;
    private final ActivePolicies policies;
    private final Watch watch;
    private final TelemetryRounds telemetry;
    private final Deque<AutoCloseable> running;
    private final Optional<EgressProxy> egress;

    private Gateway(
            Foundation foundation,
            Core core,
            HttpServer http,
            ActivePolicies policies,
            Watch watch,
            TelemetryRounds telemetry,
            Deque<AutoCloseable> running,
            Optional<EgressProxy> egress) {
        this.foundation = foundation;
        this.core = core;
        this.http = http;
        this.policies = policies;
        this.watch = watch;
        this.telemetry = telemetry;
        this.running = running;
        this.egress = egress;
    }

    /**
     * Starts a gateway on a data directory that {@link Install#create} made.
     *
     * @throws StartRefused with a stable code if it can't serve
     * @throws dev.sallyport.store.database.StoreProblem if the store can't be opened
     */
    public static Gateway start(GatewayOptions options) {
        return start(options, Sources.system(), List.of());
    }

    /** Starts a gateway with other sources of time and chance, and with further routes, as the bench and tests need. */
    public static Gateway start(GatewayOptions options, Sources sources, List<Route> further) {
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            return start(options, sources, further, running);
        } catch (RuntimeException e) {
            closeAll(running);
            throw e;
        }
    }

    private static Gateway start(
            GatewayOptions options, Sources sources, List<Route> further, Deque<AutoCloseable> running) {
        DataDirectory data = new DataDirectory(options.data());
        data.prepare();
        Settings settings = options.settings();
        Logs logs = Logs.start(data.logs(), settings.logging());
        running.push(logs);
        Foundation foundation = Foundation.open(options, sources, false);
        running.push(foundation);
        House house = foundation.house();
        Pruning pruning = new Pruning(house);
        pruning.check();
        AuditFollower trail = audit(data, house, pruning);
        running.push(trail);
        Optional<Pager> pager = settings.integrity().page().map(page -> new Pager(page, PAGER_PAUSE_MILLIS));
        pager.ifPresent(running::push);
        Core core = Core.of(house, further, pager, Optional.empty());
        core.meters().watchTrail(trail::isTroubled);
        OtlpHost.start(data, house, core).ifPresent(running::push);
        ActivePolicies policies =
                new ActivePolicies(core.gate(), house, () -> ActivePolicies.directory(data, settings));
        policies.load();
        int unknown = core.gate().recoverUnknown();
        if (unknown > 0) {
            LOG.warn("the last run left {} released actions without an outcome; they are recorded as unknown", unknown);
        }
        running.push(new Rounds(
                "sallyport-sweeper",
                settings.approvals().sweepMillis(),
                "expired approvals could not be closed",
                core.gate()::expire));
        core.reaching().start(house, core.meters()).forEach(running::push);
        running.push(new Rounds(
                "sallyport-objectives",
                OBJECTIVES_MILLIS,
                "what counts towards objectives could not be looked at",
                core.controls().objectives()::look));
        running.push(SocHost.start(core.soc()));
        Watch watch = Watch.start(house, core, foundation.store()::trouble, pruning);
        running.push(watch);
        TelemetryRounds telemetry = TelemetryRounds.start(house, trail);
        running.push(telemetry);
        HttpServer http = listen(settings, core);
        running.push(http);
        running.push(new McpDoor(core.mcp()));
        running.push(core.models());
        running.push(link(data, core, house));
        Optional<EgressProxy> egress = EgressHost.start(core, house, http.url(), data);
        egress.ifPresent(running::push);
        running.push(PreviewHost.start(core, house));
        if (Core.metricsAccess(settings).isClosed()) {
            LOG.warn("/metrics is closed: beyond loopback it takes a token, and `metrics.token` names none");
        }
        Gateway gateway = new Gateway(foundation, core, http, policies, watch, telemetry, running, egress);
        gateway.announce();
        return gateway;
    }

    private static AuditFollower audit(DataDirectory data, House house, Pruning pruning) {
        Settings.Logging logging = house.settings().logging();
        try {
            return new AuditFollower(
                    house.events(),
                    house.records(),
                    data.logs(),
                    Keys.audit(data, house.sources().random()),
                    house.sources().clock(),
                    new TrailLimits(logging.fileBytes(), logging.files(), pruning));
        } catch (IOException e) {
            throw new StartRefused("data_unusable", "the audit trail in `" + data.logs() + "` can't be written", e);
        }
    }

    private static HttpServer listen(Settings settings, Core core) {
        Listen listen = new Listen(
                settings.listen().host(),
                settings.listen().port(),
                settings.limits().idleTimeoutMillis(),
                settings.limits().headerBytes(),
                settings.tls().map(TlsKeys::read));
        try {
            return HttpServer.start(listen, core.door());
        } catch (IOException e) {
            throw new StartRefused("listen_failed", String.valueOf(e.getMessage()), e);
        }
    }

    private static LinkListener link(DataDirectory data, Core core, House house) {
        Counters counters = core.mcpCounters();
        core.meters().watch(counters);
        try {
            return LinkListener.start(data.socket(), new McpHost(core.gate(), house, counters, core.plans()));
        } catch (IOException e) {
            throw new StartRefused("link_failed", "can't listen for MCP clients: " + e.getMessage(), e);
        }
    }

    private void announce() {
        Path file = foundation.data().gatewayFile();
        JsonObject.Builder where = JsonObject.builder()
                .put("pid", ProcessHandle.current().pid())
                .put("url", url().toString())
                .put("socket", socket().toString())
                .put("started_ms", foundation.house().sources().clock().millis());
        preview().ifPresent(url -> where.put("preview", url.toString()));
        egress().ifPresent(address -> where.put("egress", address.getHostString() + ":" + address.getPort()));
        if (EgressHost.opens(foundation.house().settings())) {
            where.put("egress_ca", EgressKeys.certificate(foundation.data()).toString());
        }
        try {
            PrivateFile.replace(file, JsonText.bytes(where.build()));
        } catch (IOException e) {
            throw new StartRefused("data_unusable", "`" + file + "` can't be written", e);
        }
        running.push(() -> Files.deleteIfExists(file));
        core.ready().set(true);
        emit(EventName.SERVICE_START);
        LOG.info("serving on {} with the data of {}", url(), foundation.data().path());
    }

    /** Where the HTTP API is, for example {@code http://127.0.0.1:7171}. */
    public URI url() {
        return http.url();
    }

    /** Where the egress proxy listens; empty while it is off. */
    public Optional<InetSocketAddress> egress() {
        return egress.map(EgressProxy::address);
    }

    /** Where the preview door listens, for example {@code http://127.0.0.1:7173}; empty while it is off. */
    public Optional<URI> preview() {
        return core.previews().flatMap(PreviewPlan::url);
    }

    /** Closes the previews that are over now, without waiting for the schedule; returns how many. */
    public int sweepPreviews() {
        return PreviewHost.sweep(core, foundation.house());
    }

    /** Where MCP clients of this machine come in. */
    public Path socket() {
        return foundation.data().socket();
    }

    /**
     * Reads the policy folder, and the folders of rules and playbooks, again and goes on with what they hold, as receipted acts. What does
     * not load changes nothing.
     *
     * @return whether another bundle, or other rules or playbooks, are in force now
     */
    public boolean reload() {
        boolean policed = policies.reload();
        return core.soc().reload() || policed;
    }

    /** Shows the histories to witnesses and anchor files now, without waiting for the schedule. */
    public void anchor() throws InterruptedException {
        watch.anchor();
    }

    /** Where doors tell what happened: what is told there is counted, kept in the audit trail and looked at by the second plane. */
    public EventSink events() {
        return core.meters();
    }

    /** Where doors report what shields did. */
    public TelemetrySink telemetry() {
        return foundation.house().telemetry();
    }

    /** Counts what was reported and ships what is ready now, without waiting for the schedule. */
    public void ship() {
        telemetry.round();
    }

    /** Removes the payloads of every tenant that have outlived their term now, without waiting for the schedule. */
    public void prune() {
        watch.prune();
    }

    /**
     * Reads every receipt again now, without waiting for the schedule, and raises the alarm for what does not hold.
     *
     * @return the codes of the faults, empty when every history holds
     */
    public List<String> audit() {
        return watch.audit();
    }

    /** Stops serving, writes what waits, and gives the data directory up. */
    @Override
    public void close() {
        if (core.ready().getAndSet(false)) {
            emit(EventName.SERVICE_STOP);
        }
        closeAll(running);
    }

    private void emit(EventName name) {
        core.meters()
                .emit(new Event(
                        name,
                        Install.DEFAULT_TENANT,
                        foundation.house().sources().clock().millis(),
                        "",
                        Map.of()));
    }

    private static void closeAll(Deque<AutoCloseable> running) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                // Closing goes on: what comes next may hold the lock and unwritten receipts.
                LOG.error("a part of the gateway did not close", e);
            }
        }
    }
}
