package dev.sallyport.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement prepared once and run many times, with its parameters in order: {@code insert.run(key, text)}. Parameters are
 * {@code Long}, {@code Integer}, {@code String}, {@code byte[]} or null. Belongs to the thread that uses its connection.
 */
public final class Prepared implements AutoCloseable {
    private final Connection connection;
    private final String sql;
    private @Nullable PreparedStatement statement;

    /** Prepares. */
    public Prepared(Connection connection, String sql) throws SQLException {
        this.connection = connection;
        this.sql = sql;
        statement = connection.prepareStatement(sql);
    }

    /** Runs a statement that returns no rows. */
    public void run(@Nullable Object... values) throws SQLException {
        try {
            bound(values).executeUpdate();
        } catch (SQLException e) {
            drop(e);
            throw e;
        }
    }

    /** Runs a query; close the rows before the statement runs again. */
    public ResultSet rows(@Nullable Object... values) throws SQLException {
        try {
            return bound(values).executeQuery();
        } catch (SQLException e) {
            drop(e);
            throw e;
        }
    }

    /** The statement. */
    public String sql() {
        return sql;
    }

    private PreparedStatement bound(@Nullable Object... values) throws SQLException {
        PreparedStatement ready = statement;
        if (ready == null) {
            ready = connection.prepareStatement(sql);
            statement = ready;
        }
        for (int i = 0; i < values.length; i++) {
            ready.setObject(i + 1, values[i]);
        }
        return ready;
    }

    /** The driver gives a statement up when it fails; the next run prepares it anew. */
    private void drop(SQLException cause) {
        try {
            close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        PreparedStatement done = statement;
        statement = null;
        if (done != null) {
            done.close();
        }
    }
}
