package dev.sallyport.soc.incident;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.commitment.Commitment;
import dev.sallyport.ledger.commitment.Salt;
import dev.sallyport.ledger.receipt.ReceiptBody;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What receipts say of people's acts on incidents: names and words of closed sets, and of what was typed a commitment. */
public final class ActReceipts {
    private static final String VOIDED = "incident_act_voided";

    private ActReceipts() {}

    /** What the receipt of an act on that incident says. */
    public static ReceiptBody of(Act act, String incident) {
        JsonObject.Builder body = begun(act, act.kind().change(), incident);
        switch (act.kind()) {
            case ASSIGNED -> body.put("assignee_commitment", commitment(act));
            case CLOSED -> body.put("verdict", act.subject());
            case MERGED -> body.put("into", act.subject());
            case STEP_CONFIRMED, STEP_REFUSED -> body.put("step", act.subject());
            case NARRATIVE_REVIEWED -> body.put("narrative_digest", act.subject());
        }
        if (act.kind() != Act.Kind.ASSIGNED && !act.text().isEmpty()) {
            body.put("note_commitment", commitment(act));
        }
        return new ReceiptBody(body.build());
    }

    /** That an act whose receipt is there did not come into force. */
    public static ReceiptBody voiding(Act act, String incident) {
        return new ReceiptBody(
                begun(act, VOIDED, incident).put("voids", act.receiptId()).build());
    }

    /** Whether the body is of an act on that incident. */
    public static boolean isAct(ReceiptBody body, String incident) {
        Optional<String> change = text(body, "change");
        return text(body, "subject").filter(incident::equals).isPresent()
                && Arrays.stream(Act.Kind.values())
                        .anyMatch(kind -> change.filter(kind.change()::equals).isPresent());
    }

    /** The id of the receipt whose act on that incident did not come into force, if the body says so of one. */
    public static Optional<String> voids(ReceiptBody body, String incident) {
        return text(body, "subject").filter(incident::equals).isPresent()
                        && text(body, "change").filter(VOIDED::equals).isPresent()
                ? text(body, "voids")
                : Optional.empty();
    }

    private static Optional<String> text(ReceiptBody body, String member) {
        return body.members().get(member) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    private static JsonObject.Builder begun(Act act, String change, String incident) {
        return JsonObject.builder()
                .put("actor", act.actor())
                .put("actor_role", act.role())
                .put("change", change)
                .put("subject", incident);
    }

    private static String commitment(Act act) {
        Salt salt = Salt.of(HexFormat.of().parseHex(act.salt()));
        return Commitment.to(salt, act.text().getBytes(StandardCharsets.UTF_8)).hex();
    }
}
