package dev.sallyport.gate;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.containment.Containment;
import dev.sallyport.gate.containment.Containments;
import dev.sallyport.gate.containment.Destinations;
import dev.sallyport.gate.containment.Measure;
import dev.sallyport.gate.containment.Target;
import dev.sallyport.gate.facts.Contained;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.Server;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands against one call short of a freeze. Where it could lead to is looked for when something is blocked in its tenant, and once
 * for the same blocks. Confined to one thread at a time.
 */
final class Containing {
    private final Call call;
    private Seen seen = new Seen(List.of(), false, Optional.empty());
    private List<Containment> met = List.of();

    /** What was looked for, and where besides the call itself. */
    private record Seen(List<Containment> blocks, boolean shell, Optional<URI> server) {}

    Containing(Call call) {
        this.call = call;
    }

    /** Looks for destinations ahead of the session's lock, where that is to be done. */
    void look(Registry registry, boolean shell) {
        List<Containment> blocks = registry.containments(call.tenant()).blocks();
        if (blocks.isEmpty() && met.isEmpty()) {
            return;
        }
        Seen now = new Seen(
                blocks, shell, registry.server(call.tenant(), call.server()).flatMap(Server::url));
        if (!now.equals(seen)) {
            met = Destinations.met(new Destinations.Sought(texts(now.server()), shell), blocks);
            seen = now;
        }
    }

    /** What stands at that time. */
    Contained facts(Registry registry, Agent agent, boolean shell, long nowMillis) {
        Containments all = registry.containments(call.tenant());
        if (all.isEmpty()) {
            return Contained.NONE;
        }
        look(registry, shell);
        List<Containment> forced = all.forcing(concerned(), nowMillis);
        Optional<String> tier = raised(all, agent, nowMillis);
        return new Contained(
                met.stream()
                        .filter(block -> block.isInForce(nowMillis))
                        .map(block -> block.measure().key())
                        .toList(),
                forced.stream()
                        .map(one -> one.measure().key() + "@" + one.sinceMillis())
                        .toList(),
                forced.stream().map(Containing::group).distinct().sorted().toList(),
                tier.map(raised -> agent.riskTier()));
    }

    /** The tier that counts. */
    String tier(Registry registry, Agent agent, long nowMillis) {
        Containments all = registry.containments(call.tenant());
        return all.isEmpty() ? agent.riskTier() : raised(all, agent, nowMillis).orElse(agent.riskTier());
    }

    private Optional<String> raised(Containments all, Agent agent, long nowMillis) {
        List<Target> whose = List.of(new Target.Agent(call.agent()), new Target.Session(call.session()));
        return all.raised(agent.riskTier(), whose, nowMillis);
    }

    private List<Target> concerned() {
        return List.of(
                new Target.Agent(call.agent()),
                new Target.Server(call.server()),
                new Target.Tool(call.server(), call.action().action()));
    }

    private static String group(Containment forced) {
        return forced.measure() instanceof Measure.ForceApproval force
                ? force.group()
                : Measure.ForceApproval.DEFAULT_GROUP;
    }

    private List<Json> texts(Optional<URI> server) {
        List<Json> texts = new ArrayList<>(4);
        texts.add(call.action().parameters());
        if (call.action().resource() != null) {
            texts.add(new JsonString(call.action().resource()));
        }
        call.dispatch().map(Call.Dispatch::beside).ifPresent(texts::add);
        server.ifPresent(url -> texts.add(new JsonString(url.toString())));
        return texts;
    }
}
