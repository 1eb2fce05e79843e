package dev.sallyport.server.wiring;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.connect.link.Ending;
import dev.sallyport.connect.link.Hello;
import dev.sallyport.connect.link.LinkHost;
import dev.sallyport.connect.mcp.door.FirstUse;
import dev.sallyport.connect.mcp.door.OpenDoor;
import dev.sallyport.connect.mcp.door.PolledApprovals;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import dev.sallyport.connect.mcp.proxy.ProxyLimits;
import dev.sallyport.connect.mcp.secret.ServerPlans;
import dev.sallyport.connect.mcp.secret.ServerSecrets;
import dev.sallyport.connect.mcp.upstream.HttpTarget;
import dev.sallyport.connect.mcp.upstream.HttpUpstreams;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Assurance;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets links of this machine's own user in. With a token the link is that agent's; without one it is the agent {@value
 * #LOCAL_KEY} of the default tenant, which is registered when it first comes. Thread-safe.
 *
 * <p>Who has a token could leave it at home to be somebody else: {@code mcp.local_agent} says whether links without one
 * come in at all. Unless the operator decides otherwise they do only while no agent is registered, which is asked again
 * at every call of an open link.
 *
 * <p>The session's name is the link's claim, so the gateway did not open the session, and it inherits what the agent's
 * other sessions carry: a new name washes nothing away.
 */
final class McpHost implements LinkHost {
    /** The key of the agent that stands for whoever works on this machine without a token. */
    static final String LOCAL_KEY = Agent.LOCAL_KEY;

    private final Gate gate;
    private final House house;
    private final Counters counters;
    private final FirstUse accepting;
    private final Credentials credentials;
    private final ServerPlans plans;
    private final HttpUpstreams upstreams = new HttpUpstreams();
    /** Held while the local agent is looked up and, if need be, registered. */
    private final ReentrantLock registering = new ReentrantLock();

    McpHost(Gate gate, House house, Counters counters, ServerPlans plans) {
        this.plans = plans;
        this.gate = gate;
        this.house = house;
        this.counters = counters;
        this.accepting = new FirstUse(gate, house.journal());
        this.credentials = new Credentials(house.sources().random());
    }

    @Override
    public Admission admit(Hello hello) {
        boolean local = hello.token().isEmpty();
        Optional<ReasonCode> away = local ? localTurnedAway() : Optional.empty();
        if (away.isPresent()) {
            return refused(away.get().wire(), away.get().sentence());
        }
        Optional<Agent> agent = local ? local() : byToken(hello.token().get());
        if (agent.isEmpty()) {
            return refused("credential_unknown", "the token in SALLYPORT_TOKEN is not a registered agent's");
        }
        if (agent.get().status() == AgentStatus.REVOKED) {
            return refused("credential_revoked", "this agent was revoked; an operator must register another");
        }
        OpenDoor.Connected connected = new OpenDoor.Connected(
                agent.get().tenant(),
                agent.get().id(),
                new SessionId(hello.session()),
                false,
                Name.check("server", hello.server()));
        Optional<URI> registered = house.journal()
                .registry()
                .server(connected.tenant(), connected.serverKey())
                .flatMap(Server::url);
        if (hello.url().isPresent() && !hello.url().equals(registered.map(URI::toString))) {
            return refused("server_elsewhere", "no operator registered this server with that address");
        }
        Supplier<Optional<ReasonCode>> turnedAway = local ? this::localTurnedAway : Optional::empty;
        ServerSecrets held = plans.of(
                new ServerSecrets.Owner(connected.tenant(), agent.get().key(), connected.serverKey()),
                Optional.empty());
        // A command behind the link belongs to the agent's user: it is given nothing.
        Optional<ServerSecrets> ours = Optional.of(held).filter(h -> hello.url().isPresent());
        return new Admission.Admitted(
                outlet -> proxy(connected, outlet, turnedAway, hello.firstUse(), ours),
                registered
                        .filter(url -> hello.url().isPresent())
                        .map(url -> hears ->
                                upstreams.open(new HttpTarget(url, Optional.empty(), false, held.headers()), hears)));
    }

    /** Why links without a token may do nothing now, if so. */
    private Optional<ReasonCode> localTurnedAway() {
        boolean allowed = switch (house.settings().mcp().localAgent()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> nobodyIsRegistered(house.journal().registry());
        };
        return allowed ? Optional.empty() : Optional.of(ReasonCode.LOCAL_AGENT_OFF);
    }

    /** In no tenant: a link without a token is nobody's, so it could be any tenant's agent. */
    private static boolean nobodyIsRegistered(Registry registry) {
        return registry.tenants().stream()
                .flatMap(tenant -> registry.agents(tenant).stream())
                .allMatch(agent -> agent.key().equals(LOCAL_KEY));
    }

    private Admission refused(String code, String why) {
        house.events()
                .emit(new Event(
                        EventName.AUTH_DENIED,
                        Install.DEFAULT_TENANT,
                        house.sources().clock().millis(),
                        "",
                        Map.of("auth.reason", code, "source.address", "link")));
        return new Admission.Refused(new Ending(code, why));
    }

    private McpProxy proxy(
            OpenDoor.Connected connected,
            Outlet outlet,
            Supplier<Optional<ReasonCode>> turnedAway,
            boolean firstUse,
            Optional<ServerSecrets> held) {
        OpenDoor open = new OpenDoor(
                        gate,
                        house.journal(),
                        new PolledApprovals(house.records(), connected.tenant()),
                        connected,
                        turnedAway,
                        Optional.of(accepting).filter(use -> firstUse))
                .redacting(house.vaults().of(connected));
        OpenDoor door = held.map(open::holding).orElse(open);
        // A credential's worth of chance: the prefix must not be guessable, and this is at hand.
        String prefix = Credentials.hash(credentials.mint(CredentialKind.AGENT));
        return new McpProxy(
                door, outlet, ProxyLimits.DEFAULT, counters, house.sources().ticker(), prefix);
    }

    private Optional<Agent> byToken(String token) {
        return house.journal().registry().agentByToken(Credentials.hash(token));
    }

    private Optional<Agent> local() {
        registering.lock();
        try {
            Registry registry = house.journal().registry();
            return registry.agentByKey(Install.DEFAULT_TENANT, LOCAL_KEY).or(this::register);
        } finally {
            registering.unlock();
        }
    }

    private Optional<Agent> register() {
        Agent agent = new Agent(
                Install.DEFAULT_TENANT,
                new AgentId("agt_" + house.ids().next()),
                LOCAL_KEY,
                "Agents of this machine's user",
                "local",
                Optional.empty(),
                "local",
                "medium",
                TrustLevel.TRUSTED_INTERNAL_UNSIGNED,
                Scheme.SALLYPORT_JCS_2,
                Assurance.ADVISORY,
                AgentStatus.ACTIVE,
                // Nobody ever learns this token, so nobody but the link can be this agent.
                Credentials.hash(credentials.mint(CredentialKind.AGENT)),
                Optional.empty(),
                false,
                Optional.empty());
        CommitResult result = gate.change(
                Actor.system(Install.DEFAULT_TENANT),
                new RegistryChange.RegisterAgent(agent),
                "first link without a token");
        return result instanceof CommitResult.Committed ? Optional.of(agent) : Optional.empty();
    }
}
