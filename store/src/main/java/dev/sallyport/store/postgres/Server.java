package dev.sallyport.store.postgres;

import dev.sallyport.store.database.StoreProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The ways to connect. Each connection belongs to one thread at a time. Thread-safe. */
final class Server {
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 30;
    private static final int ROWS_AT_ONCE = 1_000;
    /** SQL state of the driver's own complaints. */
    private static final String UNABLE = "08001";

    // Plans made while a table was empty must not scan it when it is large; nothing here ever wants a scan but what has
    // no index at all, and that is scanned all the same.
    private static final List<String> PLANS = List.of(
            "SET enable_seqscan = off",
            "SET enable_hashjoin = off",
            "SET enable_mergejoin = off",
            "SET plan_cache_mode = force_generic_plan",
            "SET jit = off");

    private final PostgresSettings settings;

    Server(PostgresSettings settings) {
        this.settings = settings;
    }

    /** Where it is, without parameters. */
    String name() {
        return settings.name();
    }

    /** A connection that writes as that gateway, in transactions that the caller ends. */
    Connection writer(int gateway) throws SQLException {
        Connection connection = connect(ANSWER_SECONDS);
        try {
            Optional<String> weak = weakness(connection);
            if (weak.isPresent()) {
                throw new SQLException(weak.get(), UNABLE);
            }
            run(connection, PLANS);
            run(
                    connection,
                    List.of(
                            // Whoever holds a tenant's lock and falls silent loses it.
                            "SET idle_in_transaction_session_timeout = '5s'",
                            "SET lock_timeout = '2s'",
                            "SET statement_timeout = '10s'",
                            // A reload of the server's configuration must not weaken a session that was checked.
                            "SELECT set_config('synchronous_commit', current_setting('synchronous_commit'), false)",
                            "SET sallyport.gateway = " + gateway));
            // Each statement must see what was committed before it got its locks.
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            close(connection, e);
            throw e;
        }
    }

    /** A connection that only reads; each statement sees the last commit. */
    Connection reader(int gateway) throws SQLException {
        Connection connection = connect(ANSWER_SECONDS);
        try {
            run(connection, PLANS);
            run(connection, List.of("SET default_transaction_read_only = on", "SET sallyport.gateway = " + gateway));
            return connection;
        } catch (SQLException e) {
            close(connection, e);
            throw e;
        }
    }

    /** A connection in one read transaction, however long; the caller closes it. */
    Connection snapshot() throws SQLException {
        Connection connection = connect(0);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            close(connection, e);
            throw e;
        }
    }

    /** A connection whose statements may take that long. */
    Connection patient(long millis) throws SQLException {
        Connection connection = connect(0);
        try {
            run(connection, List.of("SET statement_timeout = " + millis, "SET lock_timeout = '2s'"));
            return connection;
        } catch (SQLException e) {
            close(connection, e);
            throw e;
        }
    }

    /** A connection without settings. */
    Connection plain() throws SQLException {
        return connect(ANSWER_SECONDS);
    }

    /** Why what this server commits could be lost or would not be taken; empty if it is kept. */
    static Optional<String> weakness(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT current_setting('fsync'), current_setting('full_page_writes'),"
                                + " current_setting('synchronous_commit'), pg_is_in_recovery()")) {
            row.next();
            return weakness(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4));
        }
    }

    private static Optional<String> weakness(String fsync, String pages, String commit, boolean standby) {
        if (!fsync.equals("on")) {
            return Optional.of("`fsync` is " + fsync + ": a crash would lose acknowledged receipts; set it to on");
        }
        if (!pages.equals("on")) {
            return Optional.of("`full_page_writes` is " + pages + ": a crash could tear pages; set it to on");
        }
        if (!commit.equals("on") && !commit.equals("remote_apply")) {
            return Optional.of(
                    "`synchronous_commit` is " + commit
                            + ": a crash or failover would lose acknowledged receipts; set it to on for this user and database");
        }
        return standby ? Optional.of("it is a standby, which takes no writes; name the primary") : Optional.empty();
    }

    private Connection connect(int answerSeconds) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, settings.user());
        settings.passwordFile().ifPresent(file -> PGProperty.PASSWORD.set(properties, password(file)));
        PGProperty.APPLICATION_NAME.set(properties, "sallyport");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(properties, answerSeconds);
        PGProperty.DEFAULT_ROW_FETCH_SIZE.set(properties, ROWS_AT_ONCE);
        Connection connection = new Driver().connect(settings.url(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the url", UNABLE);
        }
        return connection;
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "the password file " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.join(";", statements));
        }
    }

    /** Closes what is of no use any more. */
    static void close(Connection connection, Exception cause) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
