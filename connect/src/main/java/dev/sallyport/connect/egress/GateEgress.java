package dev.sallyport.connect.egress;

import dev.sallyport.connect.broker.Scrubber;
import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.egress.address.AddressClass;
import dev.sallyport.connect.egress.address.AddressText;
import dev.sallyport.connect.egress.rule.Connecting;
import dev.sallyport.connect.egress.rule.EgressRule;
import dev.sallyport.connect.egress.rule.EgressRules;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.retry.HeldRetries;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.NoPolicy;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.UnknownAgent;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.facts.Screen;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The real gate behind the egress proxy. Thread-safe. */
public final class GateEgress implements EgressDoor {
    /** The tool of every connection. */
    public static final String TOOL = "egress";

    /** The action of a connection. */
    public static final String ACTION = "connect";

    /** The action of a request inside a tunnel that was opened. */
    public static final String REQUEST = "request";

    /**
     * What it stands on.
     *
     * @param byToken the agent that holds a token
     * @param reporting where refusals are told
     */
    public record Parts(
            Gate gate,
            EgressRules rules,
            Resolver resolver,
            Function<String, Optional<Agent>> byToken,
            Machine machine,
            TokenBroker broker,
            Reporting reporting) {}

    /** What the gather step found. */
    record Looked(Optional<EgressRule> rule, List<InetAddress> addresses, Screen screen, String kind) {}

    private final Parts parts;
    private final HeldRetries approvals;

    /** A door of these parts. */
    public GateEgress(Parts parts) {
        this.parts = parts;
        this.approvals = new HeldRetries(
                parts.gate(),
                call -> call.action().resource() + " "
                        + call.action().parameters().get(EgressCall.METHOD));
    }

    @Override
    public Optional<Agent> admit(String token) {
        return parts.byToken().apply(token).filter(agent -> agent.status() != AgentStatus.REVOKED);
    }

    @Override
    public Ruling judge(Caller caller, EgressTarget target) {
        Looked looked = look(caller, target);
        return judge(caller, target, looked, EgressCall.connect(caller, target, looked));
    }

    @Override
    public boolean opens(Ruling.Pass tunnel) {
        return parts.rules().opens(tunnel.rule(), tunnel.target());
    }

    @Override
    public Ruling judgeInside(Ruling.Pass tunnel, EgressTarget target, String method) {
        List<String> categories = parts.rules().categoriesOf(target);
        // The tunnel's own rule and addresses: another rule, or another look-up, would be about another connection.
        Looked looked = new Looked(
                Optional.of(tunnel.rule()), tunnel.addresses(), Screen.clear(categories), kind(categories, "allowed"));
        return judge(tunnel.caller(), target, looked, EgressCall.request(tunnel.caller(), target, method, looked));
    }

    private Ruling judge(Caller caller, EgressTarget target, Looked looked, Call call) {
        try {
            Optional<Answer> claimed = looked.screen().refusal().isEmpty() ? approvals.claim(call) : Optional.empty();
            return ruling(caller, target, looked, claimed.orElseGet(() -> authorize(call)));
        } catch (UnknownAgent e) {
            return stop(caller, looked, 407, "unknown_agent", "the agent is not registered any more", "");
        } catch (NoPolicy e) {
            return stop(caller, looked, 503, "no_policy", "no policy is active, so nothing is permitted", "");
        }
    }

    private Answer authorize(Call call) {
        Answer answer = parts.gate().authorize(call);
        if (answer instanceof Answer.Recorded recorded) {
            approvals.opened(call, recorded.decided());
        }
        return answer;
    }

    private Looked look(Caller caller, EgressTarget target) {
        List<String> categories = parts.rules().categoriesOf(target);
        Connecting who = new Connecting(caller.agent().key(), caller.agent().environment());
        return switch (parts.rules().find(who, target)) {
            case EgressRules.Found.Refused refused ->
                new Looked(
                        Optional.empty(),
                        List.of(),
                        Screen.refused(refused.why(), categories),
                        kind(categories, "unknown"));
            case EgressRules.Found.Allowed allowed -> addresses(target, allowed.rule(), categories);
        };
    }

