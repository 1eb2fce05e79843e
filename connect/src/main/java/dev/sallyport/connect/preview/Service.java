package dev.sallyport.connect.preview;

import dev.sallyport.gate.identity.TenantId;
import java.net.URI;

/**
 * A development service that an operator of the machine made known.
 *
 * @param tenant whose operators may open previews of it
 * @param base {@code http} or {@code https}, host and port; no path
 */
public record Service(String name, TenantId tenant, URI base) {
    boolean isSecure() {
        return "https".equals(base.getScheme());
    }

    int port() {
        return base.getPort() >= 0 ? base.getPort() : isSecure() ? 443 : 80;
    }

    /** The host without the brackets of an IPv6 address. */
    String host() {
        String host = base.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** What its Host field says. */
    String authority() {
        return base.getRawAuthority();
    }

    /** Scheme, host and port, as a browser writes an origin. */
    String origin() {
        return base.getScheme() + "://" + authority();
    }
}
