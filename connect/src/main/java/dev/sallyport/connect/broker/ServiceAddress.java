package dev.sallyport.connect.broker;

import java.net.URI;
import java.util.Set;

/** Where a service may be that is shown a secret: behind TLS, or on this machine. */
public final class ServiceAddress {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ServiceAddress() {}

    /** Whether secrets may be sent there. */
    public static boolean isSafe(URI address) {
        boolean local = LOOPBACK.contains(String.valueOf(address.getHost()));
        return address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && ("https".equals(address.getScheme()) || (local && "http".equals(address.getScheme())));
    }
}
