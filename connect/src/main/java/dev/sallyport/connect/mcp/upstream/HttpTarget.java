package dev.sallyport.connect.mcp.upstream;

import java.net.URI;
import java.util.Optional;

/**
 * Where a server takes MCP over HTTP, and as whom it is spoken to.
 *
 * @param url the MCP endpoint
 * @param authorization the whole value of the Authorization field; not in {@link #toString}
 * @param passesChallenges whether it is the client's own credential, so that the client hears what the server says to it
 * @param supply what the gateway itself adds when it sends
 */
public record HttpTarget(URI url, Optional<String> authorization, boolean passesChallenges, Optional<Supply> supply) {
    /** One to which the gateway adds nothing. */
    public HttpTarget(URI url, Optional<String> authorization, boolean passesChallenges) {
        this(url, authorization, passesChallenges, Optional.empty());
    }

    /**
     * @throws IllegalArgumentException when the address is none of http or https, or holds a name and password
     */
    public HttpTarget {
        fault(url).ifPresent(what -> {
            throw new IllegalArgumentException(what);
        });
    }

    /** What keeps the address from being a server's, as a lower-case fragment. */
    public static Optional<String> fault(URI url) {
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        return web && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null
                ? Optional.empty()
                : Optional.of(
                        "a server's address begins with http:// or https://, names a host, and holds no password or fragment");
    }

    @Override
    public String toString() {
        return "HttpTarget[url=" + url + ", authorization=" + (authorization.isPresent() ? "present" : "none") + "]";
    }
}
