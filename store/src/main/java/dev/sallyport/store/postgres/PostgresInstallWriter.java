package dev.sallyport.store.postgres;

import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.gate.InstallWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Writes the install log, the outbox, or the second plane's book, from any gateway: a lock of the transaction gives the turns. Rounds are rare, so each has a
 * connection of its own, which was asked whether the server still keeps what it acknowledges.
 */
final class PostgresInstallWriter implements InstallWriter {
    private final Server server;
    private final int gateway;
    private final int turn;
    private final String what;

    private PostgresInstallWriter(Server server, int gateway, int turn, String what) {
        this.server = server;
        this.gateway = gateway;
        this.turn = turn;
        this.what = what;
    }

    static PostgresInstallWriter installLog(Server server, int gateway) {
        return new PostgresInstallWriter(server, gateway, Locks.INSTALL, "install log");
    }

    static PostgresInstallWriter outbox(Server server, int gateway) {
        return new PostgresInstallWriter(server, gateway, Locks.OUTBOX, "outbox");
    }

    static PostgresInstallWriter book(Server server, int gateway) {
        return new PostgresInstallWriter(server, gateway, Locks.BOOK, "book");
    }

    /** For changes that are written anew where they stand: what others add meanwhile is another row. */
    static PostgresInstallWriter registry(Server server, int gateway) {
        return new PostgresInstallWriter(server, gateway, Locks.INSTALL, "registry");
    }

    @Override
    public void alone(Work work) {
        // Without a commit the transaction ends with the connection.
        try (Connection connection = server.writer(gateway);
                Statement lock = connection.createStatement()) {
            lock.execute("SELECT pg_advisory_xact_lock(" + turn + ", 0)");
            work.on(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE,
                    "the " + what + " can't be written to " + server.name() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        // Nothing is open between two rounds.
    }
}
