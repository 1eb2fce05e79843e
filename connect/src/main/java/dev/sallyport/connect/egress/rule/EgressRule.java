package dev.sallyport.connect.egress.rule;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.text.host.AddressClass;
import dev.sallyport.text.host.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator allows: whom, where to, and what is lifted for it.
 *
 * @param hosts by name
 * @param categories destinations by kind
 * @param ports at least one
 * @param agents keys of agents; empty means every agent
 * @param environments of agents, for example a cell's; empty means every environment
 * @param networks addresses that are open although they are not public; also as addresses written out
 * @param lifts what else is lifted
 * @param brings how far what comes back is trusted; empty if as far as the agent itself
 * @param supplied what the gateway adds to requests; such a rule covers no tunnels but those it opens
 */
public record EgressRule(
        List<HostPattern> hosts,
        Set<String> categories,
        Set<Integer> ports,
        Set<String> agents,
        Set<String> environments,
        List<Network> networks,
        Set<Lift> lifts,
        Optional<TrustLevel> brings,
        Supplied supplied) {
    /** A demand on tunnels that a rule can lift. */
    public enum Lift {
        /** The tunnel carries something else than TLS. */
        ANY_PROTOCOL,
        /** The greeting names no host. */
        NAME_ABSENT,
        /** The greeting carries an encrypted one, which may name another host. */
        NAME_ENCRYPTED
    }

    /** A rule that adds nothing. */
    public EgressRule(
            List<HostPattern> hosts,
            Set<String> categories,
            Set<Integer> ports,
            Set<String> agents,
            Set<String> environments,
            List<Network> networks,
            Set<Lift> lifts,
            Optional<TrustLevel> brings) {
        this(hosts, categories, ports, agents, environments, networks, lifts, brings, Supplied.NONE);
    }

    public EgressRule {
        hosts = List.copyOf(hosts);
        categories = Set.copyOf(categories);
        ports = Set.copyOf(ports);
        agents = Set.copyOf(agents);
        environments = Set.copyOf(environments);
        networks = List.copyOf(networks);
        lifts = Set.copyOf(lifts);
    }

    /** Whether it speaks of that agent, in that environment, and that way to connect. */
    boolean isFor(Connecting who, EgressTarget target) {
        return ports.contains(target.port())
                && (agents.isEmpty() || agents.contains(who.agentKey()))
                && (environments.isEmpty() || environments.contains(who.environment()));
    }

    /** Whether it names the host or one of its categories. */
    boolean covers(String host, List<String> of) {
        return hosts.stream().anyMatch(p -> p.matches(host)) || of.stream().anyMatch(categories::contains);
    }

    /** Whether it allows the host although its category is refused: by its very name, or by that category. */
    boolean lifts(String host, String category) {
        return categories.contains(category) || hosts.stream().anyMatch(p -> p.isExact() && p.matches(host));
    }

    /** Whether a connection to that address may be made. A metadata service must be named by its one address. */
    public boolean opens(InetAddress address, AddressClass kind) {
        return switch (kind) {
            case PUBLIC -> true;
            case METADATA -> networks.stream().anyMatch(n -> n.isSingle() && n.contains(address));
            case LOOPBACK, PRIVATE, LINK_LOCAL, SHARED, MULTICAST, SPECIAL -> isNamed(address);
        };
    }

    /** Whether a network of the rule holds the address. */
    public boolean isNamed(InetAddress address) {
        return networks.stream().anyMatch(n -> n.contains(address));
    }
}
