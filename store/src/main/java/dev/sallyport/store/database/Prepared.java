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
    private final PreparedStatement statement;

    /** Prepares. */
    public Prepared(Connection connection, String sql) throws SQLException {
        statement = connection.prepareStatement(sql);
    }

    /** Runs a statement that returns no rows. */
    public void run(@Nullable Object... values) throws SQLException {
        bind(values);
        statement.executeUpdate();
    }

    /** Runs a query; close the rows before the statement runs again. */
    public ResultSet rows(@Nullable Object... values) throws SQLException {
        bind(values);
        return statement.executeQuery();
    }

    private void bind(@Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
