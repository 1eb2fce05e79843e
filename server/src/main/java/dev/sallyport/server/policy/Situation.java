package dev.sallyport.server.policy;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.CapabilityMap;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.OwnGround;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.facts.PinState;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Assurance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known around an action that is judged without a gateway: the facts of {@link FactsCodec}, every member of them
 * optional.
 *
 * <p>What is left out is what a gateway would find for an agent in good standing that says nothing of itself: the tool is in
 * nobody's catalogue, so it mutates, and the trust is {@code unknown}. What follows from the action itself (its tool, its
 * hashes) can't be stated otherwise.
 */
public final class Situation {
    private static final Set<String> FROM_ACTION =
            Set.of("tool", "action", "resource", "declared_mutates", "action_hash", "action_hash_2");

    private static final JsonObject HARMLESS = JsonObject.builder()
            .put("kind", "none")
            .put("tier", "local")
            .put("asked", "none")
            .put("origins", JsonObject.of())
            .put("carries_link", false)
            .put("carries_secret", false)
            .put("sensitive_read", false)
            .put("untrusted_read", false)
            .build();

    private final JsonObject stated;

    private Situation(JsonObject stated) {
        this.stated = stated;
    }

    /** Nothing is known. */
    public static Situation unknown() {
        return new Situation(JsonObject.of());
    }

    /** The facts somebody stated, in the shape of recorded facts. */
    public static Situation of(JsonObject stated) {
        return new Situation(stated);
    }

    /** The facts in which the action would be judged under the bundle with that digest. */
    public Facts around(Action action, String policyDigest) {
        JsonObject derived = FactsCodec.toJson(unremarkable(action, policyDigest));
        JsonObject merged = withForm(merged("facts", derived, stated));
        for (String member : FROM_ACTION) {
            Json own = derived.get("what") instanceof JsonObject what ? what.get(member) : null;
            Json said = merged.get("what") instanceof JsonObject what ? what.get(member) : null;
            if (own == null ? said != null : !own.equals(said)) {
                throw new Unjudgeable(
                        "facts_refused",
                        "facts: what." + member + " comes from the action and can't be stated otherwise");
            }
        }
        try {
            return FactsCodec.parse(CanonicalForm.of(merged, Scheme.SALLYPORT_JCS_2));
        } catch (FormBroken | IllegalArgumentException refused) {
            throw new Unjudgeable("facts_refused", String.valueOf(refused.getMessage()));
        }
    }

    /**
     * What the body of an authorize request says beside the action, for a request that is judged without a gateway.
     *
     * @param request with {@code tool_call} and, if it likes, {@code session}, {@code agent}, {@code user}, {@code context}
     */
    public static Situation said(JsonObject request) {
        Map<String, Json> who = new LinkedHashMap<>();
        put(who, "session", member(request, "session"));
        put(who, "agent", inner(request, "agent", "id"));
        put(who, "environment", inner(request, "agent", "environment"));
        put(who, "user_role", inner(request, "user", "role"));
        Map<String, Json> trust = new LinkedHashMap<>();
        put(trust, "stated", inner(request, "context", "source_trust"));
        put(trust, "sensitive", inner(request, "context", "contains_sensitive_data"));
        return new Situation(JsonObject.builder()
                .put("who", new JsonObject(who))
                .put("trust", new JsonObject(trust))
                .build());
    }

    /** The same, with what somebody else states on top. */
    public Situation with(JsonObject more) {
        return new Situation(merged("facts", stated, more));
    }

    private static void put(Map<String, Json> members, String name, Json value) {
        if (value instanceof JsonString || value instanceof JsonBoolean) {
            members.put(name, value);
        }
    }

    private static Json inner(JsonObject request, String member, String name) {
        return request.get(member) instanceof JsonObject object ? member(object, name) : JsonNull.NULL;
    }

    private static Json member(JsonObject object, String name) {
        Json value = object.get(name);
        return value == null ? JsonNull.NULL : value;
    }

    private static Facts unremarkable(Action action, String policyDigest) {
        Capability capability =
                CapabilityMap.required(action.tool(), action.action()).orElse(Capability.TOOL);
        return new Facts(
                new Facts.Who(
                        new TenantId("default"),
                        new AgentId("agent"),
                        new SessionId("session"),
                        "development",
                        "medium",
                        Assurance.ADVISORY,
                        Optional.empty()),
                new Facts.What(
                        Door.CLI,
                        action.tool(),
                        action.action(),
                        Optional.ofNullable(action.resource()),
                        capability,
                        action.mutatesState(),
                        Optional.empty(),
                        PinState.UNKNOWN,
                        Optional.empty(),
                        false,
                        new OwnGround(List.of()).touchedBy(action, capability),
                        action.hash(Scheme.SALLYPORT_JCS_2).hex(),
                        action.hash(Scheme.SALLYPORT_JCS_2).hex(),
                        Optional.empty()),
                new Facts.Trust(TrustLevel.UNKNOWN, TrustLevel.TRUSTED_INTERNAL_UNSIGNED, List.of(), List.of(), false),
                new Facts.Standing(AgentStatus.ACTIVE, false, false),
                policyDigest,
                0,
                Optional.empty());
    }

    /**
     * Stated provenance in full: what is left out is what a session without strangers' text and secrets would have. Who states
     * it, or a grant, need not know that this makes it another form.
     */
    private static JsonObject withForm(JsonObject facts) {
        if (facts.get("provenance") == null && facts.get("grant") == null) {
            return facts;
        }
        Map<String, Json> members = new LinkedHashMap<>(facts.members());
        members.put("form", new JsonString(FactsCodec.FORM_2));
        if (facts.get("provenance") instanceof JsonObject stated) {
            members.put("provenance", merged("facts.provenance", HARMLESS, stated));
        }
        return new JsonObject(members);
    }

    /** Objects are merged member by member; everything else is replaced. */
    private static JsonObject merged(String where, JsonObject base, JsonObject over) {
        Map<String, Json> members = new LinkedHashMap<>(base.members());
        over.members().forEach((name, value) -> {
            Json before = members.get(name);
            if (before instanceof JsonObject inside) {
                if (!(value instanceof JsonObject object)) {
                    throw new Unjudgeable("facts_refused", where + "." + name + " is not an object");
                }
                members.put(name, merged(where + "." + name, inside, object));
            } else {
                members.put(name, value);
            }
        });
        return new JsonObject(members);
    }
}
