package dev.sallyport.server.api;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Assurance;
import dev.sallyport.gate.registry.Preview;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Agents: who they are, and whether they and their sessions may act. */
final class Agents {
    private static final int MOST_GRANTS = 256;
    private static final int LONGEST_GRANT = 512;
    private static final int LIST_LIMIT = 1000;

    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final IdSource ids;
    private final Credentials credentials;
    private final SessionUsers users;
    /** Held from looking whether a key is free until its agent is recorded, so that no key is taken twice. */
    private final ReentrantLock registering = new ReentrantLock();

    Agents(ApiParts parts) {
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.ids = parts.ids();
        this.credentials = parts.credentials();
        this.users = new SessionUsers(parts.gate(), parts.records());
    }

    /** What a registration asks for. */
    private record Wanted(
            String key,
            String name,
            String ownerTeam,
            Optional<PersonId> owner,
            String environment,
            String riskTier,
            Optional<TrustLevel> ceiling,
            Optional<Scheme> scheme,
            Optional<Assurance> assurance,
            boolean speaksForUser,
            boolean replace) {
        static Wanted of(Fields body) {
            String key = Name.check("agent_key", body.text("agent_key"));
            Wanted wanted = new Wanted(
                    key,
                    text(body, "name", key),
                    text(body, "owner_team", "unnamed"),
                    body.optionalText("owner").map(PersonId::new),
                    text(body, "environment", "production"),
                    text(body, "risk_tier", "medium"),
                    word(body, "trust_ceiling", TrustLevel::byWire),
                    word(body, "action_hash_scheme", Scheme::byId),
                    word(body, "assurance", Assurance::byWire),
                    isTrue(body, "speaks_for_user"),
                    isTrue(body, "replace"));
            return wanted;
        }

        private static boolean isTrue(Fields body, String member) {
            return body.whole().get(member) != null && body.flag(member);
        }

        private static String text(Fields body, String member, String fallback) {
            return Name.label(member, body.optionalText(member).orElse(fallback));
        }

        private static <T> Optional<T> word(
                Fields body, String member, java.util.function.Function<String, Optional<T>> lookup) {
            return body.optionalText(member)
                    .map(word -> lookup.apply(word)
                            .orElseThrow(() -> Input.wrong(member + " takes another word; see the API's description")));
        }

        /** Whether it asks for something only an operator may give. */
        boolean isPrivileged() {
            boolean raises = ceiling.filter(level -> level.compareTo(TrustLevel.TRUSTED_INTERNAL_UNSIGNED) < 0)
                    .isPresent();
            return raises || replace || speaksForUser || scheme.isPresent() || assurance.isPresent();
        }
    }

    Reply register(Exchange exchange) {
        Caller caller = access.staff(exchange);
        Wanted wanted = switch (caller) {
            case Caller.Operator o -> input.read(exchange, Wanted::of);
            case Caller.Enroller e -> plain(input.read(exchange, Wanted::of));
            case Caller.AgentCaller a -> throw refused(caller, exchange);
            case Caller.Person p -> throw refused(caller, exchange);
        };
        String token = credentials.mint(CredentialKind.AGENT);
        registering.lock();
        try {
            if (caller instanceof Caller.Enroller) {
                inOrdinaryCell(caller.tenant(), wanted.environment());
            }
            Agent agent = agent(caller, wanted, Credentials.hash(token));
            String receipt = acts.record(caller.actor(), new RegistryChange.RegisterAgent(agent), "");
            return Reply.json(201, registered(agent, token, receipt));
        } finally {
            registering.unlock();
        }
    }

    private Problem refused(Caller caller, Exchange exchange) {
        return access.refused(caller, exchange, "an enrolment or operator key");
    }

    private static Wanted plain(Wanted wanted) {
        if (wanted.isPrivileged()) {
            throw new Problem(
                    403,
                    "operator_only",
                    "replace, speaks_for_user, action_hash_scheme, assurance and a ceiling of trusted_internal_signed take an operator key");
        }
        return wanted;
    }

    /** Whoever enrols chooses the cell, and must not choose one in which shields may do less than elsewhere. */
    private void inOrdinaryCell(TenantId tenant, String cell) {
        if (journal.registry().shields(tenant).isLooser(cell)) {
            throw new Problem(
                    403,
                    "operator_only",
                    "shields are set looser for that environment than for others, so an agent is registered there with an operator key");
        }
    }

