package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Answered;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.HeldCall;
import dev.sallyport.gate.VoteResult;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Grant;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.held.Ballot;
import dev.sallyport.server.held.Earlier;
import dev.sallyport.server.held.HeldForm;
import dev.sallyport.server.held.HeldReading;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Held actions. People of the tenant and operators see that they wait; what exactly would run is shown to the people who
 * may answer, and to the agent that asked.
 */
final class ApprovalRoutes {
    private static final int LIST_LIMIT = 200;

    private final Gate gate;
    private final Records records;
    private final Access access;
    private final Input input;
    private final Journal journal;
    private final HeldForm form;
    private final Ballot ballot;

    ApprovalRoutes(ApiParts parts) {
        this.gate = parts.gate();
        this.records = parts.records();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.journal = parts.journal();
        this.form = parts.heldForm();
        this.ballot = parts.ballot();
    }

    Reply list(Exchange exchange) {
        Caller caller = access.caller(exchange);
        int limit = (int) exchange.query("limit", 1, LIST_LIMIT, 50);
        int offset = (int) exchange.query("offset", 0, Integer.MAX_VALUE, 0);
        Optional<ApprovalStatus> status = exchange.query("status").map(ApprovalRoutes::status);
        List<Json> rows = new ArrayList<>();
        for (Approval approval : page(caller, status, limit, offset)) {
            rows.add(form.row(approval).build());
        }
        return Reply.json(
                200, JsonObject.builder().put("approvals", new JsonArray(rows)).build());
    }

    private static ApprovalStatus status(String word) {
        return ApprovalStatus.byWire(word.toUpperCase(Locale.ROOT))
                .orElseThrow(() -> new Problem(
                        400,
                        "bad_query",
                        "`status` takes PENDING, APPROVED, REJECTED, EXPIRED, CONSUMED or INVALIDATED"));
    }

    /** Who sees some approvals only gets a page of those, so it may take several reads to fill. */
    private List<Approval> page(Caller caller, Optional<ApprovalStatus> status, int limit, int offset) {
        boolean seesAll = switch (caller) {
            case Caller.Operator o -> true;
            case Caller.Person p -> true;
            case Caller.AgentCaller a -> false;
            case Caller.Enroller e -> false;
        };
        if (seesAll) {
            return records.approvals(caller.tenant(), status, limit, offset);
        }
        List<Approval> own = new ArrayList<>();
        int skipped = 0;
        for (int from = 0; own.size() < limit; from += LIST_LIMIT) {
            List<Approval> read = records.approvals(caller.tenant(), status, LIST_LIMIT, from);
            for (Approval approval : read) {
                if (isVisible(caller, approval) && own.size() < limit && skipped++ >= offset) {
                    own.add(approval);
                }
            }
            if (read.size() < LIST_LIMIT) {
                break;
            }
        }
        return own;
    }

    Reply one(Exchange exchange) {
        Caller caller = access.caller(exchange);
        Approval approval = visible(caller, exchange);
        JsonObject.Builder out = form.row(approval);
        if (maySeeContent(caller, approval)) {
            gate.held(approval.tenant(), approval.id()).ifPresent(held -> show(caller, approval, held, out));
        }
        return Reply.json(200, out.build());
    }

    private void show(Caller caller, Approval approval, HeldCall held, JsonObject.Builder out) {
        boolean toPerson = caller instanceof Caller.Person;
        form.show(approval, held, toPerson, out);
        if (toPerson) {
            Earlier.than(approval, held, new Earlier.Lookup(records, gate), other -> maySeeContent(caller, other))
                    .ifPresent(earlier -> out.put("earlier", earlier.json()));
        }
    }

    /** The action, and beside it what else the server would be sent, so that nothing runs that nobody was shown. */
    Reply vote(Exchange exchange, boolean approves) {
        Caller.Person person = access.person(exchange);
        ApprovalId id = id(exchange);
        Answered answer = input.readOrEmpty(
                exchange,
                (Fields body) -> new Answered(approves, body.optionalText("action_hash"), rememberMillis(body)));
        return switch (ballot.cast(person.approver(), id, answer, Ballot.Way.CREDENTIAL)) {
            case VoteResult.Voted voted -> {
                JsonObject.Builder out = form.row(voted.approval()).put("receipt_id", voted.receiptId());
                voted.remembered().ifPresent(grant -> out.put("grant", GrantRoutes.row(grant)));
                yield Reply.json(200, out.build());
            }
            case VoteResult.NotAllowed no -> throw new Problem(403, "approver_not_allowed", no.why());
            case VoteResult.NoSuchApproval none -> throw Input.missing("approval");
            case VoteResult.OtherAction other ->
                throw new Problem(
                        409,
                        "approval_hash_mismatch",
                        "this approval is not for the action_hash sent with the answer; look at it again",
                        JsonObject.builder()
                                .put("action_hash", other.actionHash())
                                .build());
            case VoteResult.NotPending other -> throw notPending(other.status());
            case VoteResult.Unwritable unwritable -> throw Acts.unavailable();
        };
    }

