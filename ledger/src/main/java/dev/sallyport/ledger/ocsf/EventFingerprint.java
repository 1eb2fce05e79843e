package dev.sallyport.ledger.ocsf;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.receipt.ReceiptFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fingerprint of an OCSF event as its profile {@code record_integrity} defines it: over the whole event, of which only the
 * fingerprints and signatures of its attestations are left out, in JCS (RFC 8785).
 */
public final class EventFingerprint {
    /** The schema's number for JCS. */
    public static final long JCS = 2;

    private static final List<String> LEFT_OUT = List.of("fingerprint", "signatures");

    private EventFingerprint() {}

    /** SHA-256 in lower-case hex. */
    public static String of(JsonObject event) {
        Map<String, Json> members = new LinkedHashMap<>(event.members());
        if (members.get("attestation_list") instanceof JsonArray list) {
            members.put(
                    "attestation_list",
                    new JsonArray(
                            list.items().stream().map(EventFingerprint::bare).toList()));
        }
        return Hex.of(Sha256.of(canonical(new JsonObject(members))));
    }

    private static Json bare(Json attestation) {
        if (!(attestation instanceof JsonObject object)) {
            return attestation;
        }
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        LEFT_OUT.forEach(members::remove);
        return new JsonObject(members);
    }

    static byte[] canonical(JsonObject event) {
        return CanonicalForm.of(event, ReceiptFormat.SCHEME);
    }
}
