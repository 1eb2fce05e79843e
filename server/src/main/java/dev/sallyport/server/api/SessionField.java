package dev.sallyport.server.api;

import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import java.util.List;

/** The field in which clients name their session, where the path does not; without it the session is the agent's. */
final class SessionField {
    private static final String NAME = "Sallyport-Session";

    private SessionField() {}

    static SessionId of(Exchange exchange, Agent agent) {
        List<String> named = exchange.headers(NAME);
        if (named.size() > 1) {
            throw new Problem(400, "header_mismatch", "the field " + NAME + " is there more than once");
        }
        try {
            return new SessionId(named.isEmpty() ? agent.id().value() : Name.check("session", named.getFirst()));
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "bad_session_name", "the field " + NAME + " holds no name of a session");
        }
    }
}
