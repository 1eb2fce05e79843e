package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.EgressDoor.Caller;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.WireBroken;
import dev.sallyport.gate.identity.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The agent's token in a request to a proxy: {@code Bearer TOKEN}, or {@code Basic} with the session's name as user and the token as password,
 * which is what clients make of {@code http://SESSION:TOKEN@HOST} (RFC 9110, section 11.7).
 */
final class ProxyCredential {
    private static final String FIELD = "Proxy-Authorization";
    private static final String SESSION_FIELD = "Sallyport-Session";
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private ProxyCredential() {}

    /** Who asks; empty without a live token. */
    static Optional<Caller> caller(Head head, EgressDoor door) throws WireBroken {
        String field = head.one(FIELD).orElse("");
        Optional<String> session = head.one(SESSION_FIELD);
        if (field.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return caller(door, session, field.substring(BEARER.length()).strip());
        }
        if (!field.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        String pair = decoded(field.substring(BASIC.length()).strip());
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String user = pair.substring(0, colon);
        return caller(door, session.or(() -> Optional.of(user)), pair.substring(colon + 1));
    }

    private static String decoded(String text) throws WireBroken {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new WireBroken("the proxy credential is no base64");
        }
    }

    private static Optional<Caller> caller(EgressDoor door, Optional<String> session, String token) throws WireBroken {
        try {
            Optional<SessionId> named = session.filter(s -> !s.isEmpty()).map(SessionId::new);
            return door.admit(token)
                    .map(agent -> new Caller(
                            agent,
                            named.orElseGet(() -> new SessionId(agent.id().value()))));
        } catch (IllegalArgumentException e) {
            throw new WireBroken("the session's name is none");
        }
    }
}
