package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.time.InstantSource;

/** Takes an operator's report of a rehearsed restore down as a receipt: what was tried, how long it took, what came of it. */
final class DrillRoutes {
    private static final long PATIENCE_MILLIS = 10_000;

    private final Access access;
    private final Input input;
    private final Journal journal;
    private final IdSource ids;
    private final InstantSource clock;
    private final ReceiptLogs logs;

    DrillRoutes(ApiParts parts) {
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.journal = parts.journal();
        this.ids = parts.ids();
        this.clock = parts.clock();
        this.logs = parts.published().logs();
    }

    Reply report(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        RestoreDrill drill = input.read(exchange, DrillRoutes::drill);
        long now = clock.millis();
        Envelope envelope = new Envelope(
                "rcp_" + ids.next(),
                operator.tenant().value(),
                ReceiptKind.ADMINISTRATION,
                now,
                logs.signer().keyId());
        ReceiptDraft draft = ReceiptDraft.of(
                drill.body(operator.actor().role(), operator.actor().name()), envelope);
        CommitResult result = journal.commit(Commit.of(operator.tenant(), draft, now + PATIENCE_MILLIS)
                        .build())
                .join();
        if (!(result instanceof CommitResult.Committed committed)) {
            throw Acts.unavailable();
        }
        return Reply.json(
                201,
                JsonObject.builder()
                        .put("receipt_id", committed.receipt().receiptId())
                        .build());
    }

    private static RestoreDrill drill(Fields body) {
        return new RestoreDrill(
                body.text("backup_sha256"),
                body.optionalText("error"),
                body.integer("duration_ms"),
                body.integer("receipts"),
                body.integer("decisions"),
                body.integer("anchors"));
    }
}
