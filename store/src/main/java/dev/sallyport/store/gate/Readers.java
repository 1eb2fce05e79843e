package dev.sallyport.store.gate;

import dev.sallyport.store.database.StoreProblem;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Connections that only read, each lent for as long as one query takes. Thread-safe. */
public interface Readers extends AutoCloseable {
    /** Turns rows into an answer while the connection is held. */
    @FunctionalInterface
    interface Reading<T> {
        /** The answer of those rows. */
        T of(ResultSet rows) throws SQLException;
    }

    /** @throws StoreProblem {@code unreadable} */
    <T> T ask(ReadQuery query, Reading<T> reading, @Nullable Object... values);

    /** Waits for running queries and closes. */
    @Override
    void close() throws SQLException;
}
