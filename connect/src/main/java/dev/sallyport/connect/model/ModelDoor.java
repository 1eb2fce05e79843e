package dev.sallyport.connect.model;

import dev.sallyport.action.Action;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.proposal.OpenCalls;
import dev.sallyport.connect.proposal.Proposals;
import dev.sallyport.connect.proposal.Proposed;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.PinnedTool;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gate as the model proxy sees it: questions to models, and the tool calls of their answers. One for each gateway; thread-safe; calls
 * block until their record is durable.
 */
public final class ModelDoor {
    private static final String ACTION = "complete";
    private static final JsonLimits ARGUMENTS = JsonLimits.DEFAULT;

    /**
     * What the door is made of.
     *
     * @param routes the first that leads somewhere is taken
     * @param guard what looks at words, if anything does
     */
    public record Parts(
            Gate gate, Proposals proposals, List<ModelRoute> routes, TokenBroker broker, Optional<ModelGuard> guard) {
        public Parts {
            routes = List.copyOf(routes);
        }
    }

    private final Parts parts;
    private final Conversations conversations = new Conversations();
    private final OpenCalls open = new OpenCalls();

    /** A door. */
    public ModelDoor(Parts parts) {
        this.parts = parts;
    }

    TokenBroker broker() {
        return parts.broker();
    }

    /**
     * Lets a question pass, or not.
     *
     * @throws MalformedJson if it is no strict JSON
     * @throws ModelRefusal if it may not be asked
     */
    ModelExchange ask(Agent agent, SessionId session, ModelDialect dialect, byte[] body) {
        ModelRequest request = ModelRequest.read(dialect, body);
        ModelRoute route = parts.routes().stream()
                .filter(r -> r.leads(agent, dialect, request.model()))
                .findFirst()
                .orElseThrow(() -> new ModelRefusal(
                        404, "model_unknown", "no model of that name is there for this agent through this interface"));
        if (parts.broker().heldByAgent(new String(body, StandardCharsets.UTF_8)).isPresent()) {
            throw new ModelRefusal(
                    403, "credential_of_broker", "the request holds a credential that only the gateway should have");
        }
        ModelExchange.Heard heard = agent.status() == AgentStatus.ACTIVE
                ? listen(agent, session, request)
                : new ModelExchange.Heard(false, false);
        GuardedWords words = new GuardedWords(parts.guard());
        words.request(request.told());
        Proposed proposed = parts.proposals().put(agent, question(agent, session, route, request, body, words));
        return switch (proposed) {
            case Proposed.Let let ->
                new ModelExchange(
                        this, new ModelExchange.Asked(agent, session, route, request, heard, let.decided()), words);
            case Proposed.Refused refused -> throw refusal(refused);
        };
    }

    private static Call question(
            Agent agent, SessionId session, ModelRoute route, ModelRequest request, byte[] body, GuardedWords words) {
        JsonObject parameters = JsonObject.builder()
                .put("model", request.model())
                .put("request_sha256", sha256(body))
                .put("stream", request.streams())
                .build();
        Action action = new Action(route.tool(), ACTION, request.model(), false, parameters);
        return Proposals.plain(agent, Door.COMPLETION, route.tool(), action, session)
                .screened(new Call.Screened(words.screen(), Optional.empty()));
    }

    private static ModelRefusal refusal(Proposed.Refused refused) {
        int status = switch (refused.code()) {
            case "rate_limited" -> 429;
            case "journal_unavailable", "stale", "no_policy" -> 503;
            default -> 403;
        };
        Optional<Long> wait = refused.waitSeconds().or(() -> Optional.of(1L)).filter(w -> status != 403);
        return new ModelRefusal(status, refused.code(), refused.sentence(), wait);
    }

    /** Tells the session what is new. */
    private ModelExchange.Heard listen(Agent agent, SessionId session, ModelRequest request) {
        Conversations.Told told = conversations.of(agent.tenant(), agent.id(), session);
        Map<String, Integer> repeated = new HashMap<>();
        boolean strange = false;
        boolean blind = false;
        boolean words = false;
        synchronized (told) {
            for (ModelRequest.Told piece : request.told()) {
                String hash = sha256(piece.toString().getBytes(StandardCharsets.UTF_8));
                String known = hash + "/" + repeated.merge(hash, 1, Integer::sum);
                switch (piece) {
                    case ModelRequest.Told.Words said -> words |= say(agent, session, told, hash, said);
                    case ModelRequest.Told.Result result -> {
                        boolean unexplained = result(agent, session, told, known, result);
                        strange |= unexplained;
                        blind |= unexplained && !result.whole();
                    }
                    case ModelRequest.Told.Unseen unseen -> {
                        overhear(agent, session, told, known, List.of("(" + unseen.kind() + ")"));
                        strange = true;
                        blind = true;
                    }
                }
            }
        }
        return new ModelExchange.Heard(strange, blind || (strange && !words));
    }

    /** Whether the session knows these words as its user's. */
    private boolean say(
            Agent agent, SessionId session, Conversations.Told told, String hash, ModelRequest.Told.Words words) {
        boolean news = agent.speaksForUser() && !words.text().isBlank() && !told.isOwn(hash);
        if (news
                && parts.gate()
                        .say(agent.tenant(), agent.id(), session, words.text())
                        .isPresent()) {
            told.own(hash);
        }
        return told.isOwn(hash);
    }

