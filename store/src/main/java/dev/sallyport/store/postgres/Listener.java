package dev.sallyport.store.postgres;

import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Keeps a gateway that writes nothing fresh: hears when another one changed the registry, and asks now and then whether it
 * missed a word. Its session holds the gateway's own lock, by which the others see that it lives.
 */
final class Listener implements AutoCloseable {
    static final String CHANNEL = "sallyport_registry";
    static final String CHANGES = "SELECT number, change FROM registry_change WHERE number > ? ORDER BY number";

    private static final int WAIT_MILLIS = 250;
    private static final long PAUSE_NANOS = 200_000_000L;

    private final Server server;
    private final SharedState state;
    private final int gateway;
    private final InstantSource clock;
    private final long silenceMillis;
    private final Thread thread;
    // Made by who opens the store, so that the gateway's lock is held before anything is written; then the thread's.
    private @Nullable Connection ready;
    private volatile long heardMillis;
    private volatile String why = "";
    private volatile boolean closed;

    Listener(Server server, SharedState state, int gateway, InstantSource clock, long silenceMillis) {
        this.server = server;
        this.state = state;
        this.gateway = gateway;
        this.clock = clock;
        this.silenceMillis = silenceMillis;
        this.heardMillis = clock.millis();
        this.thread = Thread.ofPlatform().name("sallyport-listen").daemon(true).unstarted(this::run);
    }

    /** Connects, says that the gateway lives, reads what is there, and goes on listening. */
    void start() throws SQLException {
        ready = connect();
        thread.start();
    }

    private Connection connect() throws SQLException {
        Connection connection = server.plain();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Locks.GATEWAY + ", " + gateway + "); LISTEN " + CHANNEL);
            hear(connection);
            return connection;
        } catch (SQLException e) {
            Server.close(connection, e);
            throw e;
        }
    }

    private void run() {
        while (!closed) {
            Connection connection = ready;
            ready = null;
            try {
                if (connection == null) {
                    connection = connect();
                }
                listen(connection);
            } catch (SQLException | StoreProblem e) {
                why = String.valueOf(e.getMessage());
                if (connection != null) {
                    Server.close(connection, e);
                }
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection notified = connection.unwrap(PGConnection.class);
        while (!closed) {
            notified.getNotifications(WAIT_MILLIS);
            hear(connection);
        }
        connection.close();
    }

    private void hear(Connection connection) throws SQLException {
        try (Prepared changes = new Prepared(connection, CHANGES);
                ResultSet rows = changes.rows(state.image().change())) {
            while (rows.next()) {
                state.changed(rows.getLong(1), RegistryCodec.read(rows.getBytes(2)));
            }
        }
        heardMillis = clock.millis();
        why = "";
    }

    /** Whether the database was silent for too long; empty if not. */
    Optional<String> trouble() {
        long silent = clock.millis() - heardMillis;
        return silent <= silenceMillis
                ? Optional.empty()
                : Optional.of("nothing was heard from " + server.name() + " for " + silent + " ms: " + why);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
