package dev.sallyport.store.postgres;

import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.gate.ReadQuery;
import dev.sallyport.store.gate.Readers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** A few connections that only read, made when they are needed and made again when they broke. Thread-safe. */
final class PostgresReaders implements Readers {
    /** The gate's. */
    static final int OF_THE_GATE = 4;

    /** The second plane's, and those of lists, streams and exports: each. */
    static final int OF_OTHERS = 2;

    /** Releases of gateways that live are theirs to end; this one's own, and those of the dead, are open. */
    private static final String OPEN_RELEASES = ReadQuery.OPEN_RELEASES.sql()
            + " WHERE o.gateway = current_setting('sallyport.gateway')::integer OR NOT EXISTS"
            + " (SELECT 1 FROM pg_locks l WHERE l.objid = o.gateway AND " + Locks.LIVING + ")";

    private static final class Reader {
        private final Map<ReadQuery, Prepared> prepared = new EnumMap<>(ReadQuery.class);
        private @Nullable Connection connection;

        Prepared prepared(ReadQuery query, Server server, int gateway) throws SQLException {
            Connection open = connection;
            if (open == null || open.isClosed()) {
                prepared.clear();
                open = server.reader(gateway);
                connection = open;
            }
            Prepared known = prepared.get(query);
            if (known == null) {
                known = new Prepared(open, sql(query));
                prepared.put(query, known);
            }
            return known;
        }

        void drop(Exception cause) {
            Connection open = connection;
            connection = null;
            prepared.clear();
            if (open != null) {
                Server.close(open, cause);
            }
        }
    }

    private final Server server;
    private final int gateway;
    private final int readers;
    private final BlockingQueue<Reader> idle;

    PostgresReaders(Server server, int gateway, int readers) {
        this.readers = readers;
        this.idle = new ArrayBlockingQueue<>(readers);
        this.server = server;
        this.gateway = gateway;
        for (int i = 0; i < readers; i++) {
            idle.add(new Reader());
        }
    }

    /** What that query is on PostgreSQL: the same but for open releases. */
    static String sql(ReadQuery query) {
        return query == ReadQuery.OPEN_RELEASES ? OPEN_RELEASES : query.sql();
    }

    @Override
    public <T> T ask(ReadQuery query, Reading<T> reading, @Nullable Object... values) {
        Reader reader = take();
        try {
            return ask(reader, query, reading, values);
        } finally {
            idle.add(reader);
        }
    }

    /** A read changes nothing, so what failed on one connection is asked once more on another. */
    private <T> T ask(Reader reader, ReadQuery query, Reading<T> reading, @Nullable Object... values) {
        try {
            return once(reader, query, reading, values);
        } catch (SQLException first) {
            reader.drop(first);
            try {
                return once(reader, query, reading, values);
            } catch (SQLException e) {
                reader.drop(e);
                e.addSuppressed(first);
                throw new StoreProblem(
                        StoreProblem.Code.UNREADABLE, "the query " + query + " failed: " + e.getMessage(), e);
            }
        }
    }

    private <T> T once(Reader reader, ReadQuery query, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        try (ResultSet rows = reader.prepared(query, server, gateway).rows(values)) {
            return reading.of(rows);
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

    @Override
    public void close() {
        for (int i = 0; i < readers; i++) {
            take().drop(new IllegalStateException("closing"));
        }
    }
}
