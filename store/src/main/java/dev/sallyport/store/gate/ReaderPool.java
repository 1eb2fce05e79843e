package dev.sallyport.store.gate;

import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** A few read-only connections, each with its prepared queries. A caller has one for as long as one query takes. */
final class ReaderPool implements Readers {
    /** Reads are short and the machine is small: more readers than this would only take turns. */
    private static final int READERS = 3;

    private static final class Reader {
        private final Connection connection;
        private final Map<ReadQuery, Prepared> prepared = new EnumMap<>(ReadQuery.class);

        Reader(Connection connection) {
            this.connection = connection;
        }

        Prepared prepared(ReadQuery query) throws SQLException {
            Prepared known = prepared.get(query);
            if (known == null) {
                known = new Prepared(connection, query.sql());
                prepared.put(query, known);
            }
            return known;
        }

        /** A statement that failed half-way is not used again. */
        void forget(ReadQuery query, SQLException cause) {
            Prepared failed = prepared.remove(query);
            try {
                if (failed != null) {
                    failed.close();
                }
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private final BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(READERS);

    private ReaderPool(Database database) throws SQLException {
        for (int i = 0; i < READERS; i++) {
            idle.add(new Reader(database.reader()));
        }
    }

    /**
     * Readers of that database.
     *
     * @throws StoreProblem {@code unreadable}
     */
    static ReaderPool of(Database database) {
        try {
            return new ReaderPool(database);
        } catch (SQLException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "can't read " + database.file() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public <T> T ask(ReadQuery query, Reading<T> reading, @Nullable Object... values) {
        Reader reader = take();
        try (ResultSet rows = reader.prepared(query).rows(values)) {
            return reading.of(rows);
        } catch (SQLException e) {
            reader.forget(query, e);
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "the query " + query + " failed: " + e.getMessage(), e);
        } finally {
            idle.add(reader);
        }
    }

    private Reader take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "interrupted while waiting for a reader", e);
        }
    }

    /** Waits for running queries and closes. */
    @Override
    public void close() throws SQLException {
        for (int i = 0; i < READERS; i++) {
            Reader reader = take();
            for (Prepared prepared : reader.prepared.values()) {
                prepared.close();
            }
            reader.connection.close();
        }
    }
}
