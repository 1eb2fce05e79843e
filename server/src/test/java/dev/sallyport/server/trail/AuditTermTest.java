package dev.sallyport.server.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the trail's files stay: by number, by age, and by the floor, which outweighs the number. */
class AuditTermTest {
    private static final long DAY = 24 * 60 * 60 * 1000L;
    private static final int FILES = 4;

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private final AuditKey key = new AuditKey(new SecureRandom().generateSeed(AuditKey.LENGTH));

    @Test
    void lines_go_when_their_term_is_over_and_the_trail_still_holds() throws IOException {
        int term = 20;
        try (AuditTrail trail = trail(1 << 20, new Days(term, 0))) {
            for (int day = 0; day < 100; day++) {
                line(trail, day);
                trail.keepTerm();
                assertTrue(oldest() >= day - term - term / FILES - 1, "day " + day + ", oldest line of " + oldest());
                assertTrue(day < term || oldest() <= day - term + 1, "day " + day + ", oldest line of " + oldest());
                holds();
            }
        }
    }

    @Test
    void the_number_of_files_gives_way_to_the_floor() throws IOException {
        try (AuditTrail trail = trail(200, new Days(0, 30))) {
            for (int day = 0; day < 60; day++) {
                line(trail, day);
                trail.keepTerm();
                assertTrue(oldest() <= Math.max(0, day + 1 - 30), "day " + day + ", oldest line of " + oldest());
            }
            assertTrue(oldest() > 20, "what the floor lets go goes by number: " + oldest());
            holds();
        }
    }

    @Test
    void without_a_term_the_number_of_files_counts() throws IOException {
        try (AuditTrail trail = trail(200, TrailTerm.NONE)) {
            for (int day = 0; day < 60; day++) {
                line(trail, day);
                trail.keepTerm();
            }
            assertEquals(FILES, AuditFiles.full(folder).size());
            holds();
        }
    }

    /** A term and a floor in days; 0: there is none. */
    private final class Days implements TrailTerm {
        private final long term;
        private final long floor;

        Days(long term, long floor) {
            this.term = term;
            this.floor = floor;
        }

        @Override
        public long removedBefore() {
            return term == 0 ? 0 : clock.millis() - term * DAY;
        }

        @Override
        public long keptSince() {
            return floor == 0 ? Long.MAX_VALUE : clock.millis() - floor * DAY;
        }
    }

    private AuditTrail trail(long fileBytes, TrailTerm term) throws IOException {
        return AuditTrail.open(folder, key, clock, new TrailLimits(fileBytes, FILES, term));
    }

    private void line(AuditTrail trail, int day) throws IOException {
        trail.append(JsonObject.builder()
                .put("time", clock.instant().toString())
                .put("event", "auth.denied")
                .put("day", "d" + day + ".")
                .build());
        trail.sync();
        clock.advanceMillis(DAY);
    }

    /** The day of the oldest line that is still there. */
    private int oldest() throws IOException {
        List<Path> files = new java.util.ArrayList<>(AuditFiles.full(folder).values());
        files.add(AuditFiles.current(folder));
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                int at = line.indexOf("\"day\":\"d");
                if (at >= 0) {
                    return Integer.parseInt(line.substring(at + 8, line.indexOf('.', at)));
                }
            }
        }
        throw new AssertionError("no line of a day is left");
    }

    private void holds() throws IOException {
        AuditVerdict verdict = AuditCheck.of(folder, Optional.of(key), () -> new AuditCheck.Ledger() {
            @Override
            public Optional<SealedReceipt> at(String tenant, long sequence) {
                return Optional.empty();
            }

            @Override
            public Map<String, Long> counts() {
                return Map.of();
            }

            @Override
            public boolean whole() {
                return true;
            }
        });
        assertInstanceOf(AuditVerdict.Whole.class, verdict, verdict::toString);
    }
}
