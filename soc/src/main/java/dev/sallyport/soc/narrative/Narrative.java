package dev.sallyport.soc.narrative;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.soc.story.Bundle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What was told of an incident.
 *
 * @param revision the incident's when it was told
 * @param text plain text of at most {@link PlainText#MOST} characters and its lines
 * @param model which model, as configured; empty for the evidence's own telling
 * @param promptDigest SHA-256 of the request that was sent, 64 hexadecimal digits; empty if none was
 * @param fallback why a configured model's words are not here; empty if they are or none is configured
 */
public record Narrative(
        String incident,
        int revision,
        Origin origin,
        String text,
        String model,
        String promptDigest,
        String fallback,
        long madeMillis) {
    /** Who speaks. */
    public enum Origin {
        /** Sentences that follow from the evidence. */
        EVIDENCE,
        /** A model, about the evidence. */
        MODEL;

        /** The word in answers. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The origin of that word. */
        public static Optional<Origin> byWire(String wire) {
            return Arrays.stream(values()).filter(o -> o.wire().equals(wire)).findFirst();
        }
    }

    /** What a review's receipt holds of it: SHA-256("sallyport/narrative/1\n" ‖ text), 64 hexadecimal digits. */
    public String digest() {
        return Bundle.digest(text);
    }

    /** The narrative as an object. */
    public JsonObject json() {
        return JsonObject.builder()
                .put("incident_id", incident)
                .put("revision", revision)
                .put("origin", origin.wire())
                .put("text", text)
                .put("model", model)
                .put("prompt_digest", promptDigest)
                .put("fallback", fallback)
                .put("made_ms", madeMillis)
                .put("digest", digest())
                .build();
    }

    /**
     * Reads it back.
     *
     * @throws dev.sallyport.gate.form.FormBroken if it has another form
     */
    public static Narrative read(byte[] bytes) {
        Fields f = Fields.parse("a narrative", bytes);
        Narrative narrative = new Narrative(
                f.text("incident_id"),
                (int) f.integer("revision"),
                f.word("origin", Origin::byWire),
                f.text("text"),
                f.text("model"),
                f.text("prompt_digest"),
                f.text("fallback"),
                f.integer("made_ms"));
        f.text("digest");
        f.end();
        return narrative;
    }
}
