package dev.sallyport.govern.pilot;

import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.shield.ShieldVersion;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pilot under construction. */
final class Sample {
    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final List<String> SHIELDS = List.of("canary", "package-gate", "egress-monitor", "capability-fence");
    static final ShieldVersion OLD = new ShieldVersion("canary", "1.0.0");
    static final ShieldVersion NEW = new ShieldVersion("canary", "1.0.1");

    final Map<String, Ed25519Key> keys = new HashMap<>();
    Pilot pilot = Pilot.EMPTY;
    Instant now = START;

    static Sample begun() {
        Sample sample = new Sample();
        sample.record(new Fact.Began("sample", SHIELDS));
        return sample;
    }

    Ed25519Key key(String name) {
        return keys.computeIfAbsent(name, n -> Ed25519Key.generate("sample/" + n, new SecureRandom()));
    }

    Sample record(Fact... facts) {
        pilot = Rules.record(pilot, now, List.of(facts));
        return this;
    }

    Sample after(Duration time) {
        now = now.plus(time);
        return this;
    }

    Sample join(Cohort cohort, String... ids) {
        for (String id : ids) {
            record(new Fact.Joined(id, cohort, key(id).verifierKey().encoded()));
        }
        return this;
    }

    /** Seven days pass, and each customer sends its week: so many events of each shield, so many of them false. */
    Sample week(long events, long wrong) {
        after(Duration.ofDays(7));
        LocalDate from = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(7);
        for (Customer customer : pilot.customers().values()) {
            Map<String, ShieldWeek> shields = new HashMap<>();
            SHIELDS.forEach(shield ->
                    shields.put(shield, new ShieldWeek(events / 2, 0, events - events / 2, wrong, 0, 10, 20, 30)));
            record(new Fact.Week(customer.id(), from, 7, Map.of("shell", 1000L), shields));
        }
        return this;
    }

    Sample release(ShieldVersion version, String... fixes) {
        return record(new Fact.Released(version, Optional.empty(), "b", List.of(fixes)));
    }

    Optional<String> outcome(String id) {
        return Gates.next(pilot, now).stream()
                .filter(judged -> judged.id().equals(id))
                .map(judged -> judged.outcome().wire())
                .findFirst();
    }
}
