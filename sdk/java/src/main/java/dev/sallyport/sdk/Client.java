package dev.sallyport.sdk;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The API of the gateway (spec/api). Calls block; on a virtual thread that costs little, and {@link Protected#callAsync} does it
 * for you. Only calls that are harmless to repeat are repeated: GETs, and {@code authorize}, which carries a request id. Safe for
 * use by several threads. Interrupting a thread ends its call with {@code cancelled}.
 */
public final class Client implements AutoCloseable {
    private static final Duration LONGEST_POLL = Duration.ofSeconds(15);

    private final Settings settings;
    private final Timing timing;
    private final Transport transport;

    /** A client with the machine's own time and chance. */
    public Client(Settings settings) {
        this(settings, Timing.system());
    }

    /** A client with time and chance of its own. */
    public Client(Settings settings, Timing timing) {
        this.settings = settings;
        this.timing = timing;
        this.transport = new Transport(settings, timing);
    }

    /** How it speaks. */
    public Settings settings() {
        return settings;
    }

    /**
     * May this action run? The hash in the answer was compared with the one computed here.
     *
     * @throws HashMismatch when the gateway speaks of other bytes or another scheme
     * @throws SallyportException when there is no answer, or the request is refused
     */
    public Decision authorize(Action action, Claims claims) {
        return authorize(action.canonical(settings.scheme()), claims);
    }

    /** Asks about canonical bytes, which are sent as they are. */
    Decision authorize(byte[] canonical, Claims claims) {
        ActionHash hash = ActionHash.ofCanonical(canonical, settings.scheme());
        Transport.Call call =
                new Transport.Call("POST", "/v1/authorize", Optional.of(envelope(canonical, hash, claims)), 200, true);
        Decision decision = Decision.of(transport.call(call));
        requireSame(decision, hash);
        decision.approval().ifPresent(approval -> requireSame(approval, hash));
        return decision;
    }

    private byte[] envelope(byte[] canonical, ActionHash hash, Claims claims) {
        JsonObject.Builder agent = JsonObject.builder().put("id", settings.agent());
        settings.environment().ifPresent(environment -> agent.put("environment", environment));
        JsonObject.Builder request = JsonObject.builder()
                .put("agent", agent.build())
                .put("request_id", timing.id())
                .put("action_hash", hash.hex());
        settings.session().ifPresent(session -> request.put("session", session));
        claims.addTo(request);
        byte[] others = canonical(request.build());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(others, 0, others.length - 1);
        body.writeBytes(",\"tool_call\":".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(canonical);
        body.write('}');
        return body.toByteArray();
    }

    /** Where an approval stands. */
    public Approval approval(String id) {
        Approval approval = Approval.of(transport.call(Transport.Call.get("/v1/approvals/" + segment(id))));
        if (!approval.id().equals(id)) {
            throw Answer.malformed("it is of another approval");
        }
        return approval;
    }

    /**
     * Waits until people agreed to what has this hash. A look without an answer is repeated until the wait is over.
     *
     * @throws Rejected when they did not
     * @throws Expired when its time ran out, or the wait did ({@code wait_deadline})
     * @throws Denied when it was used or invalidated
     * @throws HashMismatch when it is of another action
     */
    public Approval awaitApproval(String id, ActionHash hash) {
        long end = timing.nanos() + settings.patience().toNanos();
        Duration pause = settings.poll();
        while (true) {
            Optional<Approval> approval = look(id);
            approval.ifPresent(each -> requireSame(each, hash));
            if (approval.isPresent() && isSettled(approval.get())) {
                return approval.get();
            }
            long next = (long) (pause.toNanos() * (0.5 + timing.chance()));
            if (timing.nanos() + next >= end) {
                throw new Expired("wait_deadline", "nobody decided while the caller would wait", Place.approval(id));
            }
            transport.sleep(Duration.ofNanos(next));
            Duration longer = pause.multipliedBy(3).dividedBy(2);
            pause = longer.compareTo(LONGEST_POLL) < 0 ? longer : LONGEST_POLL;
        }
    }

    private Optional<Approval> look(String id) {
        try {
            return Optional.of(approval(id));
        } catch (Unavailable unavailable) {
            if (unavailable.retryable()) {
                return Optional.empty();
            }
            throw unavailable;
        }
    }

    private static boolean isSettled(Approval approval) {
        Place place = Place.approval(approval.id());
        return switch (approval.status()) {
            case PENDING -> false;
            case APPROVED -> true;
            case REJECTED -> throw new Rejected("approval_rejected", "a person refused it", place);
            case EXPIRED -> throw new Expired("approval_expired", "its time ran out", place);
            case CONSUMED -> throw new Denied("approval_consumed", "it was used before", place);
            case INVALIDATED -> throw new Denied("approval_invalidated", "it would no longer be judged alike", place);
        };
    }

    /**
     * Uses an approval up, once. Asked once: whoever lost the answer does not know whether it was used, and does not run.
     *
     * @throws Unavailable {@code consume_unknown} when the answer is lost or cannot be used
     * @throws HashMismatch when the gateway speaks of other bytes
     * @throws Denied when it does not grant the claim
     */
    public Decision consume(String id, ActionHash hash) {
        byte[] body =
                canonical(JsonObject.builder().put("action_hash", hash.hex()).build());
        Answer answer;
        Decision decision;
        try {
            answer = transport.call(Transport.Call.post("/v1/approvals/" + segment(id) + "/consume", body, 200));
            decision = Decision.ofConsumed(answer);
        } catch (Unavailable lost) {
            throw Unavailable.spoken(
                    "consume_unknown",
                    "whether the approval was used is unknown [" + lost.code() + "]: ask for a new one",
                    Place.approval(id));
        }
        requireSame(decision, hash);
        boolean granted = decision.verdict() == Decision.Verdict.ALLOW
                && answer.optionalText("approval_id").equals(Optional.of(id))
                && answer.optionalText("status").equals(Optional.of("CONSUMED"));
        if (!granted) {
            throw new Denied("claim_not_granted", "the gateway did not grant the claim", Place.decision(decision.id()));
        }
        return decision;
    }

    /** What became of a released action. */
    public enum Outcome {
        /** It ran and returned. */
        SUCCEEDED,
        /** It ran and threw. */
        FAILED,
        /** It did not run. */
        NOT_STARTED,
        /** Nobody knows. */
        UNKNOWN
    }

    /** Reports what became of a released action, once; answers the receipt's id. */
    public String reportOutcome(String decisionId, Outcome outcome, Optional<ActionHash> executed) {
        Report report = Report.of(decisionId, outcome);
        return reportOutcome(executed.map(report::withExecuted).orElse(report));
    }

    /** Reports what became of a released action, once; answers the receipt's id. */
    public String reportOutcome(Report report) {
        return transport
                .call(Transport.Call.post("/v1/outcomes", canonical(report.json()), 201))
                .text("receipt_id");
    }

    /**
     * Tells the gateway what the user said in a session, once, before the calls it leads to.
     *
     * @return whether it counts as the user's word, which takes an agent that an operator registered with {@code speaks_for_user}
     */
    public boolean prompt(String session, String text) {
        byte[] body = canonical(JsonObject.builder().put("text", text).build());
        Answer answer = transport.call(Transport.Call.post("/v1/sessions/" + segment(session) + "/prompts", body, 201));
        if (!answer.text("session").equals(session)) {
            throw Answer.malformed("it is of another session");
        }
        return answer.flag("vouched");
    }

    /**
     * A registered agent.
     *
     * @param agentId its id
     * @param token its credential, shown this once
     */
    public record Registered(String agentId, Secret token) {}

    /** Registers an agent; takes the enrolment or the operator key. Not repeated on failure. */
    public Registered register(JsonObject registration) {
        Answer answer = transport.call(Transport.Call.post("/v1/agents/register", canonical(registration), 201));
        return new Registered(answer.text("agent_id"), new Secret(answer.text("agent_token")));
    }

    /** One receipt as the gateway keeps it, with what it says around it. */
    public JsonObject receipt(String id) {
        return transport.call(Transport.Call.get("/v1/receipts/" + segment(id))).json();
    }

    /**
     * What a gateway says of receipts that were presented. Whoever does not trust it checks them here.
     *
     * @param verified whether they link up
     * @param checked how many were found good
     * @param error the code of the first fault
     */
    public record ChainVerdict(boolean verified, int checked, Optional<String> error) {}

    /** Asks the gateway whether receipts link up. */
    public ChainVerdict verifyChain(List<? extends Json> receipts) {
        byte[] body = canonical(JsonObject.builder()
                .put("receipts", new JsonArray(List.copyOf(receipts)))
                .build());
        Answer answer = transport.call(Transport.Call.post("/v1/receipts/verify-chain", body, 200));
        return new ChainVerdict(answer.flag("verified"), answer.integer("checked"), answer.optionalText("error"));
    }

    /** Whether the gateway serves. */
    public boolean ready() {
        try {
            return transport.call(Transport.Call.get("/readyz")).text("status").equals("ready");
        } catch (SallyportException away) {
            return false;
        }
    }

    private void requireSame(Decision decision, ActionHash hash) {
        if (!decision.scheme().equals(settings.scheme().id())) {
            throw new HashMismatch(
                    "scheme_skew",
                    "the gateway hashes by another scheme than "
                            + settings.scheme().id(),
                    Place.decision(decision.id()));
        }
        if (!isSame(decision.actionHash(), hash)) {
            throw new HashMismatch(
                    "hash_mismatch", "the gateway speaks of another action", Place.decision(decision.id()));
        }
    }

    private static void requireSame(Approval approval, ActionHash hash) {
        if (!isSame(approval.actionHash(), hash)) {
            throw new HashMismatch("hash_mismatch", "the approval is of another action", Place.approval(approval.id()));
        }
    }

    /** Compares in constant time. */
    private static boolean isSame(String stated, ActionHash computed) {
        return MessageDigest.isEqual(
                stated.getBytes(StandardCharsets.UTF_8), computed.hex().getBytes(StandardCharsets.UTF_8));
    }

    /** An id as one segment of a path: no other path can be reached with it. */
    private static String segment(String id) {
        if (id.isEmpty() || id.equals(".") || id.equals("..")) {
            throw new IllegalArgumentException("an id must not be empty or dots");
        }
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] canonical(JsonObject body) {
        return CanonicalForm.of(body, Scheme.SALLYPORT_JCS_2);
    }

    @Override
    public void close() {
        transport.close();
    }
}
