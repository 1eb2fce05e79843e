package dev.sallyport.server.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.facts.ShieldForm;
import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.shield.ShieldVersion;
import java.util.List;
import java.util.Optional;

/**
 * What a decision's receipt says of the call and of the shields that looked at it; nothing of the call's contents stands there.
 *
 * @param decision its id
 * @param answer {@code allow}, {@code deny} or {@code require_approval}
 * @param agent the agent's id
 */
public record SaidOfDecision(
        String decision,
        String receiptId,
        long timeMillis,
        String answer,
        List<String> reasons,
        String agent,
        String session,
        String tool,
        String action,
        List<Shielded> shields) {

    /** The newest decision among these receipts; those that can't be read are passed over. */
    public static Optional<SaidOfDecision> of(List<SealedReceipt> receipts) {
        return receipts.reversed().stream()
                .flatMap(receipt -> tried(receipt).stream())
                .findFirst();
    }

    /** What that receipt says; empty if it is of no decision, or can't be read. */
    public static Optional<SaidOfDecision> tried(SealedReceipt sealed) {
        try {
            return of(sealed);
        } catch (Malformed | FormBroken | IllegalArgumentException e) {
            return Optional.empty(); // it is damaged where it is kept, which takes nothing from the others
        }
    }

    /**
     * What that receipt says; empty if it is of no decision.
     *
     * @throws Malformed if it is no receipt
     * @throws FormBroken if it does not say what a decision's says
     */
    public static Optional<SaidOfDecision> of(SealedReceipt sealed) {
        Receipt receipt = Receipt.of(sealed);
        if (receipt.envelope().kind() != ReceiptKind.DECISION) {
            return Optional.empty();
        }
        Fields body = Fields.of("the receipt of a decision", receipt.body().members());
        return Optional.of(new SaidOfDecision(
                body.text("decision_id"),
                sealed.receiptId(),
                receipt.envelope().timeMillis(),
                body.text("decision"),
                body.texts("reasons"),
                body.text("agent"),
                body.text("session"),
                body.text("tool"),
                body.text("action"),
                receipt.body().members().get("shields") instanceof JsonObject shields
                        ? ShieldForm.of(shields)
                        : List.of()));
    }

    /** The version of that shield that looked at the call. */
    public Optional<ShieldVersion> version(String shield) {
        return shields.stream()
                .map(Shielded::shield)
                .filter(version -> version.name().equals(shield))
                .findFirst();
    }

    /** Whether a shield said something that a person should look after. */
    public boolean isFlagged() {
        return shields.stream().anyMatch(Shielded::isNoted);
    }
}
