package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.server.http.Problem;
import dev.sallyport.shield.Setting;
import java.util.Optional;

/**
 * What going back would change of a shield in one place: how it stands there, and how it stood before it was last set there. Both have a text
 * that a request names to bind itself to what its sender was shown.
 *
 * @param cell empty for the whole tenant
 * @param standing empty for a cell that has no setting of its own
 * @param before as it would stand afterwards; empty likewise
 * @param newest the version that runs where none is pinned
 */
public record ShieldBack(Optional<String> cell, Optional<Setting> standing, Optional<Setting> before, String newest) {
    private static final String INHERITS = "inherit";

    /** How it stands, such as {@code advisory/high-confidence@1/newest:1.0.0}; of a cell without the version, or {@code inherit}. */
    public String standingText() {
        return text(standing);
    }

    /** How it would stand, written alike. */
    public String beforeText() {
        return text(before);
    }

    private String text(Optional<Setting> setting) {
        return setting.map(s -> s.mode().wire() + "/" + s.rule().wire() + (cell.isPresent() ? "" : "/" + version(s)))
                .orElse(INHERITS);
    }

    private String version(Setting setting) {
        return setting.pinned().orElse("newest:" + newest);
    }

    JsonObject row() {
        JsonObject.Builder row = JsonObject.builder();
        cell.ifPresent(name -> row.put("cell", name));
        return row.put("standing", standingText()).put("back_to", beforeText()).build();
    }

    /**
     * What the sender of a request was shown.
     *
     * @param standing how it stood; empty: whatever stands
     * @param before what it would go back to; empty: whatever that is
     */
    public record Shown(Optional<String> standing, Optional<String> before) {
        /** Both, as a page showed them. */
        public static Shown of(String standing, String before) {
            return new Shown(Optional.of(standing), Optional.of(before));
        }

        static Shown of(Fields body) {
            return new Shown(body.optionalText("standing"), body.optionalText("back_to"));
        }

        /** @throws Problem 409 {@code shield_changed}, which says what stands now, if it is no longer so */
        void check(ShieldBack now) {
            if (standing.filter(text -> !text.equals(now.standingText())).isPresent()
                    || before.filter(text -> !text.equals(now.beforeText())).isPresent()) {
                throw new Problem(
                        409,
                        "shield_changed",
                        "the shield was set meanwhile, so nothing was taken back: now " + now.standingText()
                                + " stands, and going back gives " + now.beforeText(),
                        now.row());
            }
        }
    }
}
