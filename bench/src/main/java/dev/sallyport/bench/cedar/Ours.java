package dev.sallyport.bench.cedar;

import dev.sallyport.cedar.Authorizer;
import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.Entity;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.Request;
import dev.sallyport.cedar.value.Value;
import java.util.Map;

/** Asks this project's engine; request, context and entities are made anew for every call, as a gateway must. */
final class Ours {

    private final PolicySet policies;

    Ours(String text) {
        this.policies = PolicySet.parse(text, "bench.cedar");
    }

    boolean isAllowed(int i) {
        EntityUid agent = Value.entity("Agent", "agent");
        EntityUid tool = Value.entity("Tool", "tool" + GatewayPolicies.tool(i));
        Entities entities = Entities.builder()
                .add(agent, Map.of("trust", Value.of(3)), Value.entity("Team", "team" + GatewayPolicies.tool(i) % 5))
                .add(Entity.of(tool, Map.of("mutates", Value.of(i % 2 == 0))))
                .build();
        Value labels = Value.strings(GatewayPolicies.labels(i));
        Request request = new Request(
                agent,
                Value.entity("Action", "call"),
                tool,
                Value.record(Map.of("labels", labels, "tenant", Value.of("default"), "trust", Value.of(2))));
        return Authorizer.isAuthorized(request, policies, entities).isAllowed();
    }
}
