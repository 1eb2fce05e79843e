package dev.sallyport.ledger.ocsf;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes receipts as OCSF events, one a line, each linked to the one before by {@code attestation_list}.
 *
 * <p>The chain is of the events and of nobody's signature: it shows a reader who has the events alone that none was changed or
 * taken out between two others. Not thread-safe; the stream stays open and is not flushed.
 */
public final class OcsfWriter {
    /** The version of the schema that the events follow. */
    public static final String VERSION = "1.9.0-dev";

    private final OutputStream out;
    private final String origin;
    private final String authority;
    private String before = "";
    private String beforeId = "";

    /**
     * A new chain of events.
     *
     * @param origin the log that the receipts are of; the chain of events is called {@code ORIGIN/ocsf}
     * @param authority the id of the log's key, as a name: it signs none of the events
     */
    public OcsfWriter(OutputStream out, String origin, String authority) {
        this.out = out;
        this.origin = origin;
        this.authority = authority;
    }

    /** Writes the next receipt. */
    public void add(SealedReceipt sealed) throws IOException {
        ReceiptEvent event = new ReceiptEvent(sealed, origin);
        JsonObject.Builder attestation =
                JsonObject.builder().put("authority_uid", authority).put("chain_uid", origin + "/ocsf");
        if (!before.isEmpty()) {
            attestation.put(
                    "prev_event",
                    JsonObject.builder()
                            .put("fingerprint", ReceiptEvent.fingerprint(EventFingerprint.JCS, before))
                            .put("type_uid", ReceiptEvent.TYPE)
                            .put("uid", beforeId)
                            .build());
        }
        String print = EventFingerprint.of(attested(event, attestation.build()));
        attestation.put("fingerprint", ReceiptEvent.fingerprint(EventFingerprint.JCS, print));
        out.write(EventFingerprint.canonical(attested(event, attestation.build())));
        out.write('\n');
        before = print;
        beforeId = sealed.receiptId();
    }

    private static JsonObject attested(ReceiptEvent event, JsonObject attestation) {
        return event.members()
                .put("attestation_list", JsonArray.of(attestation))
                .build();
    }
}
