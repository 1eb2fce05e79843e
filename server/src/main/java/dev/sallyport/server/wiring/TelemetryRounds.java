package dev.sallyport.server.wiring;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.govern.telemetry.Vocabulary;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.telemetry.Telemetry;
import dev.sallyport.server.trail.AuditFollower;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Builds telemetry for an install, and keeps it going beside everything else. */
final class TelemetryRounds {
    private static final long EVERY_MILLIS = 1_000;

    private TelemetryRounds() {}

    static Telemetry of(DataDirectory data, Settings settings, Sources sources) {
        return new Telemetry(
                Install.DEFAULT_TENANT,
                data.path().resolve("telemetry"),
                settings.outward().telemetry(),
                sources.clock(),
                sources.random(),
                Vocabulary.builtIn());
    }

    /** One that has nowhere to go and so is never on. */
    static Telemetry none(Sources sources) {
        return new Telemetry(
                Install.DEFAULT_TENANT,
                Path.of("telemetry"),
                Optional.empty(),
                sources.clock(),
                sources.random(),
                Vocabulary.builtIn());
    }

    /** Counts and ships from now on; what was counted when it ends is kept. */
    static AutoCloseable start(House house, AuditFollower trail) {
        Telemetry telemetry = house.telemetry();
        telemetry.resume();
        Rounds rounds = new Rounds(
                "sallyport-telemetry", EVERY_MILLIS, "telemetry could not be counted or sent", () -> round(house, trail));
        return () -> {
            rounds.close();
            telemetry.count();
        };
    }

    private static void round(House house, AuditFollower trail) {
        try {
            house.telemetry().round(batch -> trail.write(new Event(
                    EventName.TELEMETRY_SHIPPED,
                    house.telemetry().tenant(),
                    house.sources().clock().millis(),
                    "",
                    Map.of("telemetry.batch", batch))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