    private Looked addresses(EgressTarget target, EgressRule rule, List<String> categories) {
        List<InetAddress> all = target.address() instanceof AddressText.Plain written
                ? List.of(written.address())
                : parts.resolver().addresses(target.host());
        // More than are tried would be looked at for nothing; fewer than are tried are never looked at.
        List<InetAddress> tried = all.stream()
                .limit(EgressLimits.ADDRESSES)
                // A name server deals them out in turns; an approval must find the same ones again.
                .sorted(Comparator.comparing(InetAddress::getHostAddress))
                .toList();
        if (tried.isEmpty()) {
            Screen none = Screen.refused(ReasonCode.EGRESS_UNRESOLVED, categories);
            return new Looked(Optional.of(rule), tried, none, kind(categories, "unknown"));
        }
        for (InetAddress address : tried) {
            AddressClass kind = parts.machine().isOwn(address) ? AddressClass.LOOPBACK : AddressClass.of(address);
            Optional<ReasonCode> refusal = parts.machine().isGateway(address, target.port())
                    ? Optional.of(ReasonCode.OWN_GROUND)
                    : Optional.of(ReasonCode.EGRESS_ADDRESS).filter(r -> !rule.opens(address, kind));
            if (refusal.isPresent()) {
                return new Looked(
                        Optional.of(rule),
                        tried,
                        Screen.refused(refusal.get(), categories),
                        kind(categories, kind.wire()));
            }
        }
        return new Looked(Optional.of(rule), tried, Screen.clear(categories), kind(categories, "allowed"));
    }

    /** What events say of a destination: a category, never the name. */
    private static String kind(List<String> categories, String otherwise) {
        return categories.stream().findFirst().orElse(otherwise);
    }

    private Ruling ruling(Caller caller, EgressTarget target, Looked looked, Answer answer) {
        return switch (answer) {
            case Answer.Released released -> released(caller, target, looked, released.decided());
            case Answer.Recorded recorded -> recorded(caller, looked, recorded.decided());
            case Answer.Failed failed -> failed(caller, looked, failed.reason());
            case Answer.NotClaimable not ->
                failed(
                        caller,
                        looked,
                        not.status() == ApprovalStatus.PENDING
                                ? ReasonCode.APPROVAL_PENDING
                                : ReasonCode.APPROVAL_INVALIDATED);
            case Answer.NoSuchApproval n -> failed(caller, looked, ReasonCode.APPROVAL_INVALIDATED);
            case Answer.Repeated r -> throw new IllegalStateException("a connection has no request id");
            case Answer.Replayed r -> throw new IllegalStateException("a connection has no nonce");
        };
    }

    private Ruling released(Caller caller, EgressTarget target, Looked looked, Decided decided) {
        EgressRule rule = looked.rule().orElseThrow(() -> new IllegalStateException("released without a rule"));
        return new Ruling.Pass(caller, target, looked.addresses(), rule, decided);
    }

    private Ruling recorded(Caller caller, Looked looked, Decided decided) {
        Decision decision = decided.judgement().decision();
        String sentence = decided.approval()
                .filter(a -> decision instanceof Decision.RequireApproval)
                .map(a -> "a person of `" + a.group() + "` must agree first (" + a.id().value()
                        + "); try again once they did")
                .orElse(decision.reason().sentence());
        return stop(caller, looked, 403, decision.reason().wire(), sentence, decided.receiptId());
    }

    private Ruling failed(Caller caller, Looked looked, ReasonCode why) {
        int status = switch (why) {
            case RATE_LIMITED -> 429;
            case APPROVAL_PENDING, APPROVAL_INVALIDATED -> 403;
            default -> 503;
        };
        return stop(caller, looked, status, why.wire(), why.sentence(), "");
    }

