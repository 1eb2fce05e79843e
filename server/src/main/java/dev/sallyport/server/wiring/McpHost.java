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
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Assurance;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets links of this machine's own user in. With a token the link is that agent's; without one it is the agent {@value
 * #LOCAL_KEY} of the default tenant, which is registered when it first comes. Thread-safe.
 *
 * <p>The session's name is the link's claim, so the gateway did not open the session, and it inherits what the agent's
 * other sessions carry: a new name washes nothing away.
 */
final class McpHost implements LinkHost {
    /** The key of the agent that stands for whoever works on this machine without a token. */
    static final String LOCAL_KEY = "local";

    private final Gate gate;
    private final House house;
    private final Counters counters;
    private final FirstUse accepting;
    private final Credentials credentials;
    /** Held while the local agent is looked up and, if need be, registered. */
    private final ReentrantLock registering = new ReentrantLock();

    McpHost(Gate gate, House house, Counters counters) {
        this.gate = gate;
        this.house = house;
        this.counters = counters;
        this.accepting = new FirstUse(gate, house.journal());
        this.credentials = new Credentials(house.sources().random());
    }

    @Override
    public Admission admit(Hello hello) {
        Optional<Agent> agent =
                hello.token().isPresent() ? byToken(hello.token().get()) : local();
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
        return new Admission.Admitted(outlet -> proxy(connected, hello.firstUse(), outlet));
    }

    private static Admission refused(String code, String why) {
        return new Admission.Refused(new Ending(code, why));
    }

    private McpProxy proxy(OpenDoor.Connected connected, boolean firstUse, Outlet outlet) {
        OpenDoor door = new OpenDoor(
                gate,
                house.journal(),
                new PolledApprovals(house.records(), connected.tenant()),
                connected,
                Optional.of(accepting).filter(use -> firstUse));
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
                Credentials.hash(credentials.mint(CredentialKind.AGENT)));
        CommitResult result = gate.change(
                Actor.system(Install.DEFAULT_TENANT),
                new RegistryChange.RegisterAgent(agent),
                "first link without a token");
        return result instanceof CommitResult.Committed ? Optional.of(agent) : Optional.empty();
    }
}