    private Agent agent(Caller caller, Wanted wanted, String tokenHash) {
        if (wanted.key().equals(Agent.LOCAL_KEY)) {
            throw new Problem(
                    409, "agent_key_reserved", "this key stands for connections without a token; choose another");
        }
        if (wanted.key().startsWith(Preview.KEY_PREFIX)) {
            throw new Problem(409, "agent_key_reserved", "keys of that form stand for previews; choose another");
        }
        Optional<Agent> before = journal.registry().agentByKey(caller.tenant(), wanted.key());
        if (before.isPresent() && !wanted.replace()) {
            throw new Problem(
                    409, "agent_key_taken", "an agent is registered under this key; an operator can replace it");
        }
        before.filter(a -> a.status() == AgentStatus.REVOKED).ifPresent(a -> {
            throw new Problem(409, "agent_revoked", "this agent was revoked for good; register another key");
        });
        return new Agent(
                caller.tenant(),
                before.map(Agent::id).orElseGet(() -> new AgentId("agt_" + ids.next())),
                wanted.key(),
                wanted.name(),
                wanted.ownerTeam(),
                wanted.owner(),
                wanted.environment(),
                wanted.riskTier(),
                wanted.ceiling().orElse(TrustLevel.TRUSTED_INTERNAL_UNSIGNED),
                wanted.scheme().orElse(Scheme.AEGIS_JCS_1),
                wanted.assurance().orElse(Assurance.ADVISORY),
                before.map(Agent::status).orElse(AgentStatus.ACTIVE),
                tokenHash,
                enroller(caller),
                wanted.speaksForUser(),
                Optional.empty());
    }

    /** Whose approvals an enrolment key may follow is settled here: those of the agents it registered itself. */
    private static Optional<String> enroller(Caller caller) {
        return caller instanceof Caller.Enroller enroller
                ? Optional.of(enroller.key().id())
                : Optional.empty();
    }

    private static JsonObject registered(Agent agent, String token, String receipt) {
        return JsonObject.builder()
                .put("agent_id", agent.id().value())
                .put("agent_token", token)
                .put("agent_key", agent.key())
                .put("status", status(agent))
                .put("receipt_id", receipt)
                .build();
    }

    Reply list(Exchange exchange) {
        Caller caller = access.staff(exchange);
        int limit = (int) exchange.query("limit", 1, LIST_LIMIT, 100);
        int offset = (int) exchange.query("offset", 0, Integer.MAX_VALUE, 0);
        List<Json> rows = switch (caller) {
            case Caller.Operator o -> rows(caller, agent -> true, limit, offset);
            case Caller.Enroller e -> rows(caller, agent -> isEnrolledBy(e, agent), limit, offset);
            case Caller.AgentCaller a -> List.of(row(a.agent()));
            case Caller.Person p -> throw refused(caller, exchange);
        };
        return Reply.json(
                200, JsonObject.builder().put("agents", new JsonArray(rows)).build());
    }

    /** Whether that enrolment key registered the agent. */
    static boolean isEnrolledBy(Caller.Enroller enroller, Agent agent) {
        return agent.enrolledBy().equals(Optional.of(enroller.key().id()));
    }

    private List<Json> rows(Caller caller, Predicate<Agent> shown, int limit, int offset) {
        return journal.registry().agents(caller.tenant()).stream()
                .filter(shown)
                .sorted(Comparator.comparing(Agent::key))
                .skip(offset)
                .limit(limit)
                .<Json>map(Agents::row)
                .toList();
    }

    private static JsonObject row(Agent agent) {
        JsonObject.Builder out = JsonObject.builder()
                .put("agent_id", agent.id().value())
                .put("agent_key", agent.key())
                .put("name", agent.name())
                .put("owner_team", agent.ownerTeam())
                .put("environment", agent.environment())
                .put("risk_tier", agent.riskTier())
                .put("trust_ceiling", agent.ceiling().wire())
                .put("action_hash_scheme", agent.scheme().id())
                .put("assurance", agent.assurance().wire())
                .put("status", status(agent));
        if (agent.speaksForUser()) {
            out.put("speaks_for_user", true);
        }
        agent.grants().ifPresent(grants -> out.put("grants", GrantRoutes.texts(grants)));
        agent.owner().ifPresent(owner -> out.put("owner", owner.value()));
        agent.enrolledBy().ifPresent(key -> out.put("enrolled_by", key));
        return out.build();
    }

    private static String status(Agent agent) {
        return agent.status().name().toLowerCase(Locale.ROOT);
    }

    /** What was revoked stays so. */
    static void refuseRevoked(Agent agent) {
        if (agent.status() == AgentStatus.REVOKED) {
            throw new Problem(409, "agent_revoked", "this agent was revoked for good");
        }
    }