    /** Whether no released call explains the result. */
    private boolean result(
            Agent agent, SessionId session, Conversations.Told told, String known, ModelRequest.Told.Result result) {
        if (told.isOwn(known)) {
            return false;
        }
        OpenCalls.Use use = use(agent, session, result.call());
        Optional<OpenCalls.Running> running = open.ended(use);
        if (running.isEmpty()) {
            return overhear(agent, session, told, known, result.texts());
        }
        String content = String.join("\n", result.texts());
        Outcome outcome = new Outcome(
                agent.tenant(),
                agent.id(),
                running.get().decision(),
                result.failed() ? Outcome.Status.FAILED : Outcome.Status.SUCCEEDED,
                Optional.empty(),
                Optional.of(sha256(content.getBytes(StandardCharsets.UTF_8))));
        Outcome.Report report =
                parts.gate().reportOfAgent(outcome, Optional.of(content).filter(c -> result.whole()));
        if (report instanceof Outcome.Report.Unwritable) {
            open.began(use, running.get());
            throw new ModelRefusal(
                    503,
                    ReasonCode.JOURNAL_UNAVAILABLE.wire(),
                    ReasonCode.JOURNAL_UNAVAILABLE.sentence(),
                    Optional.of(1L));
        }
        told.own(known);
        return false;
    }

    private boolean overhear(
            Agent agent, SessionId session, Conversations.Told told, String known, List<String> texts) {
        if (told.isNewFromAStranger(known)) {
            String text = String.join("\n", texts);
            parts.gate().overheard(agent.tenant(), agent.id(), session, () -> text);
        }
        return true;
    }

    /** Has a tool call of an answer judged. */
    Judged judge(ModelExchange.Asked asked, GuardedWords words, ToolUse use) {
        JsonObject input;
        Call call;
        Agent agent = asked.agent();
        Proposals.Target target =
                new Proposals.Target(asked.route().tools(), asked.route().tools(), use.name());
        try {
            input = input(use);
            call = parts.proposals().call(agent, Door.MODEL, target, input, asked.session());
        } catch (MalformedJson e) {
            return new Judged.Withheld(
                    words("malformed_arguments", "its arguments are no strict JSON object", Optional.empty()));
        } catch (IllegalArgumentException e) {
            return new Judged.Withheld(
                    words("wrong_form", "it has no name that a function can have", Optional.empty()));
        }
        TrustLevel brings = parts.proposals()
                .pinned(agent, target)
                .flatMap(PinnedTool::resultTrust)
                .orElse(asked.route().results());
        Call judged = call.screened(new Call.Screened(words.screen(), Optional.of(brings)))
                .stating(
                        asked.heard().blind()
                                ? call.stated().map(level -> TrustLevel.UNTRUSTED_EXTERNAL)
                                : call.stated());
        return switch (parts.proposals().put(agent, judged)) {
            case Proposed.Let let -> {
                open.began(
                        use(agent, asked.session(), use.id()),
                        new OpenCalls.Running(let.decided().id(), judged.action()));
                yield new Judged.Passed();
            }
            case Proposed.Refused refused ->
                new Judged.Withheld(words(
                        refused.code(), refused.sentence(), refused.decision().map(d -> d.value())));
        };
    }

    private static JsonObject input(ToolUse use) {
        if (use.free()) {
            return JsonObject.builder().put("input", use.arguments()).build();
        }
        if (use.arguments().isEmpty()) {
            return JsonObject.of();
        }
        byte[] bytes = use.arguments().getBytes(StandardCharsets.UTF_8);
        if (StrictJson.parse(bytes, ARGUMENTS) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedJson(
                dev.sallyport.action.json.Refusal.WRONG_TYPE, MalformedJson.NOWHERE, "arguments that are no object");
    }

    /** What stands in the place of a call that is taken out. */
    static String words(String code, String sentence, Optional<String> decision) {
        return "[" + code + "] refused by Sallyport: " + sentence
                + decision.map(d -> " (" + d + ")").orElse("");
    }

    /** The question is answered, or not; recorded as far as that is possible. */
    void ended(ModelExchange.Asked asked, boolean whole, String outputHash) {
        parts.gate()
                .report(new Outcome(
                        asked.agent().tenant(),
                        asked.agent().id(),
                        asked.decided().id(),
                        whole ? Outcome.Status.SUCCEEDED : Outcome.Status.FAILED,
                        Optional.of(asked.decided().shown().hex()),
                        Optional.of(outputHash)));
    }

    /** Nothing reached the upstream. */
    void notStarted(ModelExchange.Asked asked) {
        parts.gate()
                .report(new Outcome(
                        asked.agent().tenant(),
                        asked.agent().id(),
                        asked.decided().id(),
                        Outcome.Status.NOT_STARTED,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static OpenCalls.Use use(Agent agent, SessionId session, String call) {
        return new OpenCalls.Use(agent.tenant(), agent.id(), session.value(), call);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }
}
