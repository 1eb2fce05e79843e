package dev.sallyport.server.http;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that name a host or an origin nobody allowed. A page that makes a name of its own resolve to this
 * machine (DNS rebinding) sends its own name as Host; a page of another site sends its own Origin. Immutable.
 */
public final class HostGuard {
    private final Set<String> hosts;
    private final Set<String> origins;

    /**
     * A guard.
     *
     * @param hosts host names or addresses without port, IPv6 in brackets
     * @param origins origins beyond the gateway's own, for example {@code https://console.example:8443}
     */
    public HostGuard(Set<String> hosts, Set<String> origins) {
        this.hosts = lower(hosts);
        this.origins = lower(origins);
    }

    /**
     * Checks the two header fields.
     *
     * @param host the Host field, null if absent
     * @param origin the Origin field, null if absent
     * @throws Problem 403 {@code host_not_allowed} or {@code origin_not_allowed}
     */
    public void check(@Nullable String host, @Nullable String origin) {
        if (host == null || !hosts.contains(name(host))) {
            throw new Problem(
                    403,
                    "host_not_allowed",
                    "the Host field names no host this gateway serves; use localhost or add the name to `allowed.hosts`");
        }
        if (origin != null && !origins.contains(origin.toLowerCase(Locale.ROOT)) && !own(origin, host)) {
            throw new Problem(
                    403,
                    "origin_not_allowed",
                    "requests from pages of this origin are not taken; add it to `allowed.origins`");
        }
    }

    private static boolean own(String origin, String host) {
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }

    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return name.toLowerCase(Locale.ROOT);
    }

    private static Set<String> lower(Set<String> values) {
        Set<String> out = new HashSet<>();
        values.forEach(v -> out.add(v.toLowerCase(Locale.ROOT)));
        return Set.copyOf(out);
    }
}
