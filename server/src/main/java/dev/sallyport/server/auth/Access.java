package dev.sallyport.server.auth;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Invitation;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.StaffKey;
import dev.sallyport.gate.registry.StaffRole;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.RateLimit;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells who is asking and whether that kind of caller may use the route.
 *
 * <p>A credential is looked up by its SHA-256, so the time a look-up takes says nothing about the credential. Refusals
 * become {@code auth.denied} events, which never hold what was presented. Thread-safe.
 */
public final class Access {
    /** Where an agent names itself if {@code Authorization} is for somebody else. */
    public static final String TOKEN_FIELD = "Sallyport-Token";

    private static final String BEARER = "Bearer ";
    private static final List<String> TENANT_FIELDS = List.of("Sallyport-Tenant", "X-Aegis-Tenant-ID");

    private final Supplier<Registry> registry;
    private final Map<String, List<String>> aliases;
    private final TenantId house;
    private final RateLimit rate;
    private final EventSink events;
    private final InstantSource clock;

    /**
     * Access to what the registry knows.
     *
     * @param aliases other names of tenants, by tenant id
     * @param house the tenant under which refused strangers are reported
     * @param rate how often one agent may come
     */
    public Access(
            Supplier<Registry> registry,
            Map<String, List<String>> aliases,
            TenantId house,
            RateLimit rate,
            EventSink events,
            InstantSource clock) {
        this.registry = registry;
        this.aliases = Map.copyOf(aliases);
        this.house = house;
        this.rate = rate;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Whoever asks.
     *
     * @throws Problem 401 without a live credential, 403 {@code tenant_mismatch} if a header names another tenant, 429
     *     if an agent comes too often
     */
    public Caller caller(Exchange exchange) {
        return caller(exchange, credential(exchange));
    }

    /**
     * An agent that says who it is in a field of its own, {@value #TOKEN_FIELD}, because the server behind the gateway wants another
     * credential in {@code Authorization}; without that field as everywhere else.
     *
     * @throws Problem as {@link #agent} does
     */
    public Agent agentBehind(Exchange exchange) {
        List<String> named = exchange.headers(TOKEN_FIELD);
        Caller caller = named.size() == 1 ? caller(exchange, named.getFirst().strip()) : caller(exchange);
        return agent(caller, exchange);
    }

    /**
     * An agent that says who it is in that field, as other services' clients do; without the field as everywhere else.
     *
     * @throws Problem as {@link #agent} does
     */
    public Agent agentNamedBy(Exchange exchange, String field) {
        List<String> named = exchange.headers(field);
        return named.isEmpty()
                ? agent(exchange)
                : agent(caller(exchange, named.size() == 1 ? named.getFirst().strip() : ""), exchange);
    }

    private Caller caller(Exchange exchange, String credential) {
        Caller caller = known(credential, exchange);
        checkTenant(caller.tenant(), exchange);
        if (caller instanceof Caller.AgentCaller agent) {
            rate.take(agent.agent().id().value());
        }
        if (caller instanceof Caller.Person person) {
            may(person, exchange);
        }
        return caller;
    }

    /**
     * An agent.
     *
     * @throws Problem as {@link #caller} does, 403 {@code wrong_credential} for anybody else
     */
    public Agent agent(Exchange exchange) {
        return agent(caller(exchange), exchange);
    }

    private Agent agent(Caller caller, Exchange exchange) {
        return switch (caller) {
            case Caller.AgentCaller agent -> agent.agent();
            case Caller.Operator o -> throw refused(caller, exchange, "an agent's token");
            case Caller.Enroller e -> throw refused(caller, exchange, "an agent's token");
            case Caller.Person p -> throw refused(caller, exchange, "an agent's token");
        };
    }

    /**
     * An operator: by a key, or a person whose roles hold {@link Right#OPERATE}; to read, {@link Right#OVERSEE} is enough.
     *
     * @throws Problem as {@link #caller} does, 403 {@code wrong_credential} for anybody else
     */
    public Caller.Operator operator(Exchange exchange) {
        Caller caller = staff(exchange);
        return switch (caller) {
            case Caller.Operator operator -> operator;
            case Caller.AgentCaller a -> throw refused(caller, exchange, "an operator key");
            case Caller.Enroller e -> throw refused(caller, exchange, "an operator key");
            case Caller.Person p -> throw refused(caller, exchange, "an operator key");
        };
    }

    /**
     * Whoever asks, where a person whose roles hold an operator's part is taken for one.
     *
     * @throws Problem as {@link #caller} does
     */
    public Caller staff(Exchange exchange) {
        Caller caller = caller(exchange);
        return caller instanceof Caller.Person person && operates(person, exchange)
                ? Caller.Operator.of(person.approver())
                : caller;
    }

    private static boolean operates(Caller.Person person, Exchange exchange) {
        return (exchange.method().equals("GET") ? Right.OVERSEE : Right.OPERATE).isOf(person.approver());
    }

    /**
     * A person whose roles hold what the route takes.
     *
     * @throws Problem as {@link #caller} does, 403 {@code wrong_credential} for anybody else
     */
    public Caller.Person person(Exchange exchange) {
        Caller caller = caller(exchange);
        return switch (caller) {
            case Caller.Person person -> person;
            case Caller.AgentCaller a -> throw refused(caller, exchange, "an approver's credential");
            case Caller.Operator o -> throw refused(caller, exchange, "an approver's credential");
            case Caller.Enroller e -> throw refused(caller, exchange, "an approver's credential");
        };
    }

    /**
     * The open invitation whose code is presented.
     *
     * @throws Problem 401 without a live code, 403 {@code tenant_mismatch} if a header names another tenant
     */
    public Invitation invited(Exchange exchange) {
        Invitation invitation = registry.get()
                .invitationByCode(Credentials.hash(credential(exchange)))
                .orElseThrow(() -> denied("credential_unknown", exchange));
        checkTenant(invitation.tenant(), exchange);
        if (invitation.expiredAt(clock.millis())) {
            throw denied("enrolment_code_expired", exchange);
        }
        return invitation;
    }

    /** The one place where the API asks what a person's roles hold. */
    private void may(Caller.Person person, Exchange exchange) {
        Right right = Right.of(exchange.method(), exchange.template());
        if (right == Right.OPERATE && !right.isOf(person.approver())) {
            throw refused(person, exchange, "an operator's or an agent's credential");
        }
        try {
            right.check(person.approver());
        } catch (Problem problem) {
            report(person.tenant(), problem.code(), exchange);
            throw problem;
        }
    }

    /** Reports that the caller is of the wrong kind for the route, and gives the refusal to throw. */
    public Problem refused(Caller caller, Exchange exchange, String wanted) {
        report(caller.tenant(), "wrong_credential", exchange);
        return new Problem(403, "wrong_credential", "this route takes " + wanted);
    }

    /**
     * The tenant of a caller that is known otherwise.
     *
     * @throws Problem 403 {@code tenant_mismatch} if a header names another one
     */
    public TenantId ofTenant(Exchange exchange, TenantId tenant) {
        checkTenant(tenant, exchange);
        return tenant;
    }

    /** The hash of the credential that is presented, whoever it belongs to. */
    public Optional<String> presented(Exchange exchange) {
        return exchange.authorization()
                .filter(field -> field.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(field -> Credentials.hash(field.substring(BEARER.length()).strip()));
    }

    private String credential(Exchange exchange) {
        String field = exchange.authorization().orElseThrow(() -> denied("credential_missing", exchange));
        if (!field.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw denied("credential_missing", exchange);
        }
        return field.substring(BEARER.length()).strip();
    }

    private Caller known(String credential, Exchange exchange) {
        Optional<Caller> caller = lookedUp(credential);
        if (caller.isEmpty()) {
            throw denied("credential_unknown", exchange);
        }
        if (caller.get() instanceof Caller.AgentCaller agent && agent.agent().status() == AgentStatus.REVOKED) {
            throw denied("credential_revoked", exchange);
        }
        return caller.get();
    }

    private Optional<Caller> lookedUp(String credential) {
        String hash = Credentials.hash(credential);
        Registry now = registry.get();
        return CredentialKind.of(credential).flatMap(kind -> switch (kind) {
            case OPERATOR -> staff(now, hash, StaffRole.OPERATOR).map(Caller.Operator::of);
            case ENROLMENT -> staff(now, hash, StaffRole.ENROLMENT).map(Caller.Enroller::new);
            case AGENT -> now.agentByToken(hash).map(Caller.AgentCaller::new);
            case PERSON -> now.approverByCredential(hash).map(Caller.Person::new);
            // A code sets a credential once, and a preview's token opens its preview alone.
            case ENROLMENT_CODE, PREVIEW -> Optional.empty();
        });
    }

    /** The tenant of the credential that a request shows, whatever it may do; nothing is refused and nothing told. */
    public Optional<TenantId> tenantOf(Exchange exchange) {
        return shown(exchange).map(Caller::tenant);
    }

    /** Whose credential a request shows, whatever it may do; nothing is refused and nothing told. */
    public Optional<Caller> shown(Exchange exchange) {
        List<String> named = exchange.headers(TOKEN_FIELD);
        return named.size() == 1
                // What is nobody's in that field hides nothing: most routes read the other one.
                ? lookedUp(named.getFirst().strip()).or(() -> bearer(exchange))
                : bearer(exchange);
    }

    /** Whose credential stands in {@code Authorization}, by which routes know people and keys; nothing is refused and nothing told. */
    public Optional<Caller> bearer(Exchange exchange) {
        return exchange.authorization()
                .filter(field -> field.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(field -> field.substring(BEARER.length()).strip())
                .flatMap(this::lookedUp);
    }

    private static Optional<StaffKey> staff(Registry registry, String hash, StaffRole role) {
        return registry.staffKey(hash).filter(key -> key.role() == role);
    }

    private void checkTenant(TenantId owner, Exchange exchange) {
        String tenant = owner.value();
        for (String field : TENANT_FIELDS) {
            boolean fits = exchange.headers(field).stream()
                    .allMatch(named -> named.equals(tenant)
                            || aliases.getOrDefault(tenant, List.of()).contains(named));
            if (!fits) {
                report(owner, "tenant_mismatch", exchange);
                throw new Problem(
                        403, "tenant_mismatch", "the field " + field + " names another tenant than the credential's");
            }
        }
    }

    private Problem denied(String code, Exchange exchange) {
        report(house, code, exchange);
        return new Problem(
                401,
                code,
                switch (code) {
                    case "credential_missing" -> "send a credential as `Authorization: Bearer ...`";
                    case "credential_revoked" -> "this credential was revoked";
                    case "enrolment_code_expired" -> "this enrolment code is too old; ask an operator for another";
                    default -> "this credential is not known";
                },
                JsonObject.of(),
                Map.of("WWW-Authenticate", "Bearer"));
    }

    private void report(TenantId tenant, String code, Exchange exchange) {
        events.emit(new Event(
                EventName.AUTH_DENIED,
                tenant,
                clock.millis(),
                "",
                Map.of("auth.reason", code, "source.address", exchange.remoteAddress())));
    }
}
