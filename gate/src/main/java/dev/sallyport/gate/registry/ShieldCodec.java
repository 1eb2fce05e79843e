package dev.sallyport.gate.registry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.shield.ConfidenceRule;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.canary.Canary;
import dev.sallyport.shield.canary.CanaryKind;
import java.util.Optional;

/**
 * The stored forms of a shield's {@link Setting} and of a {@link Canary}. A threshold is kept in millionths, so that it reads back as it was.
 */
final class ShieldCodec {
    private static final double MILLION = 1_000_000;

    private ShieldCodec() {}

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

    static JsonObject planted(PlantedCanary canary) {
        return switch (canary) {
            case PlantedCanary.Clear c -> canary(c.canary());
            case PlantedCanary.Sealed c ->
                JsonObject.builder()
                        .put("id", c.id())
                        .put("kind", c.kind().wire())
                        .put("sealed", c.sealed())
                        .build();
        };
    }

    static PlantedCanary planted(Fields f) {
        Optional<String> sealed = f.optionalText("sealed");
        if (sealed.isEmpty()) {
            return new PlantedCanary.Clear(canary(f));
        }
        PlantedCanary canary = new PlantedCanary.Sealed(f.text("id"), f.word("kind", CanaryKind::byWire), sealed.get());
        f.end();
        return canary;
    }

    static JsonObject canary(Canary canary) {
        return JsonObject.builder()
                .put("id", canary.id())
                .put("kind", canary.kind().wire())
                .put("cores", RegistryCodec.ordered(canary.cores()))
                .put("text", canary.text())
                .build();
    }

    static Canary canary(Fields f) {
        Canary canary = new Canary(f.text("id"), f.word("kind", CanaryKind::byWire), f.texts("cores"), f.text("text"));
        f.end();
        return canary;
    }
}
