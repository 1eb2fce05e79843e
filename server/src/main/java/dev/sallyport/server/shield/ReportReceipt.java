package dev.sallyport.server.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.shield.ShieldVersion;
import java.util.Optional;

/**
 * What the receipt of a report says: words of closed sets and names.
 *
 * @param shield the shield's name
 * @param decision the decision's id; empty text if none was named
 */
record ReportReceipt(String shield, boolean falsePositive, String category, String decision) {
    private static final String CHANGE = "report_shield";

    /** The body of the receipt of that report against that version. */
    static ReceiptBody body(Actor actor, Reports.Report report, ShieldVersion version) {
        JsonObject.Builder body = JsonObject.builder()
                .put("actor", actor.name())
                .put("actor_role", actor.role())
                .put("change", CHANGE)
                .put("subject", version.wire())
                .put("report", report.kind())
                .put("category", report.category().wire());
        report.decision().map(DecisionId::value).ifPresent(id -> body.put("decision_id", id));
        return new ReceiptBody(body.build());
    }

    /** What that receipt reports; empty if it is of no report, or can't be read. */
    static Optional<ReportReceipt> tried(SealedReceipt sealed) {
        try {
            Receipt receipt = Receipt.of(sealed);
            Fields body = Fields.of("the receipt of a report", receipt.body().members());
            return receipt.envelope().kind() == ReceiptKind.ADMINISTRATION
                            && body.optionalText("change")
                                    .filter(CHANGE::equals)
                                    .isPresent()
                    ? Optional.of(of(body))
                    : Optional.empty();
        } catch (Malformed | FormBroken | IllegalArgumentException e) {
            return Optional.empty(); // it is damaged where it is kept, which takes nothing from the others
        }
    }

    private static ReportReceipt of(Fields body) {
        return new ReportReceipt(
                ShieldVersion.parse(body.text("subject")).name(),
                body.text("report").equals("fp"),
                body.text("category"),
                body.optionalText("decision_id").orElse(""));
    }

    /** The same for every report that says the same of the same decision. */
    String once() {
        return once(shield, falsePositive, decision);
    }

    static String once(String shield, boolean falsePositive, String decision) {
        return shield + " " + falsePositive + " " + decision;
    }
}
