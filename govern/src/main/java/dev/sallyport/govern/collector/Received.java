package dev.sallyport.govern.collector;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.govern.telemetry.Boundary;
import dev.sallyport.govern.telemetry.CustomerId;
import dev.sallyport.govern.telemetry.Schema;
import dev.sallyport.govern.telemetry.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/**
 * A batch that is what the schema allows.
 *
 * @param bytes as they came
 */
record Received(CustomerId customer, Window window, JsonObject batch, byte[] bytes) {
    private static final int DEPTH = 8;
    private static final int MEMBERS = 20_000;
    private static final JsonLimits LIMITS = new JsonLimits(Schema.MAX_BYTES, DEPTH, MEMBERS, Schema.MAX_BYTES);

    /**
     * Reads bytes that must be the one way of writing a batch that the schema allows: no other order, no space, nothing beside.
     *
     * @throws Refused {@code batch_malformed}, {@code batch_schema}
     */
    static Received read(byte[] bytes) {
        JsonObject batch;
        try {
            if (!(StrictJson.parse(bytes, LIMITS) instanceof JsonObject object)) {
                throw new Refused(422, "batch_schema", "the batch is no object");
            }
            batch = object;
        } catch (MalformedJson e) {
            throw new Refused(
                    400, "batch_malformed", "the batch is no strict JSON of up to " + Schema.MAX_BYTES + " bytes");
        }
        Schema.fault(batch).ifPresent(why -> {
            throw new Refused(422, "batch_schema", why);
        });
        boolean clean = Boundary.strip(batch).filter(p -> p.stripped() == 0).isPresent();
        if (!clean || !Arrays.equals(CanonicalForm.of(batch, Scheme.SALLYPORT_JCS_2), bytes)) {
            throw new Refused(
                    422, "batch_schema", "the batch is not in its one form, or holds a text that may not leave");
        }
        return new Received(new CustomerId(text(batch, "customer")), window(text(batch, "window")), batch, bytes);
    }

    private static String text(JsonObject batch, String member) {
        return batch.get(member) instanceof JsonString s ? s.value() : "";
    }

    private static Window window(String start) {
        try {
            return Window.at(Instant.parse(start).toEpochMilli());
        } catch (DateTimeException e) {
            throw new Refused(422, "batch_schema", "window names no moment");
        }
    }
}
