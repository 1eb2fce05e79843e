package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many answers that read and work out much are at work at once: stories, previews, examples, dry runs, figures, the evaluation of a pilot, results
 * that were handed in.
 * Whoever comes when the places are taken is told so at once and waits for nothing here. No decision, approval or act against an agent asks
 * for a place. Thread-safe.
 */
public final class Admission {
    /** The most at once in the gateway. */
    static final int OF_GATEWAY = 12;

    /** The most at once in one tenant. */
    static final int OF_TENANT = 6;

    /** The most at once for one person or key. */
    static final int OF_CALLER = 2;

    private static final String RETRY_SECONDS = "2";
    private static final String DRY_RUN_RETRY_SECONDS = "5";

    /** Routes of the API that take a place. */
    private static final Set<String> ROUTES = Set.of(
            "GET /v1/incidents/{id}/story",
            "GET /v1/incidents/{id}/narrate",
            "POST /v1/incidents/{id}/narrate",
            "GET /v1/incidents/{id}/steps/{step}/preview",
            "GET /v1/rules/{id}/examples",
            "POST /v1/rules/{id}/explain",
            "POST /v1/rules/dry-run",
            "POST /v1/playbooks/simulate",
            "POST /v1/policies/test",
            "POST /v1/policies/diff",
            "GET /v1/shields/figures",
            "GET /v1/pilot",
            "POST /v1/pilot",
            "GET /v1/campaigns",
            "GET /v1/campaigns/{name}",
            "GET /v1/findings",
            "GET /v1/findings/{id}",
            "POST /v1/findings");

    /** By tenant, and by tenant and caller; those without any are not kept. */
    private final Map<String, Integer> taken = new HashMap<>();

    private int all;
    private final Semaphore rehearsing = new Semaphore(1);

    /**
     * Does the work, if there is a place.
     *
     * @param caller the person or the key, as receipts name it
     * @throws Problem 429 {@code places_taken} with Retry-After
     */
    public <T> T admit(TenantId tenant, String caller, Supplier<T> work) {
        String house = tenant.value() + "\n";
        String own = house + caller;
        enter(house, own);
        try {
            return work.get();
        } finally {
            leave(house, own);
        }
    }

    private synchronized void enter(String house, String own) {
        if (all >= OF_GATEWAY || taken.getOrDefault(house, 0) >= OF_TENANT || taken.getOrDefault(own, 0) >= OF_CALLER) {
            throw new Problem(
                    429,
                    "places_taken",
                    "as many answers as may be are being worked out already (" + OF_CALLER + " for one caller, "
                            + OF_TENANT + " in a tenant); try again in a moment",
                    JsonObject.of(),
                    Map.of("Retry-After", RETRY_SECONDS));
        }
        all++;
        taken.merge(house, 1, Integer::sum);
        taken.merge(own, 1, Integer::sum);
    }

    private synchronized void leave(String house, String own) {
        all--;
        for (String key : List.of(house, own)) {
            int left = taken.getOrDefault(key, 0) - 1;
            if (left > 0) {
                taken.put(key, left);
            } else {
                taken.remove(key);
            }
        }
    }

    /**
     * Does the work of a dry run, if none is at it: one in the whole gateway.
     *
     * @throws Problem 429 {@code dry_run_busy} with Retry-After
     */
    <T> T alone(Supplier<T> work) {
        if (!rehearsing.tryAcquire()) {
            throw new Problem(
                    429,
                    "dry_run_busy",
                    "another dry run or simulation is at work; try again when it is done",
                    JsonObject.of(),
                    Map.of("Retry-After", DRY_RUN_RETRY_SECONDS));
        }
        try {
            return work.get();
        } finally {
            rehearsing.release();
        }
    }

    /** The routes, those that work out much behind a place; who shows no credential is refused by the route itself. */
    public List<Route> around(List<Route> routes, Access access) {
        return routes.stream().map(route -> around(route, access)).toList();
    }

    private Route around(Route route, Access access) {
        return ROUTES.contains(route.name())
                ? new Route(
                        route.method(),
                        route.template(),
                        exchange -> access.bearer(exchange)
                                .map(caller -> admit(
                                        caller.tenant(),
                                        caller.actor().name(),
                                        () -> route.endpoint().answer(exchange)))
                                .orElseGet(() -> route.endpoint().answer(exchange)),
                        route.openEnded())
                : route;
    }
}
