package dev.sallyport.server.wiring;

import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.exchange.ExchangedTokens;
import dev.sallyport.connect.mcp.http.HttpLimits;
import dev.sallyport.connect.mcp.http.McpSessions;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.connect.mcp.proxy.ProxyLimits;
import dev.sallyport.connect.mcp.secret.ServerPlans;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the sessions of MCP clients that come over HTTP: ends those nobody uses, and all of them at last. */
final class McpDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpDoor.class);
    private static final long SWEEP_MILLIS = 30_000;

    private final McpSessions sessions;
    private final Rounds sweeper;

    McpDoor(McpSessions sessions) {
        this.sessions = sessions;
        this.sweeper =
                new Rounds("mcp-sessions", SWEEP_MILLIS, "idle MCP sessions could not be ended", sessions::sweep);
    }

    /** No sessions yet. */
    static McpSessions sessions(House house, Counters counters) {
        Credentials chance = new Credentials(house.sources().random());
        Settings.McpSessions sessions = house.settings().mcp().sessions();
        return new McpSessions(
                HttpLimits.DEFAULT.with(sessions.each(), sessions.all(), sessions.idleMillis(), sessions.commands()),
                ProxyLimits.DEFAULT,
                counters,
                house.sources().ticker(),
                // A credential's worth of chance, and nobody's credential.
                () -> Credentials.hash(chance.mint(CredentialKind.AGENT)),
                line -> LOG.warn("{}", line.replaceAll("\\p{Cntrl}", " ")));
    }

    /** What the gateway holds for the servers of the configuration. */
    static ServerPlans plans(House house, TokenBroker broker) {
        Map<String, ServerPlans.Named> plans = new HashMap<>();
        house.settings()
                .mcp()
                .servers()
                .forEach((key, server) ->
                        plans.put(key, new ServerPlans.Named(new TenantId(server.tenant()), server.plan())));
        return new ServerPlans(
                plans, broker, new ExchangedTokens(broker, house.sources().ticker()));
    }

    @Override
    public void close() {
        sweeper.close();
        sessions.close();
    }
}
