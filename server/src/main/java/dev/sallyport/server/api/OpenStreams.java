package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.http.Problem;
import java.util.HashMap;
import java.util.Map;

/** How many streams are open, of each tenant and of all. Thread-safe. */
public final class OpenStreams {
    private static final int STREAMS = 64;
    /** One tenant's: its streams must leave others theirs. */
    private static final int STREAMS_OF_TENANT = 16;

    private final int most;
    private final int mostOfTenant;
    private final Map<TenantId, Integer> open = new HashMap<>();
    private int all;

    /**
     * None is open yet.
     *
     * @param most of all tenants
     * @param mostOfTenant of one, so that it leaves others theirs
     */
    public OpenStreams(int most, int mostOfTenant) {
        this.most = most;
        this.mostOfTenant = mostOfTenant;
    }

    /** None is open yet; 64 may be, 16 of them of one tenant. */
    public static OpenStreams usual() {
        return new OpenStreams(STREAMS, STREAMS_OF_TENANT);
    }

    /**
     * Counts one more.
     *
     * @throws Problem 429 {@code too_many_streams} if there may be no more
     */
    public void take(TenantId tenant) {
        if (!open(tenant)) {
            throw new Problem(
                    429,
                    "too_many_streams",
                    "as many streams of events are open as may be; try again",
                    JsonObject.of(),
                    Map.of("Retry-After", "5"));
        }
    }

    /** Counts one more; false if there may be no more. */
    public synchronized boolean open(TenantId tenant) {
        int own = open.getOrDefault(tenant, 0);
        if (all >= most || own >= mostOfTenant) {
            return false;
        }
        open.put(tenant, own + 1);
        all++;
        return true;
    }

    /** One that was counted is over. */
    public synchronized void closed(TenantId tenant) {
        int own = open.getOrDefault(tenant, 1) - 1;
        if (own == 0) {
            open.remove(tenant);
        } else {
            open.put(tenant, own);
        }
        all--;
    }
}
