package dev.sallyport.server.finding;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;

/**
 * That somebody accepts a finding for a while. It ends by itself.
 *
 * @param finding the finding's id
 * @param why 1 to {@value #LONGEST_WHY} characters
 * @param by the person's or the key's name
 * @param untilMillis when it ends
 */
public record Acceptance(String finding, String why, String by, long untilMillis) {
    /** Longest reason, characters. */
    public static final int LONGEST_WHY = 500;

    /** For how many days at most. */
    public static final int MOST_DAYS = 365;

    /**
     * @throws IllegalArgumentException without a reason, or with one that is too long
     */
    public Acceptance {
        if (why.isBlank() || why.length() > LONGEST_WHY) {
            throw new IllegalArgumentException(
                    "`why` takes 1 to " + LONGEST_WHY + " characters: why this may stay as it is");
        }
    }

    /** Whether it holds then. */
    public boolean holdsAt(long millis) {
        return millis < untilMillis;
    }

    /** The canonical form, which {@link #parse} reads. */
    public byte[] bytes() {
        return CanonicalForm.of(
                JsonObject.builder()
                        .put("finding", finding)
                        .put("why", why)
                        .put("by", by)
                        .put("until_ms", untilMillis)
                        .build(),
                Scheme.SALLYPORT_JCS_2);
    }

    /** What was written. */
    public static Acceptance parse(byte[] bytes) {
        Fields fields = Fields.parse("the acceptance", bytes);
        return new Acceptance(
                fields.text("finding"), fields.text("why"), fields.text("by"), fields.integer("until_ms"));
    }
}
