package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.QualifiedName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.rehearsal.Preview;
import dev.sallyport.soc.rehearsal.PreviewForm;
import dev.sallyport.soc.response.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a step would stop, by the receipts of the last day and the approvals that wait. */
final class StepPreviews {
    private static final int PAGE = 500;
    private static final int MOST = 20_000;

    private final Records records;
    private final Book book;
    private final Access access;
    private final InstantSource clock;

    StepPreviews(ApiParts parts, Book book) {
        this.records = parts.aside().shown();
        this.book = book;
        this.access = parts.access();
        this.clock = parts.clock();
    }

    /** By the step's key, or by its number among the incident's steps, from 1. */
    Reply preview(Exchange exchange) {
        TenantId tenant = SocRoutes.watcher(access, exchange).tenant();
        String id = Input.found(book.incident(tenant, exchange.path("id")), "incident")
                .id();
        Step step = Input.found(step(book.steps(tenant, id), exchange.path("step")), "step");
        long now = clock.millis();
        return Reply.json(200, PreviewForm.of(Preview.of(step.effect(), step.target(), recent(tenant, now), now)));
    }

    private static Optional<Step> step(List<Step> steps, String named) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).key().equals(named) || Integer.toString(i + 1).equals(named)) {
                return Optional.of(steps.get(i));
            }
        }
        return Optional.empty();
    }

    private Preview.Recent recent(TenantId tenant, long now) {
        List<Preview.Call> calls = new ArrayList<>();
        boolean cut = true;
        for (int offset = 0; offset < MOST && cut; offset += PAGE) {
            List<SealedReceipt> page = records.newestReceipts(tenant, PAGE, offset);
            cut = page.size() == PAGE;
            for (SealedReceipt sealed : page) {
                Optional<Receipt> receipt = read(sealed);
                if (receipt.filter(r -> r.envelope().timeMillis() < now - Preview.DAY_MILLIS)
                        .isPresent()) {
                    return new Preview.Recent(calls, held(tenant), false);
                }
                receipt.filter(r -> r.envelope().kind() == ReceiptKind.DECISION).ifPresent(r -> calls.add(call(r)));
            }
        }
        return new Preview.Recent(calls, held(tenant), cut);
    }

    private static Optional<Receipt> read(SealedReceipt sealed) {
        try {
            return Optional.of(Receipt.read(sealed.canonical()));
        } catch (Malformed e) {
            return Optional.empty(); // the audit names it
        }
    }

    private static Preview.Call call(Receipt receipt) {
        return new Preview.Call(
                receipt.envelope().timeMillis(),
                text(receipt, "agent"),
                text(receipt, "session"),
                text(receipt, "tool"),
                QualifiedName.of(text(receipt, "tool"), text(receipt, "action")));
    }

    private static String text(Receipt receipt, String member) {
        return receipt.body().members().get(member) instanceof JsonString text ? text.value() : "";
    }

    private List<Preview.Held> held(TenantId tenant) {
        List<Preview.Held> held = new ArrayList<>();
        for (ApprovalStatus waiting : List.of(ApprovalStatus.PENDING, ApprovalStatus.APPROVED)) {
            for (Approval approval : records.approvals(tenant, Optional.of(waiting), PAGE, 0)) {
                held.add(new Preview.Held(
                        approval.id().value(),
                        new Preview.Call(
                                approval.createdMillis(),
                                approval.agent().value(),
                                approval.session().value(),
                                approval.tool(),
                                QualifiedName.of(approval.tool(), approval.action()))));
            }
        }
        return held;
    }
}
