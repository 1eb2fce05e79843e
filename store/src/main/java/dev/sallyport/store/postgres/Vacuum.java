package dev.sallyport.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;

/**
 * Asks the server to drop the old versions of rows that were erased, which it would else keep for as long as it likes. What it
 * drops is unreachable by any query; the bytes stay in its pages until they are used again, and in its log until that is
 * recycled. No gateway can see to more than that. Thread-safe.
 */
final class Vacuum {
    private static final List<String> TABLES = List.of("facts", "approval", "answer", "registry_change");
    private static final long LONGEST_MILLIS = 10 * 60 * 1000L;

    private final Server server;
    private final InstantSource clock;

    Vacuum(Server server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Returns at the deadline at the latest, whether the server was done or not: it vacuums by itself too. */
    void run(long deadlineMillis) {
        long patience = Math.min(LONGEST_MILLIS, deadlineMillis - clock.millis());
        if (patience <= 0) {
            return;
        }
        try (Connection connection = server.patient(Math.max(1, patience / TABLES.size()));
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("VACUUM " + table);
            }
        } catch (SQLException e) {
            // Too slow, or held up: nothing is promised of it, and the server's own vacuum comes later.
        }
    }
}
