package dev.sallyport.server.wiring;

import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.mcp.http.McpSessions;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.connect.mcp.secret.ServerPlans;
import dev.sallyport.connect.model.ModelGuard;
import dev.sallyport.connect.model.ModelLimits;
import dev.sallyport.connect.model.ModelProxy;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.GateLimits;
import dev.sallyport.gate.GateParts;
import dev.sallyport.gate.OwnGround;
import dev.sallyport.gate.erasure.Eraser;
import dev.sallyport.gate.erasure.Pruner;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.limit.Limiter;
import dev.sallyport.server.alarm.BypassAlarm;
import dev.sallyport.server.alarm.GlassAlarm;
import dev.sallyport.server.alarm.LedgerAlarm;
import dev.sallyport.server.alarm.Pager;
import dev.sallyport.server.api.ApiParts;
import dev.sallyport.server.api.ConsoleRoutes;
import dev.sallyport.server.api.Controls;
import dev.sallyport.server.api.EffectRoutes;
import dev.sallyport.server.api.McpRoutes;
import dev.sallyport.server.api.MetricsAccess;
import dev.sallyport.server.api.ModelRoutes;
import dev.sallyport.server.api.NoticeRoutes;
import dev.sallyport.server.api.Routes;
import dev.sallyport.server.api.RuleRoutes;
import dev.sallyport.server.api.SocRoutes;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.catalogue.CatalogueFiles;
import dev.sallyport.server.channel.Deliveries;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.effect.Baits;
import dev.sallyport.server.effect.EffectCheck;
import dev.sallyport.server.effect.EffectPlan;
import dev.sallyport.server.http.BodyLimit;
import dev.sallyport.server.http.HostGuard;
import dev.sallyport.server.http.HttpDoor;
import dev.sallyport.server.http.RateLimit;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.http.Router;
import dev.sallyport.server.metrics.Meters;
import dev.sallyport.server.objective.Objective;
import dev.sallyport.server.objective.Objectives;
import dev.sallyport.server.pilot.PilotFolder;
import dev.sallyport.server.preview.PreviewPlan;
import dev.sallyport.server.soc.Soc;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The gate and the HTTP door in front of it, over whatever keeps the records.
 *
 * @param reaching how people are asked
 * @param ready whether the gateway says that it serves
 * @param plans what the gateway holds for MCP servers
 * @param previews the preview door, where there is one
 * @param soc the second plane, which does not run yet
 * @param controls what operators see and set
 */
