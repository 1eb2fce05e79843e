package dev.sallyport.server.api;

import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TraceParent;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.http.Endpoint;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code POST /v1/authorize}: may this action run? The hot path; nothing here logs, and the body is parsed once. */
final class Authorize implements Endpoint {
    /** How far a caller's clock may be off, in milliseconds. */
    static final long CLOCK_SKEW_MILLIS = 5 * 60 * 1000L;

    private final Gate gate;
    private final Records records;
    private final Supplier<Registry> registry;
    private final Access access;
    private final Input input;
    private final InstantSource clock;

    Authorize(ApiParts parts) {
        this.gate = parts.gate();
        this.records = parts.records();
        this.registry = parts.journal()::registry;
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.clock = parts.clock();
    }

    @Override
    public Reply answer(Exchange exchange) {
        Agent agent = access.agent(exchange);
        AuthorizeRequest request = input.read(exchange, AuthorizeRequest::of);
        checkAgent(agent, request.agent());
        Optional<Reply> early = checkTime(agent, request);
        Call call = call(agent, request).within(TraceParent.of(exchange.headers(TraceParent.FIELD)));
        request.computed().ifPresent(hash -> requireSame(call, hash));
        return early.orElseGet(() -> reply(request, gate.authorize(call)));
    }

    private void requireSame(Call call, String hash) {
        if (!gate.isOf(call, hash)) {
            throw new Problem(
                    409,
                    "action_hash_mismatch",
                    "action_hash is not the hash of tool_call in the scheme this agent is registered with; this is recorded"
                            + " as tampering");
        }
    }

    private void checkAgent(Agent agent, String named) {
        if (named.equals(agent.id().value()) || named.equals(agent.key())) {
            return;
        }
        AgentId other = Input.named(named, AgentId::new, "agent");
        Registry now = registry.get();
        if (now.agent(agent.tenant(), other).isPresent()
                || now.agentByKey(agent.tenant(), named).isPresent()) {
            throw new Problem(403, "agent_mismatch", "agent.id is not the agent this token belongs to");
        }
        throw new Problem(401, "agent_unknown", "agent.id names no registered agent");
    }

    /** A late repetition still gets its first answer; a late first request is refused. */
    private Optional<Reply> checkTime(Agent agent, AuthorizeRequest request) {
        boolean off = request.timeMillis()
                .filter(time -> time < clock.millis() - CLOCK_SKEW_MILLIS || time > clock.millis() + CLOCK_SKEW_MILLIS)
                .isPresent();
        if (!off) {
            return Optional.empty();
        }
        boolean known = request.requestId()
                .flatMap(id -> records.firstAnswer(agent.tenant(), agent.id(), id))
                .isPresent();
        if (known) {
            return Optional.empty();
        }
        throw new Problem(
                409,
                "timestamp_out_of_range",
                "timestamp is more than 5 minutes off the gateway's clock; set the clock");
    }

    private static Call call(Agent agent, AuthorizeRequest request) {
        return new Call(
                agent.tenant(),
                agent.id(),
                Door.API,
                request.action().tool(),
                request.action(),
                new SessionId(request.session().orElse(agent.id().value())),
                false,
                request.stated(),
                request.sensitive(),
                request.userId(),
                request.userRole(),
                request.traceId(),
                Optional.empty(),
                Optional.empty(),
                request.requestId().map(id -> new Call.Repeatable(id, DecisionForm::bytes, DecisionForm::allows)),
                request.nonce());
    }

    private static Reply reply(AuthorizeRequest request, Answer answer) {
        return switch (answer) {
            case Answer.Released released -> Reply.json(200, DecisionForm.bytes(released.decided()));
            case Answer.Recorded recorded -> Reply.json(200, DecisionForm.bytes(recorded.decided()));
            case Answer.Repeated repeated -> repeated(request, repeated.answer());
            case Answer.Replayed replayed ->
                throw new Problem(409, "nonce_replayed", "this nonce was used before; use each nonce once");
            case Answer.Failed failed -> throw Answers.failed(failed);
            case Answer.NoSuchApproval none -> throw Answers.notAClaim();
            case Answer.NotClaimable no -> throw Answers.notAClaim();
        };
    }

    /** The first answer is an answer to the same action only; to another one it would be a licence. */
    private static Reply repeated(AuthorizeRequest request, byte[] answer) {
        if (!DecisionForm.isAbout(answer, request.action())) {
            throw new Problem(
                    409,
                    "request_id_reused",
                    "this request_id came before with another tool_call; use a new one for each action");
        }
        return Reply.json(200, answer);
    }
}
