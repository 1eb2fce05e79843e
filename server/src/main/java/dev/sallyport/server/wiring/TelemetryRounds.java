package dev.sallyport.server.wiring;

import dev.sallyport.gate.Shielding;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.telemetry.Fired;
import dev.sallyport.govern.telemetry.Vocabulary;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.telemetry.Telemetry;
import dev.sallyport.server.trail.AuditFollower;
import dev.sallyport.shield.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Builds telemetry for an install, and keeps it going beside everything else. */
final class TelemetryRounds implements AutoCloseable {
    private static final long EVERY_MILLIS = 1_000;

    private final Telemetry telemetry;
    private final AuditFollower trail;
    private final InstantSource clock;
    private final Rounds rounds;

    private TelemetryRounds(House house, AuditFollower trail) {
        this.telemetry = house.telemetry();
        this.trail = trail;
        this.clock = house.sources().clock();
        this.rounds =
                new Rounds("sallyport-telemetry", EVERY_MILLIS, "telemetry could not be counted or sent", this::round);
    }

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

    /** What tells telemetry of every call and of every shield that ran. */
    static Shielding.Listener listening(Telemetry telemetry) {
        return (who, subject, ran) -> {
            TenantId tenant = new TenantId(who.tenant());
            if (subject instanceof Subject.Call) {
                telemetry.intercepted(tenant, who.timeMillis(), subject.action());
            }
            if (!ran.isEmpty()) {
                telemetry.fired(new Fired(tenant, who.timeMillis(), subject.action(), who.session(), ran));
            }
        };
    }

    /** Counts and ships from now on. */
    static TelemetryRounds start(House house, AuditFollower trail) {
        house.telemetry().resume();
        return new TelemetryRounds(house, trail);
    }

    /** Counts and ships now, without waiting for the schedule. */
    void round() {
        try {
            telemetry.round(batch -> trail.write(new Event(
                    EventName.TELEMETRY_SHIPPED,
                    telemetry.tenant(),
                    clock.millis(),
                    "",
                    Map.of("telemetry.batch", batch))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends; what was counted until now is kept. */
    @Override
    public void close() throws IOException {
        rounds.close();
        telemetry.count();
    }
}
