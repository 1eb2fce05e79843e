package dev.sallyport.ledger.verify;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.ocsf.EventFingerprint;
import dev.sallyport.ledger.receipt.ReceiptFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** One check of one chain of OCSF events, line by line. The first event names none before it. */
final class EventChain {
    private final Lines lines;
    private final VerifyOptions options;
    private String chain = "";
    private String head = "";
    private String headId = "";
    private long count;

    EventChain(Lines lines, VerifyOptions options) {
        this.lines = lines;
        this.options = options;
    }

    InterchangeVerdict check() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            Json value = StrictJson.parse(line, InterchangeVerifier.LINE);
            if (!(value instanceof JsonObject event)) {
                throw wrong("an event must be an object");
            }
            if (!Arrays.equals(CanonicalForm.of(event, ReceiptFormat.SCHEME), line)) {
                throw new Malformed("not_canonical", "the event is not in canonical form");
            }
            event(event);
        }
        if (options.key().isPresent() || !options.anchors().isEmpty()) {
            throw new Found("unsigned", 1, "OCSF events have no signature that the key given could have made");
        }
        return new InterchangeVerdict.Linked(count, chain, head);
    }

    private void event(JsonObject event) {
        JsonObject attestation = attestation(event);
        String named = text(attestation, "chain_uid");
        if (count > 0 && !named.equals(chain)) {
            throw new Malformed(
                    "foreign_chain", "an event of the chain `" + named + "` among those of `" + chain + "`");
        }
        chain = named;
        previous(attestation);
        String stated = fingerprint(attestation);
        if (!stated.equals(EventFingerprint.of(event))) {
            throw new Malformed("hash_mismatch", "the fingerprint is not that of the event");
        }
        head = stated;
        headId = event.get("metadata") instanceof JsonObject metadata ? text(metadata, "uid") : "";
        count++;
    }

    private void previous(JsonObject attestation) {
        Optional<JsonObject> before = Optional.ofNullable(attestation.get("prev_event"))
                .map(value -> value instanceof JsonObject object ? object : JsonObject.of());
        String said = before.map(EventChain::fingerprint).orElse("");
        String saidId = before.map(object -> text(object, "uid")).orElse("");
        if (!said.equals(head) || !saidId.equals(headId)) {
            throw new Malformed("chain_broken", "prev_event is not the event before");
        }
    }

    private static JsonObject attestation(JsonObject event) {
        if (event.get("attestation_list") instanceof JsonArray list
                && list.items().size() == 1
                && list.items().getFirst() instanceof JsonObject attestation) {
            return attestation;
        }
        throw wrong("attestation_list must hold one attestation");
    }

    /** Only what can be computed again counts: SHA-256 over JCS, in hex. */
    private static String fingerprint(JsonObject of) {
        if (of.get("fingerprint") instanceof JsonObject print
                && is(print, "algorithm_id", 3)
                && is(print, "encoding_id", 1)
                && is(print, "serialization_id", EventFingerprint.JCS)
                && Hex.isHash(text(print, "value"))) {
            return text(print, "value");
        }
        throw wrong("a fingerprint must be a SHA-256 over JCS in lower-case hex");
    }

    private static boolean is(JsonObject object, String name, long value) {
        return object.get(name) instanceof JsonNumber number && number.value() == value;
    }

    private static String text(JsonObject object, String name) {
        if (object.get(name) instanceof JsonString text) {
            return text.value();
        }
        throw wrong("member `" + name + "` must be a string");
    }

    private static Malformed wrong(String rule) {
        return new Malformed("wrong_member", rule);
    }
}