record Core(
        Gate gate,
        Meters meters,
        LedgerAlarm alarm,
        Pruner pruner,
        Router router,
        HttpDoor door,
        AtomicBoolean ready,
        Counters mcpCounters,
        McpSessions mcp,
        Reaching reaching,
        TokenBroker broker,
        ServerPlans plans,
        ModelProxy models,
        Optional<PreviewPlan> previews,
        Soc soc,
        Controls controls) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int JSON_MEMBERS = 100_000;
    private static final long ERASURE_PATIENCE_MILLIS = 30_000;

    static Core of(House house, List<Route> further) {
        return of(house, further, Optional.empty(), Optional.empty());
    }

    /**
     * @param pager who is told when a history does not hold
     * @param guard what looks at the words of models
     */
    static Core of(House house, List<Route> further, Optional<Pager> pager, Optional<ModelGuard> guard) {
        Meters meters = new Meters(house.events());
        LedgerAlarm alarm = new LedgerAlarm(meters, house.sources().clock(), pager);
        Deliveries.Bell bell = new Deliveries.Bell(new GlassAlarm(new BypassAlarm(meters, pager), pager));
        Gate gate = new Gate(parts(house, meters, bell));
        AtomicBoolean ready = new AtomicBoolean();
        Soc soc = SocHost.of(house, gate, meters);
        Controls controls = controls(house, gate, soc, meters, bell);
        Reaching reaching = Reaching.of(house, gate, bell, soc, controls, ready::get);
        ApiParts api = api(house, gate, meters, bell, alarm, reaching, controls, ready);
        List<Route> routes = new ArrayList<>(Routes.of(api));
        Counters counters = new Counters();
        McpSessions mcp = McpDoor.sessions(house, counters);
        TokenBroker broker = Models.broker(house, meters);
        ServerPlans plans = McpDoor.plans(house, broker);
        EffectPlan effects = house.settings().outward().effects();
        Baits baits = new Baits(broker, house.journal()::registry, house.sealer());
        EffectCheck effectCheck = new EffectCheck(effects, house.records(), house.sealer(), baits);
        routes.addAll(EffectRoutes.of(api, effects, effectCheck, bell));
        routes.addAll(McpRoutes.of(api, mcp, house.settings().mcp().servers(), plans, house.vaults()));
        ModelProxy models = Models.proxy(house, gate, broker, guard, ModelLimits.Patience.DEFAULT);
        routes.addAll(ModelRoutes.of(api, models));
        routes.addAll(reaching.routes());
        routes.addAll(ConsoleRoutes.of(
                api,
                new ConsoleRoutes.Parts(
                        Install.DEFAULT_TENANT, reaching.signIn().sessions(), house.visits(), house.chosen())));
        routes.addAll(SocRoutes.of(api, soc));
        routes.addAll(RuleRoutes.of(api, soc));
        routes.addAll(NoticeRoutes.of(api, house.notices()));
        routes.addAll(further);
        Router router = new Router(controls.admission().around(routes, api.access()));
        Settings settings = house.settings();
        HttpDoor door = new HttpDoor(
                router,
                guard(settings, settings.listen(), settings.allowed().origins()),
                new BodyLimit(settings.limits().bodyBytes(), settings.limits().bodyTimeoutMillis()),
                meters,
                LimitedRoutes.of(settings, api.access(), router, meters, house.sources()));
        return new Core(
                gate,
                meters,
                alarm,
                api.pruner(),
                router,
                door,
                ready,
                counters,
                mcp,
                reaching,
                broker,
                plans,
                models,
                api.previews(),
                soc,
                controls);
    }

    private static GateParts parts(House house, Meters meters, EventSink events) {
        Settings settings = house.settings();
        return new GateParts(
                house.journal(),
                house.records(),
                house.policies(),
                house.sealer(),
                house.sealer(),
                house.ids(),
                house.sources().clock(),
                house.sources().ticker(),
                meters,
                events,
                new OwnGround(house.ownGround()),
                new GateLimits(
                        settings.limits().journalDeadlineMillis(),
                        settings.approvals().longestMillis()),
                house.published().logs().signer().keyId(),
                CatalogueFiles.builtIn(),
                new Limiter(settings.outward().quotas(), house.sources().ticker()),
                house.shielding());
    }

    private static Controls controls(House house, Gate gate, Soc soc, Meters meters, EventSink events) {
        InstantSource clock = house.sources().clock();
        Optional<Path> counted = house.folder().map(folder -> folder.resolve("objectives.log"));
        return Controls.of(
                new Controls.Ground(
                        gate,
                        house.journal(),
                        soc,
                        house.aside(),
                        house.shielding().shields(),
                        house.reports(events),
                        house.policies(),
                        house.sealer(),
                        house.policiesFromDirectory(),
                        new Credentials(house.sources().random()),
                        clock),
                new Objectives(Objective.builtIn(), meters::text, clock, counted),
                new PilotFolder(house.folder(), Install.DEFAULT_TENANT, clock),
                house.handing());
    }

    private static ApiParts api(
            House house,
            Gate gate,
            Meters meters,
            EventSink events,
            LedgerAlarm alarm,
            Reaching reaching,
            Controls controls,
            AtomicBoolean ready) {
        Settings settings = house.settings();
        JsonLimits limits = new JsonLimits(
                settings.limits().bodyBytes(),
                settings.limits().depth(),
                JSON_MEMBERS,
                settings.limits().bodyBytes());
        Eraser eraser = eraser(house);
        return new ApiParts(
                gate,
                house.journal(),
                house.records(),
                house.policies(),
                access(house, meters),
                new Credentials(house.sources().random()),
                house.ids(),
                house.sources().clock(),
                limits,
                house.published(),
                house.sealer(),
                meters,
                eraser,
                new Pruner(
                        eraser,
                        house.journal(),
                        settings.pruning().retentions(),
                        house.sources().clock()),
                alarm,
                reaching.form(),
                reaching.ballot(),
                metricsAccess(settings),
                house.policiesFromDirectory(),
                settings.outward().preview().map(PreviewPlan::new),
                house.shielding().shields(),
                events,
                house.telemetry(),
                house.reports(events),
                settings.approvals().console().url(),
                () -> ready.get() && house.writable().getAsBoolean(),
                controls,
                house.aside(),
                house.searches());
    }

    /** Removes payloads of that house. */
    static Eraser eraser(House house) {
        return new Eraser(
                house.journal(),
                house.records(),
                house.ids(),
                house.sources().clock(),
                house.published().logs().signer().keyId(),
                ERASURE_PATIENCE_MILLIS);
    }

    static MetricsAccess metricsAccess(Settings settings) {
        return new MetricsAccess(
                settings.metrics().tokenHash(),
                MetricsAccess.isLoopback(settings.listen().host()));
    }

    private static Access access(House house, Meters meters) {
        Settings.Rate rate = house.settings().rate();
        Map<String, List<String>> aliases = new HashMap<>();
        house.settings().tenants().forEach((id, tenant) -> aliases.put(id, tenant.aliases()));
        return new Access(
                house.journal()::registry,
                aliases,
                Install.DEFAULT_TENANT,
                new RateLimit(
                        rate.perSecond(),
                        rate.burst(),
                        rate.agents(),
                        house.sources().ticker()),
                meters,
                house.sources().clock());
    }

    /** Whom a door that listens there serves; of pages those of its own origin and these. */
    static HostGuard guard(Settings settings, Settings.Listen listen, List<String> origins) {
        Set<String> hosts = new HashSet<>(LOOPBACK);
        hosts.add(listen.host());
        hosts.addAll(settings.allowed().hosts());
        return new HostGuard(hosts, Set.copyOf(origins));
    }
}
