package dev.sallyport.server.config;

import dev.sallyport.server.effect.EffectPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The section {@code effects}: services that tell what they saw happen. */
final class EffectOptions {
    private static final long SECOND = 1_000;
    private static final long DAY = 24 * 3_600 * SECOND;

    private EffectOptions() {}

    static EffectPlan read(Section s) {
        Map<String, EffectPlan.Service> services = new LinkedHashMap<>();
        s.sections("services").forEach((name, one) -> services.put(name, service(name, one)));
        long tokens = services.values().stream()
                .flatMap(service -> service.tokenHash().stream())
                .distinct()
                .count();
        if (tokens
                < services.values().stream()
                        .filter(service -> service.tokenHash().isPresent())
                        .count()) {
            throw s.fault("services", "has one token for two services; give each its own");
        }
        return new EffectPlan(
                s.millis("window", SECOND, DAY, 300 * SECOND),
                s.millis("skew", 0, 3_600 * SECOND, 30 * SECOND),
                services);
    }

    private static EffectPlan.Service service(String name, Section s) {
        if (!name.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw s.fault("token", "stands under a name no service can have: `" + name + "`");
        }
        Optional<String> token = s.text("token");
        if (token.filter(t -> !t.matches("[0-9a-f]{64}")).isPresent()) {
            // Not repeated: it may be the token itself.
            throw s.fault(
                    "token",
                    "takes the SHA-256 of the token as 64 lower-case hex digits, never the token: printf %s TOKEN | sha256sum");
        }
        List<String> tools = s.texts("tools");
        return new EffectPlan.Service(
                ModelOptions.tenant(s),
                token,
                tools.isEmpty() ? Set.of(name) : Set.copyOf(tools),
                s.number("each", 1, 10_000, 1));
    }
}
