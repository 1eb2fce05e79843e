package dev.sallyport.gate.registry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.shield.ConfidenceRule;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldMode;

/** The stored form of a shield's {@link Setting}. The threshold is kept in millionths, so that it reads back as it was. */
final class SettingCodec {
    private static final double MILLION = 1_000_000;

    private SettingCodec() {}

    static JsonObject write(Setting setting) {
        JsonObject.Builder out = JsonObject.builder()
                .put("mode", setting.mode().wire())
                .put("rule", setting.rule().name())
                .put("rule_version", setting.rule().version())
                .put("threshold_millionths", Math.round(setting.rule().threshold() * MILLION));
        setting.pinned().ifPresent(version -> out.put("pinned", version));
        return out.build();
    }

    static Setting read(Fields f) {
        Setting setting = new Setting(
                f.word("mode", ShieldMode::byWire),
                new ConfidenceRule(
                        f.text("rule"),
                        Math.toIntExact(f.integer("rule_version")),
                        f.integer("threshold_millionths") / MILLION),
                f.optionalText("pinned"));
        f.end();
        return setting;
    }
}
