package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.receipt.ReceiptBody;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A restore that was rehearsed.
 *
 * @param backupSha256 SHA-256 of the store in the backup, lower-case hex
 * @param error the code of what failed; empty when the drill passed
 * @param durationMillis how long all of it took
 * @param receipts how many receipts were verified, of all tenants
 * @param decisions how many sealed records were opened
 * @param anchors how many anchors from elsewhere were compared
 */
public record RestoreDrill(
        String backupSha256, Optional<String> error, long durationMillis, long receipts, long decisions, long anchors) {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    public RestoreDrill {
        Hex.check(backupSha256);
        if (error.isPresent() && !CODE.matcher(error.get()).matches()) {
            throw new IllegalArgumentException("`error` takes a code, such as chain_broken");
        }
        if (durationMillis < 0 || receipts < 0 || decisions < 0 || anchors < 0) {
            throw new IllegalArgumentException("a duration or a count is not below 0");
        }
    }

    /** As a gateway is told. */
    public JsonObject json() {
        return counted(JsonObject.builder().put("backup_sha256", backupSha256)).build();
    }

    /** As a receipt of administration says it. */
    public ReceiptBody body(String actorRole, String actor) {
        return new ReceiptBody(counted(JsonObject.builder()
                        .put("actor", actor)
                        .put("actor_role", actorRole)
                        .put("change", "restore_drill")
                        .put("subject", backupSha256)
                        .put("status", error.isEmpty() ? "passed" : "failed")
                        .put("why", "a restore was rehearsed"))
                .build());
    }

    private JsonObject.Builder counted(JsonObject.Builder out) {
        error.ifPresent(code -> out.put("error", code));
        return out.put("anchors", anchors)
                .put("decisions", decisions)
                .put("duration_ms", durationMillis)
                .put("receipts", receipts);
    }
}
