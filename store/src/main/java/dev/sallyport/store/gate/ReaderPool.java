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
    /** The gate's reads are short and the machine is small: more readers than this would only take turns. */
    static final int OF_THE_GATE = 3;

    /** The second plane has two threads that read. */
    static final int OF_THE_PLANE = 2;

    /** Lists, streams and exports may be long; there are two, so that a long one leaves one for the others. */
    static final int OF_OTHERS = 2;

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

    private final int readers;
    private final BlockingQueue<Reader> idle;

    private ReaderPool(Database database, int readers) throws SQLException {
        this.readers = readers;
        this.idle = new ArrayBlockingQueue<>(readers);
        for (int i = 0; i < readers; i++) {
            idle.add(new Reader(database.reader()));
        }
    }

    /**
     * So many readers of that database.
     *
     * @throws StoreProblem {@code unreadable}
     */
    static ReaderPool of(Database database, int readers) {
        try {
            return new ReaderPool(database, readers);
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
        for (int i = 0; i < readers; i++) {
            Reader reader = take();
            for (Prepared prepared : reader.prepared.values()) {
                prepared.close();
            }
            reader.connection.close();
        }
    }
}
