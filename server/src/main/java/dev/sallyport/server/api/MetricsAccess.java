package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/**
 * Who may read the measurements: anyone while they are served on loopback alone, elsewhere whoever holds the token, and
 * nobody while there is none. Thread-safe.
 *
 * @param tokenHash SHA-256 of the token, lower-case hex
 * @param onLoopback whether the gateway listens on loopback alone
 */
public record MetricsAccess(Optional<String> tokenHash, boolean onLoopback) {
    private static final String BEARER = "Bearer ";

    /** Whether who listens on that address is heard on this machine alone; a name other than localhost counts as not. */
    public static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || host.equals("::1")
                || host.equals("[::1]");
    }

    /** Whether nobody can read the measurements. */
    public boolean isClosed() {
        return tokenHash.isEmpty() && !onLoopback;
    }

    void check(Exchange exchange) {
        if (isClosed()) {
            throw new Problem(
                    403,
                    "metrics_token_unset",
                    "beyond loopback the measurements take a token: set `metrics.token` to its SHA-256");
        }
        if (tokenHash.isPresent() && !presented(exchange).map(this::matches).orElse(false)) {
            throw new Problem(
                    401,
                    "metrics_token_missing",
                    "send the token of `metrics.token` as `Authorization: Bearer ...`",
                    JsonObject.of(),
                    Map.of("WWW-Authenticate", "Bearer"));
        }
    }

    private boolean matches(String token) {
        byte[] wanted = tokenHash.orElseThrow().getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(wanted, Credentials.hash(token).getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<String> presented(Exchange exchange) {
        return exchange.authorization()
                .filter(field -> field.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(field -> field.substring(BEARER.length()).strip());
    }
}