    private Ruling.Stop stop(Caller caller, Looked looked, int status, String code, String why, String receipt) {
        Map<String, String> fields = new HashMap<>();
        fields.put("agent.id", caller.agent().id().value());
        fields.put("session.id", caller.session().value());
        fields.put("decision.reason", code);
        fields.put("destination.category", looked.kind());
        emit(caller.agent(), receipt, fields);
        return new Ruling.Stop(status, code, why, Optional.of(receipt).filter(r -> !r.isEmpty()));
    }

    @Override
    public void turnedOut(Ruling.Pass pass, ReasonCode why) {
        List<String> categories = parts.rules().categoriesOf(pass.target());
        Looked looked = new Looked(
                Optional.of(pass.rule()),
                pass.addresses(),
                Screen.refused(why, categories),
                kind(categories, "allowed"));
        try {
            ruling(
                    pass.caller(),
                    pass.target(),
                    looked,
                    authorize(EgressCall.connect(pass.caller(), pass.target(), looked)));
        } catch (UnknownAgent | NoPolicy e) {
            stop(pass.caller(), looked, 403, why.wire(), why.sentence(), "");
        }
    }

    @Override
    public Supply supply(Ruling.Pass pass) throws SecretUnavailable {
        Agent agent = pass.caller().agent();
        Map<String, String> fields = new HashMap<>();
        Optional<Scrubber> scrubber = Optional.empty();
        for (Map.Entry<String, SecretTemplate> field :
                pass.rule().supplied().fields().entrySet()) {
            TokenBroker.Resolved resolved = resolve(field.getValue(), pass, agent);
            fields.put(field.getKey(), resolved.text());
            Scrubber own = resolved.scrubber();
            // One for all of them: what one field holds may come back where another was asked for.
            scrubber = Optional.of(scrubber.map(s -> s.and(own)).orElse(own));
        }
        return new Supply(fields, scrubber);
    }

    private TokenBroker.Resolved resolve(SecretTemplate template, Ruling.Pass pass, Agent agent)
            throws SecretUnavailable {
        return parts.broker().resolve(template, TOOL + ":" + pass.target().host(), agent.tenant(), agent.key());
    }

    @Override
    public boolean holdsOurs(Caller caller, String text) {
        Optional<String> name = parts.broker().heldByAgent(text);
        name.ifPresent(secret -> parts.reporting()
                .events()
                .emit(new Event(
                        EventName.SDK_BYPASS,
                        caller.agent().tenant(),
                        parts.reporting().clock().millis(),
                        "",
                        Map.of(
                                "agent.id",
                                caller.agent().id().value(),
                                "session.id",
                                caller.session().value(),
                                "bypass.kind",
                                "credential",
                                "secret.name",
                                secret))));
        return name.isPresent();
    }

    @Override
    public boolean stands(Ruling.Pass pass) {
        return parts.gate().stillReleasable(pass.decided());
    }

    @Override
    public void ended(Ruling.Pass pass, Outcome.Status status) {
        Optional<String> executed = switch (status) {
            case SUCCEEDED, FAILED -> Optional.of(pass.decided().shown().hex());
            case NOT_STARTED, UNKNOWN -> Optional.empty();
        };
        Agent agent = pass.caller().agent();
        parts.gate()
                .report(new Outcome(
                        agent.tenant(), agent.id(), pass.decided().id(), status, executed, Optional.empty()));
    }

    @Override
    public void turnedAway(Optional<Caller> caller, String code) {
        parts.reporting()
                .turnedAway(
                        caller.map(c -> c.agent().tenant()),
                        caller.map(c -> c.agent().id().value()).orElse(""),
                        code);
    }

    private void emit(Agent agent, String receipt, Map<String, String> fields) {
        parts.reporting()
                .events()
                .emit(new Event(
                        EventName.EGRESS_DENIED,
                        agent.tenant(),
                        parts.reporting().clock().millis(),
                        receipt,
                        fields));
    }
}
