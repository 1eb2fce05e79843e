package dev.sallyport.server.http;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.limit.Buckets;
import dev.sallyport.gate.limit.FirstOfMinute;
import dev.sallyport.gate.limit.Rate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each tenant may come to a route. Whoever shows no credential that is known shares one bucket with all who don't, so strangers never use up
 * a tenant's share. Holds one bucket for each limited route and tenant, and no more. Thread-safe.
 */
public final class RouteLimits {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int MOST_TENANTS = 10_000;

    /** Who asks, and who hears of those that ask too often. */
    public interface Callers {
        /** The tenant of the credential that a request shows; empty text if it is nobody's. Must not refuse. */
        String tenantOf(Exchange exchange);

        /** The first in a minute that a tenant was refused at a route. */
        void limited(String tenant, String route);
    }

    private final Map<String, Buckets> buckets = new HashMap<>();
    private final FirstOfMinute told = new FirstOfMinute(MOST_TENANTS);
    private final Callers callers;
    private final LongSupplier ticker;

    /**
     * Limits.
     *
     * @param rates by the name of a route; other routes are not limited
     * @param ticker nanoseconds from any origin, never backwards
     */
    public RouteLimits(Map<String, Rate> rates, Callers callers, LongSupplier ticker) {
        rates.forEach((route, rate) -> buckets.put(route, new Buckets(rate, MOST_TENANTS)));
        this.callers = callers;
        this.ticker = ticker;
    }

    /** No limits. */
    static RouteLimits none() {
        return new RouteLimits(Map.of(), NOBODY, () -> 0);
    }

    private static final Callers NOBODY = new Callers() {
        @Override
        public String tenantOf(Exchange exchange) {
            return "";
        }

        @Override
        public void limited(String tenant, String route) {}
    };

    /**
     * Counts one call.
     *
     * @throws Problem 429 {@code rate_limited} with Retry-After, in seconds
     */
    void take(Route route, Exchange exchange) {
        Buckets limit = buckets.get(route.name());
        if (limit == null) {
            return;
        }
        String tenant = callers.tenantOf(exchange);
        long now = ticker.getAsLong();
        long wait = limit.take("tenant:" + tenant, now);
        if (wait > 0) {
            if (told.is(tenant + "\n" + route.name(), now)) {
                callers.limited(tenant, route.name());
            }
            long seconds = 1 + wait / NANOS_PER_SECOND;
            throw new Problem(
                    429,
                    "rate_limited",
                    "more calls than the limit of this route lets pass; wait " + seconds + " s",
                    JsonObject.of(),
                    Map.of("Retry-After", Long.toString(seconds)));
        }
    }
}
