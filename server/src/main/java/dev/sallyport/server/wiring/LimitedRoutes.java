package dev.sallyport.server.wiring;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.limit.Rate;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.http.RouteLimits;
import dev.sallyport.server.http.Router;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The limits of routes that a configuration names, for the routes there are. */
final class LimitedRoutes {
    private LimitedRoutes() {}

    /** @throws StartRefused {@code route_unknown} if one is named that nobody serves: it would limit nothing */
    static RouteLimits of(Settings settings, Access access, Router router, EventSink events, Sources sources) {
        Map<String, Rate> rates = settings.rate().routes();
        TreeSet<String> served =
                router.routes().stream().map(Route::name).collect(Collectors.toCollection(TreeSet::new));
        rates.keySet().stream()
                .filter(name -> !served.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new StartRefused(
                            "route_unknown",
                            "`quotas.routes` names `" + name.replaceAll("[^ -~]", "?")
                                    + "`, which is no route; write METHOD and path as the API's description has them, such as `"
                                    + served.first() + "`");
                });
        return new RouteLimits(rates, new Known(access, events, sources), sources.ticker());
    }

    private record Known(Access access, EventSink events, Sources sources) implements RouteLimits.Callers {
        @Override
        public String tenantOf(Exchange exchange) {
            return access.tenantOf(exchange).map(TenantId::value).orElse("");
        }

        @Override
        public void limited(String tenant, String route) {
            events.emit(new Event(
                    EventName.RATE_LIMITED,
                    tenant.isEmpty() ? Install.DEFAULT_TENANT : new TenantId(tenant),
                    sources.clock().millis(),
                    "",
                    Map.of("limit.scope", "route", "route", route)));
        }
    }
}
