package dev.sallyport.server.api;

import dev.sallyport.connect.mcp.door.OpenDoor;
import dev.sallyport.connect.mcp.door.PolledApprovals;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.http.Fields;
import dev.sallyport.connect.mcp.http.HttpAnswer;
import dev.sallyport.connect.mcp.http.McpSessions;
import dev.sallyport.connect.mcp.http.Place;
import dev.sallyport.connect.mcp.secret.ServerPlans;
import dev.sallyport.connect.mcp.secret.ServerSecrets;
import dev.sallyport.connect.mcp.upstream.CommandTarget;
import dev.sallyport.connect.mcp.upstream.HttpTarget;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.shield.Vaults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /mcp/{server}}: MCP over HTTP, for agents. */
public final class McpRoutes {
    private static final String PATH = "/mcp/{server}";
    private static final String BEARER = "Bearer ";
    private static final String EVENTS = "text/event-stream";

    /** What a server that is a command sees of the gateway's own environment. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR");

    private final ApiParts parts;
    private final McpSessions sessions;
    private final Map<String, Settings.McpServer> configured;
    private final ServerPlans plans;
    private final Vaults vaults;

    private McpRoutes(
            ApiParts parts,
            McpSessions sessions,
            Map<String, Settings.McpServer> configured,
            ServerPlans plans,
            Vaults vaults) {
        this.parts = parts;
        this.sessions = sessions;
        this.configured = configured;
        this.plans = plans;
        this.vaults = vaults;
    }

    /** The routes over those parts. */
    public static List<Route> of(
            ApiParts parts,
            McpSessions sessions,
            Map<String, Settings.McpServer> configured,
            ServerPlans plans,
            Vaults vaults) {
        McpRoutes routes = new McpRoutes(parts, sessions, configured, plans, vaults);
        return List.of(
                new Route("POST", PATH, routes::post),
                new Route("GET", PATH, routes::get),
                new Route("DELETE", PATH, routes::delete));
    }

    private Reply post(Exchange exchange) {
        Place place = place(exchange);
        byte[] body = exchange.body(FrameReader.CLIENT_FRAME_BYTES);
        try {
            return reply(sessions.post(place, fields(exchange), body));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "gateway_stopping", "the gateway stops");
        }
    }

    private Reply get(Exchange exchange) {
        return reply(sessions.get(place(exchange), fields(exchange)));
    }

    private Reply delete(Exchange exchange) {
        return reply(sessions.delete(place(exchange), fields(exchange)));
    }

    private static Fields fields(Exchange exchange) {
        return exchange::headers;
    }

    private Place place(Exchange exchange) {
        Agent agent = parts.access().agentBehind(exchange);
        Server server = parts.journal()
                .registry()
                .server(agent.tenant(), exchange.path("server"))
                .orElseThrow(() -> new Problem(404, "server_unknown", "no operator registered a server of that name"));
        SessionId session = SessionField.of(exchange, agent);
        Optional<String> brought = brought(exchange);
        ServerSecrets held = plans.of(
                new ServerSecrets.Owner(agent.tenant(), agent.key(), server.key()), brought.flatMap(McpRoutes::bearer));
        OpenDoor.Connected connected = new OpenDoor.Connected(agent.tenant(), agent.id(), session, false, server.key());
        OpenDoor door = new OpenDoor(
                        parts.gate(), parts.journal(), new PolledApprovals(parts.records(), agent.tenant()), connected)
                .redacting(vaults.of(connected))
                .restoring(vaults.restoring(connected, plans.restores(agent.tenant(), server.key())))
                .holding(held);
        String owner = String.join(" ", agent.tenant().value(), agent.id().value(), server.key(), session.value());
        return new Place(owner, door, target(server, held, brought));
    }

    /**
     * What the client brings for the server. What this install itself handed out is never that, in whatever field it comes: an agent's
     * token must not leave.
     */
    private static Optional<String> brought(Exchange exchange) {
        return exchange.headers(Access.TOKEN_FIELD).isEmpty()
                ? Optional.empty()
                : exchange.authorization().filter(field -> !CredentialKind.isIn(field));
    }

    private static Optional<String> bearer(String field) {
        return Optional.of(field)
                .filter(f -> f.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(f -> f.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    private Place.Target target(Server server, ServerSecrets held, Optional<String> brought) {
        Optional<Settings.McpServer> more = Optional.ofNullable(configured.get(server.key()))
                .filter(known -> known.tenant().equals(server.tenant().value()));
        if (server.url().isPresent()) {
            boolean passes = more.map(Settings.McpServer::passesCredentials).orElse(false);
            Optional<String> credential = brought.filter(field -> passes);
            return new Place.Target.Address(new HttpTarget(server.url().get(), credential, passes, held.headers()));
        }
        return more.filter(known -> !known.command().isEmpty())
                .<Place.Target>map(known -> new Place.Target.Command(
                        new CommandTarget(known.command(), environment(known.environment()), held.environment())))
                .orElseThrow(
                        () -> new Problem(
                                404,
                                "server_unreachable",
                                "nobody said where this server is: register it with a url, or give it a command in `mcp.servers`"));
    }

    private static Map<String, String> environment(Map<String, String> own) {
        Map<String, String> all = new HashMap<>();
        for (String name : INHERITED) {
            Optional.ofNullable(System.getenv(name)).ifPresent(value -> all.put(name, value));
        }
        all.putAll(own);
        return all;
    }

    private static Reply reply(HttpAnswer answer) {
        return switch (answer) {
            case HttpAnswer.Bare bare -> new Reply.Whole(bare.status(), Reply.JSON, new byte[0], bare.fields());
            case HttpAnswer.Whole whole -> new Reply.Whole(whole.status(), Reply.JSON, whole.frame(), whole.fields());
            case HttpAnswer.Events events -> {
                Map<String, String> fields = new HashMap<>(events.fields());
                fields.put("X-Accel-Buffering", "no");
                yield new Reply.Streamed(200, EVENTS, events.writer()::writeTo, fields);
            }
        };
    }
}