    private static Optional<Long> rememberMillis(Fields body) {
        if (body.whole().get("remember_seconds") == null) {
            return Optional.empty();
        }
        long seconds = body.integer("remember_seconds");
        if (seconds < 1 || seconds > Grant.MAX_LIFE_MILLIS / 1000) {
            throw Input.wrong("`remember_seconds` takes 1 to " + Grant.MAX_LIFE_MILLIS / 1000);
        }
        return Optional.of(seconds * 1000);
    }

    Reply consume(Exchange exchange) {
        Caller caller = access.caller(exchange);
        switch (caller) {
            case Caller.AgentCaller a -> {}
            case Caller.Enroller e -> {}
            case Caller.Operator o -> throw access.refused(caller, exchange, "the agent's token or an enrolment key");
            case Caller.Person p -> throw access.refused(caller, exchange, "the agent's token or an enrolment key");
        }
        Approval approval = visible(caller, exchange);
        refuseDispatched(approval);
        Optional<String> hash = input.readOrEmpty(exchange, (Fields body) -> body.optionalText("action_hash"));
        return claimed(approval, gate.consume(approval.tenant(), approval.agent(), approval.id(), hash));
    }

    /** What the gateway itself would send is claimed by the connection that holds it, or by nobody. */
    private void refuseDispatched(Approval approval) {
        boolean dispatched = gate.held(approval.tenant(), approval.id())
                .filter(held -> held.call().door().dispatches())
                .isPresent();
        if (dispatched) {
            throw new Problem(
                    409,
                    "approval_of_connection",
                    "the gateway runs this action itself once people agreed; it can't be consumed here");
        }
    }

    private static Reply claimed(Approval approval, Answer answer) {
        return switch (answer) {
            case Answer.Released released -> Reply.json(200, consumed(approval, released.decided()));
            case Answer.Recorded recorded -> throw invalidated(recorded.decided());
            case Answer.NotClaimable no -> throw notClaimable(no.status());
            case Answer.Failed failed -> throw Answers.failed(failed);
            case Answer.NoSuchApproval none -> throw Input.missing("approval");
            case Answer.Repeated r -> throw new IllegalStateException("a claim was answered as a repetition");
            case Answer.Replayed r -> throw new IllegalStateException("a claim was answered as a replay");
        };
    }

    private static JsonObject consumed(Approval approval, Decided decided) {
        JsonObject.Builder out = JsonObject.builder()
                .put("approval_id", approval.id().value())
                .put("status", ApprovalStatus.CONSUMED.name());
        DecisionForm.json(decided).members().forEach((name, value) -> {
            if (!name.equals("approval")) {
                out.put(name, value);
            }
        });
        return out.build();
    }

    private static Problem invalidated(Decided decided) {
        Decision decision = decided.judgement().decision();
        return new Problem(
                409,
                "approval_invalidated",
                "judged again, the action is not what was approved: "
                        + decision.reason().sentence(),
                DecisionForm.json(decided));
    }

    private static Problem notClaimable(ApprovalStatus status) {
        String code = "approval_" + status.name().toLowerCase(Locale.ROOT);
        String detail = switch (status) {
            case PENDING -> "nobody has approved it yet";
            case APPROVED -> "it was claimed at the same moment; look at its status";
            case REJECTED -> "a person refused it";
            case EXPIRED -> "its time ran out";
            case CONSUMED -> "it was used before; an approval is for one run";
            case INVALIDATED -> "the judgement changed, or other bytes were presented";
        };
        return new Problem(409, code, detail, statusOf(status));
    }

    private static Problem notPending(ApprovalStatus status) {
        return new Problem(
                409, "approval_not_pending", "it is not waiting any more; it is " + status.name(), statusOf(status));
    }

    private static JsonObject statusOf(ApprovalStatus status) {
        return JsonObject.builder().put("approval_status", status.name()).build();
    }

    private Approval visible(Caller caller, Exchange exchange) {
        return Input.found(
                gate.approval(caller.tenant(), id(exchange)).filter(approval -> isVisible(caller, approval)),
                "approval");
    }

    private static ApprovalId id(Exchange exchange) {
        return Input.named(exchange.path("id"), ApprovalId::new, "approval");
    }

    private boolean isVisible(Caller caller, Approval approval) {
        return switch (caller) {
            case Caller.AgentCaller agent ->
                approval.agent().equals(agent.agent().id());
            case Caller.Enroller e -> isOfItsAgents(e, approval);
            case Caller.Operator o -> true;
            case Caller.Person p -> true;
        };
    }

    private boolean isOfItsAgents(Caller.Enroller enroller, Approval approval) {
        return journal.registry()
                .agent(approval.tenant(), approval.agent())
                .filter(agent -> Agents.isEnrolledBy(enroller, agent))
                .isPresent();
    }

    private boolean maySeeContent(Caller caller, Approval approval) {
        return switch (caller) {
            case Caller.AgentCaller agent ->
                approval.agent().equals(agent.agent().id());
            case Caller.Enroller e -> isOfItsAgents(e, approval);
            case Caller.Operator o -> false;
            case Caller.Person person -> HeldReading.may(person.approver(), approval);
        };
    }
}
