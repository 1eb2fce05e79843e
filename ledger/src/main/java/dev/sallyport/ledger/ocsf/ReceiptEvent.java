package dev.sallyport.ledger.ocsf;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.List;
import java.util.Locale;

/**
 * What one receipt is as an OCSF event of the class API Activity, without its attestation: that class has the place for
 * an agent, an operation, a policy and an answer, and needs no name of a person.
 */
final class ReceiptEvent {
    static final long CLASS = 6003;
    static final long ACTIVITY_OTHER = 99;
    static final long TYPE = CLASS * 100 + ACTIVITY_OTHER;

    private static final long OTHER = 99;
    private static final long MAX_INTEGER = Integer.MAX_VALUE;
    private static final String PRODUCT = "Sallyport";

    /** What of a body goes out as it is: categories, digests and ids that the gateway made. */
    private static final List<String> CARRIED = List.of(
            "action_commitment",
            "answer",
            "approval_id",
            "assurance",
            "binding",
            "capability",
            "change",
            "checkpoint_root",
            "checkpoint_size",
            "decider",
            "decision_id",
            "door",
            "effect",
            "executed_commitment",
            "facts_digest",
            "hash_mismatch",
            "output_commitment",
            "phase",
            "policies",
            "reasons",
            "resource_commitment",
            "status",
            "trust");

    private final SealedReceipt sealed;
    private final Receipt receipt;
    private final JsonObject body;
    private final String origin;

    ReceiptEvent(SealedReceipt sealed, String origin) {
        this.sealed = sealed;
        this.receipt = Receipt.read(sealed.canonical());
        this.body = receipt.body().members();
        this.origin = origin;
    }

    /** The members of the event, to which an attestation is added. */
    JsonObject.Builder members() {
        String agent = text("agent", PRODUCT.toLowerCase(Locale.ROOT));
        JsonObject.Builder out = JsonObject.builder()
                .put("activity_id", ACTIVITY_OTHER)
                .put("activity_name", activity())
                .put("actor", named("app_uid", agent))
                .put("api", api())
                .put("category_uid", CLASS / 1000)
                .put("class_uid", CLASS)
                .put("message", message())
                .put("metadata", metadata())
                .put("raw_data_hash", fingerprint(OTHER, sealed.hashHex()))
                .put("severity_id", severity())
                .put("src_endpoint", named("uid", agent))
                .put("time", receipt.envelope().timeMillis())
                .put("type_uid", TYPE)
                .put("unmapped", unmapped());
        if (body.get("agent") != null) {
            out.put("ai_agent", agent(agent));
        }
        status(out);
        return out;
    }

    private JsonObject agent(String agent) {
        JsonObject.Builder out = JsonObject.builder().put("uid", agent);
        if (body.get("session") instanceof JsonString session) {
            out.put("instance_uid", session);
        }
        return out.build();
    }

    private JsonObject api() {
        return switch (receipt.envelope().kind()) {
            case DECISION ->
                JsonObject.builder()
                        .put("operation", text("action", "unknown"))
                        .put("service", named("name", text("tool", "unknown")))
                        .build();
            case OUTCOME -> named("operation", "outcome");
            case APPROVAL -> named("operation", "approval");
            case ADMINISTRATION -> named("operation", text("change", "administration"));
        };
    }

    private String activity() {
        return switch (receipt.envelope().kind()) {
            case DECISION -> "Invoke";
            case OUTCOME -> "Report";
            case APPROVAL -> "Answer";
            case ADMINISTRATION -> "Administer";
        };
    }

    private String message() {
        return switch (receipt.envelope().kind()) {
            case DECISION ->
                text("tool", "unknown") + "/" + text("action", "unknown") + ": " + text("decision", "none");
            case OUTCOME -> "outcome: " + text("status", "none");
            case APPROVAL -> "approval: " + text("answer", "none");
            case ADMINISTRATION -> "administration: " + text("change", "none");
        };
    }

    /** The members of the profile security_control: what was decided and what became of the call. */
    private void status(JsonObject.Builder out) {
        if (receipt.envelope().kind() != ReceiptKind.DECISION) {
            out.put("status_id", 1);
            return;
        }
        String decision = text("decision", "none");
        boolean allowed = decision.equals("allow");
        boolean denied = decision.equals("deny");
        boolean approved = allowed && text("phase", "").equals("claim");
        out.put("action", decision)
                .put("action_id", allowed ? 1 : denied ? 2 : OTHER)
                .put("disposition", allowed ? approved ? "Approved" : "Allowed" : denied ? "Blocked" : "Delayed")
                .put("disposition_id", allowed ? approved ? 8 : 1 : denied ? 2 : 14)
                .put("status", allowed ? "Success" : denied ? "Failure" : "Pending")
                .put("status_id", allowed ? 1 : denied ? 2 : OTHER)
                .put("status_code", text("reasons", decision));
        if (body.get("policy_digest") instanceof JsonString digest) {
            out.put("policy", named("uid", digest.value()));
        }
    }

    private long severity() {
        return text("decision", "").equals("deny") ? 2 : 1;
    }

    private JsonObject metadata() {
        JsonObject.Builder out = JsonObject.builder()
                .put("log_name", origin)
                .put("original_event_uid", sealed.receiptId())
                .put(
                        "product",
                        JsonObject.builder()
                                .put("name", PRODUCT)
                                .put("vendor_name", PRODUCT)
                                .build())
                .put(
                        "profiles",
                        JsonArray.of(
                                new JsonString("ai_operation"),
                                new JsonString("record_integrity"),
                                new JsonString("security_control")))
                .put("tenant_uid", receipt.envelope().tenant())
                .put("uid", sealed.receiptId())
                .put("version", OcsfWriter.VERSION);
        if (receipt.sequence() <= MAX_INTEGER) {
            out.put("sequence", receipt.sequence());
        }
        return out.build();
    }

    private JsonObject unmapped() {
        JsonObject.Builder out = JsonObject.builder()
                .put("key_id", receipt.envelope().keyId())
                .put("kind", receipt.envelope().kind().wire())
                .put("previous_receipt_hash", receipt.previous())
                .put("receipt_sequence", receipt.sequence());
        for (String name : CARRIED) {
            Json value = body.get(name);
            if (value != null) {
                out.put(name, value);
            }
        }
        return out.build();
    }

    /** A SHA-256 in hex; JCS is serialization 2. Other serializations are named. */
    static JsonObject fingerprint(long serialization, String hex) {
        JsonObject.Builder out = JsonObject.builder()
                .put("algorithm_id", 3)
                .put("encoding_id", 1)
                .put("serialization_id", serialization)
                .put("value", hex);
        if (serialization == OTHER) {
            out.put("serialization", "sallyport/receipt/2");
        }
        return out.build();
    }

    private static JsonObject named(String name, String value) {
        return JsonObject.builder().put(name, value).build();
    }

    /** A member's text, of a list the first one's. */
    private String text(String name, String otherwise) {
        Json value = body.get(name);
        if (value instanceof JsonArray array && !array.items().isEmpty()) {
            value = array.items().getFirst();
        }
        return value instanceof JsonString text ? text.value() : otherwise;
    }
}
