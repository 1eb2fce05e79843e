package dev.sallyport.server.config;

import dev.sallyport.soc.playbook.Brake;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;

/** The section {@code soc}: detection, incidents and what playbooks may do. */
final class SocOptions {
    private static final int PERCENT = 100;
    private static final int MOST = 100_000;
    private static final long HOUR = 3_600_000;
    private static final int MOST_HOURS = 24 * 366;

    private SocOptions() {}

    static SocPlan read(Section s, Function<String, Path> path) {
        SocPlan plain = SocPlan.DEFAULT;
        Section brake = s.section("brake");
        return new SocPlan(
                flag(s, "enabled", true),
                s.number("queue", 2, 1 << 24, plain.queue()),
                flag(s, "bundled_rules", true),
                s.text("rules").map(path),
                Set.copyOf(s.texts("rules_off")),
                s.text("playbooks").map(path),
                flag(s, "respond", false),
                Set.copyOf(s.texts("never")),
                new Brake(
                        brake.number("per_playbook", 1, MOST, plain.brake().perPlaybook()),
                        brake.number("at_once", 1, MOST, plain.brake().atOnce()),
                        brake.number("percent", 0, PERCENT, plain.brake().percent()),
                        brake.number("share", 0, PERCENT, plain.brake().share())),
                HOUR * s.number("log_only_hours", 0, MOST_HOURS, (int) (plain.logOnlyMillis() / HOUR)),
                StoryOptions.read(s, path));
    }

    private static boolean flag(Section s, String key, boolean fallback) {
        String word = s.text(key, fallback ? "on" : "off");
        return switch (word) {
            // YAML's plain words for true and false are taken for what the operator meant.
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw s.fault(key, "takes on or off, not `" + word + "`");
        };
    }
}
