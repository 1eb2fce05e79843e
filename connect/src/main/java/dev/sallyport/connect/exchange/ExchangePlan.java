package dev.sallyport.connect.exchange;

import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.broker.ServiceAddress;
import java.net.URI;
import java.util.List;

/**
 * How tokens for one server are had. Holds names of secrets, never values.
 *
 * @param endpoint the token endpoint (RFC 6749, section 3.2)
 * @param client who asks
 * @param subject on whose behalf
 * @param requestedType the kind of token that is wanted, and no other is taken (RFC 8693, section 3)
 * @param audiences names of the services the token is for
 * @param resources addresses of the services the token is for
 * @param scopes what it may be used for; empty leaves it to the authorization server
 */
public record ExchangePlan(
        URI endpoint,
        Client client,
        Subject subject,
        String requestedType,
        List<String> audiences,
        List<URI> resources,
        List<String> scopes) {
    /** The kind of token that is wanted and shown if nobody says otherwise. */
    public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    /**
     * The gateway as a client of the authorization server.
     *
     * @param inBody whether id and secret stand in the body instead of the Authorization field
     */
    public record Client(String id, SecretTemplate secret, boolean inBody) {}

    /**
     * Whose token is exchanged.
     *
     * @param token the gateway's own; empty {@link SecretTemplate#names} if it is the one that the client brings of its user
     * @param type what kind of token that is
     */
    public record Subject(SecretTemplate token, String type) {
        /** Whether the client brings it. */
        public boolean isUsers() {
            return token.names().isEmpty();
        }
    }

    /**
     * @throws IllegalArgumentException if the endpoint is neither behind TLS nor on this machine, or a resource is no whole address
     */
    public ExchangePlan {
        if (!ServiceAddress.isSafe(endpoint)) {
            throw new IllegalArgumentException("takes an https:// address (http:// on loopback alone)");
        }
        for (URI resource : resources) {
            if (!resource.isAbsolute() || resource.getRawFragment() != null) {
                throw new IllegalArgumentException("takes whole addresses without `#` as resource");
            }
        }
        audiences = List.copyOf(audiences);
        resources = List.copyOf(resources);
        scopes = List.copyOf(scopes);
    }

    /** What its secrets must be for: {@code token:HOST}. */
    public String use() {
        return "token:" + endpoint.getHost();
    }
}
