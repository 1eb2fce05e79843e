package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.Optional;

/** {@code POST /v1/outcomes}: what happened to an action that was released. A report can make things stricter only. */
final class Outcomes {
    private final Gate gate;
    private final Access access;
    private final Input input;

    Outcomes(ApiParts parts) {
        this.gate = parts.gate();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
    }

    private record Told(
            DecisionId decision,
            Outcome.Status status,
            Optional<String> executedHash,
            Optional<String> outputHash,
            Optional<String> content) {
        static Told of(Fields body) {
            Optional<String> content = body.optionalText("content");
            return new Told(
                    new DecisionId(body.text("decision_id")),
                    Outcome.Status.byWire(body.text("status"))
                            .orElseThrow(() -> Input.wrong("status takes succeeded, failed, not_started or unknown")),
                    Input.hash(body, "executed_hash"),
                    Input.hash(body, "output_hash").or(() -> content.map(Credentials::hash)),
                    content);
        }
    }

    Reply report(Exchange exchange) {
        Agent agent = access.agent(exchange);
        Told told = input.read(exchange, Told::of);
        Outcome outcome = new Outcome(
                agent.tenant(), agent.id(), told.decision(), told.status(), told.executedHash(), told.outputHash());
        return switch (gate.reportOfAgent(outcome, told.content())) {
            case Outcome.Report.Recorded recorded ->
                Reply.json(
                        201,
                        JsonObject.builder()
                                .put("decision_id", told.decision().value())
                                .put("status", told.status().wire())
                                .put("receipt_id", recorded.receiptId())
                                .build());
            case Outcome.Report.Mismatch mismatch ->
                throw new Problem(
                        409,
                        "executed_hash_mismatch",
                        "what ran is not what was allowed; this is recorded as tampering",
                        JsonObject.builder()
                                .put("receipt_id", mismatch.receiptId())
                                .build());
            case Outcome.Report.NoSuchDecision none -> throw Input.missing("released decision");
            case Outcome.Report.AlreadyRecorded known ->
                throw new Problem(409, "outcome_known", "this decision has an outcome already; the first one stands");
            case Outcome.Report.Unwritable unwritable -> throw Acts.unavailable();
        };
    }
}
