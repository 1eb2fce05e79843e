package dev.sallyport.bench.cedar;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks cedar-java with its policy set and schema cached on the native side: the quickest way it has. */
final class Theirs {

    private static final EntityTypeName AGENT = EntityTypeName.parse("Agent").orElseThrow();
    private static final EntityTypeName TOOL = EntityTypeName.parse("Tool").orElseThrow();
    private static final EntityTypeName TEAM = EntityTypeName.parse("Team").orElseThrow();
    private static final EntityTypeName ACTION = EntityTypeName.parse("Action").orElseThrow();

    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    private final PolicySet policies;
    private final Schema schema;

    Theirs(String text) {
        try {
            this.policies = PolicySet.parsePolicies(text);
            this.schema = Schema.parse(Schema.JsonOrCedar.Cedar, GatewayPolicies.SCHEMA);
            policies.cache();
            schema.cache();
        } catch (InternalException | CacheException e) {
            throw new IllegalStateException("cedar-java refuses the benchmark's policies", e);
        }
    }

    boolean isAllowed(int i) {
        EntityUID agent = AGENT.of("agent");
        EntityUID tool = TOOL.of("tool" + GatewayPolicies.tool(i));
        EntityUID team = TEAM.of("team" + GatewayPolicies.tool(i) % 5);
        Set<Entity> entities = Set.of(
                new Entity(agent, Map.of("trust", new PrimLong(3)), Set.of(team)),
                new Entity(tool, Map.of("mutates", new PrimBool(i % 2 == 0)), Set.of()));
        CedarList labels = new CedarList(
                GatewayPolicies.labels(i).stream().<Value>map(PrimString::new).toList());
        AuthorizationRequest request = new AuthorizationRequest(
                agent,
                ACTION.of("call"),
                tool,
                Optional.of(Map.of("labels", labels, "tenant", new PrimString("default"), "trust", new PrimLong(2))),
                Optional.of(schema),
                false);
        try {
            return engine.isAuthorized(request, policies, entities)
                    .success
                    .orElseThrow()
                    .isAllowed();
        } catch (AuthException e) {
            throw new IllegalStateException("cedar-java cannot answer", e);
        }
    }
}
