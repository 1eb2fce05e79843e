package dev.sallyport.server.api;

import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.shield.ConfidenceRule;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldMode;
import java.util.Optional;

/**
 * What an operator wants of a shield; what is not said stays as it is.
 *
 * @param cell the cell it is for; empty for the whole tenant
 * @param inherits whether the cell shall have no setting of its own any more
 * @param version an installed one, or {@code newest}
 */
record ShieldWanted(
        String shield,
        Optional<String> cell,
        boolean inherits,
        Optional<ShieldMode> mode,
        Optional<Long> percent,
        Optional<String> version,
        String why) {
    static final double PERCENT = 100;
    private static final String INHERIT = "inherit";
    private static final String NEWEST = "newest";

    static ShieldWanted of(Fields body) {
        Optional<Long> percent = body.whole().get("threshold_percent") == null
                ? Optional.empty()
                : Optional.of(body.integer("threshold_percent"));
        Optional<String> mode = body.optionalText("mode");
        boolean inherits = mode.equals(Optional.of(INHERIT));
        ShieldWanted wanted = new ShieldWanted(
                body.text("shield"),
                cell(body),
                inherits,
                mode.filter(word -> !inherits).map(ShieldWanted::mode),
                percent,
                body.optionalText("version"),
                Acts.why(body));
        wanted.check();
        return wanted;
    }

    static Optional<String> cell(Fields body) {
        return body.optionalText("cell").map(cell -> Name.label("cell", cell));
    }

    private void check() {
        if (percent.filter(p -> p < 1 || p > PERCENT).isPresent()) {
            throw Input.wrong("`threshold_percent` takes 1 to 100");
        }
        if (inherits && cell.isEmpty()) {
            throw Input.wrong("`mode` takes inherit for a `cell` only; the whole tenant inherits from nobody");
        }
        if (cell.isPresent() && version.isPresent()) {
            throw Input.wrong("`version` is pinned for the whole tenant; leave out `cell`");
        }
    }

    private static ShieldMode mode(String word) {
        return ShieldMode.byWire(word)
                .orElseThrow(() -> Input.wrong("`mode` takes off, advisory, high-confidence or blocking"));
    }

    /** The version to pin, if one is. */
    Optional<String> pinned() {
        return version.filter(v -> !v.equals(NEWEST));
    }

    /**
     * What that setting becomes. A threshold of one's own is another rule than any before it, and says so by its version.
     *
     * @param nextRule the version a new rule gets
     */
    Setting over(Setting now, int nextRule) {
        ConfidenceRule rule = percent.map(p -> p / PERCENT)
                .filter(threshold -> threshold != now.rule().threshold())
                .map(threshold -> new ConfidenceRule(now.rule().name(), nextRule, threshold))
                .orElse(now.rule());
        Setting next = now.with(mode.orElse(now.mode()), rule);
        return version.isEmpty() ? next : next.running(pinned());
    }
}