    /** Unfreezes or revokes. */
    Reply standing(Exchange exchange, AgentStatus next) {
        Caller.Operator operator = access.operator(exchange);
        AgentId id = Input.named(exchange.path("id"), AgentId::new, "agent");
        String why = input.readOrEmpty(exchange, Acts::why);
        Agent agent = Input.found(journal.registry().agent(operator.tenant(), id), "agent");
        if (next != AgentStatus.REVOKED) {
            refuseRevoked(agent);
        }
        String receipt =
                acts.record(operator.actor(), new RegistryChange.SetAgentStatus(operator.tenant(), id, next), why);
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("agent_id", id.value())
                        .put("status", next.name().toLowerCase(Locale.ROOT))
                        .put("receipt_id", receipt)
                        .build());
    }

    private record Voice(boolean speaksForUser, String why) {
        static Voice of(Fields body) {
            return new Voice(body.flag("speaks_for_user"), Acts.why(body));
        }
    }

    /** Vouches for what an agent's host says its user said, or takes that back. Its token stays. */
    Reply speaks(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        AgentId id = Input.named(exchange.path("id"), AgentId::new, "agent");
        Agent agent = Input.found(journal.registry().agent(operator.tenant(), id), "agent");
        Voice voice = input.read(exchange, Voice::of);
        refuseRevoked(agent);
        RegistryChange change = new RegistryChange.SetAgentSpeaks(operator.tenant(), id, voice.speaksForUser());
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("agent_id", id.value())
                        .put("status", status(agent))
                        .put("speaks_for_user", voice.speaksForUser())
                        .put("receipt_id", acts.record(operator.actor(), change, voice.why()))
                        .build());
    }

    private record Granting(Optional<List<String>> grants, String why) {
        static Granting of(Fields body) {
            Optional<List<String>> grants =
                    body.whole().get("grants") == null ? Optional.empty() : Optional.of(body.texts("grants"));
            if (grants.filter(g -> g.size() > MOST_GRANTS
                            || g.stream().anyMatch(text -> text.isBlank() || text.length() > LONGEST_GRANT))
                    .isPresent()) {
                throw Input.wrong("`grants` takes up to " + MOST_GRANTS + " texts of 1 to " + LONGEST_GRANT
                        + " characters, such as Read or Bash(git *)");
            }
            return new Granting(grants, Acts.why(body));
        }
    }

    /** Declares what an agent may use, for the shield that compares; without {@code grants} the declaration is withdrawn. */
    Reply grants(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        AgentId id = Input.named(exchange.path("id"), AgentId::new, "agent");
        Input.found(journal.registry().agent(operator.tenant(), id), "agent");
        Granting granting = input.readOrEmpty(exchange, Granting::of);
        String receipt = acts.record(
                operator.actor(),
                new RegistryChange.SetAgentGrants(operator.tenant(), id, granting.grants()),
                granting.why());
        JsonObject.Builder out =
                JsonObject.builder().put("agent_id", id.value()).put("receipt_id", receipt);
        granting.grants().ifPresent(grants -> out.put("grants", GrantRoutes.texts(grants)));
        return Reply.json(200, out.build());
    }

    /**
     * Freezes or unfreezes a session, known or not yet seen. The name of a session is its agent's claim, and who can
     * choose another is not stopped by it: the agents that used the session are frozen with it.
     */
    Reply session(Exchange exchange, boolean frozen) {
        Caller.Operator operator = access.operator(exchange);
        SessionId id = Input.named(exchange.path("id"), SessionId::new, "session");
        String why = input.readOrEmpty(exchange, Acts::why);
        String receipt =
                acts.record(operator.actor(), new RegistryChange.SetSessionFrozen(operator.tenant(), id, frozen), why);
        // After the session: from then on nobody is released in it, so nobody can come to use it unseen.
        List<Json> held = frozen ? freezeAgents(operator, id, why) : List.of();
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("session", id.value())
                        .put("status", frozen ? "frozen" : "active")
                        .put("receipt_id", receipt)
                        .put("frozen_agents", new JsonArray(held))
                        .build());
    }

    private List<Json> freezeAgents(Caller.Operator operator, SessionId session, String why) {
        List<Json> held = new ArrayList<>();
        for (AgentId agent : users.of(operator.tenant(), session)) {
            // Also who is frozen already: a playbook's freeze ends by itself, and must not over an operator's word.
            boolean there = journal.registry()
                    .agent(operator.tenant(), agent)
                    .filter(a -> a.status() != AgentStatus.REVOKED)
                    .isPresent();
            if (there) {
                RegistryChange freeze = new RegistryChange.SetAgentStatus(operator.tenant(), agent, AgentStatus.FROZEN);
                String reason = "with its session `" + session + "`" + (why.isEmpty() ? "" : ": " + why);
                held.add(JsonObject.builder()
                        .put("agent_id", agent.value())
                        .put("receipt_id", acts.record(operator.actor(), freeze, reason))
                        .build());
            }
        }
        return held;
    }
}
