package dev.sallyport.bench.disk;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A table of two columns in SQLite, used as its documentation advises for durable appends: write-ahead log,
 * {@code synchronous=FULL}, one transaction a group, everything else left as it comes.
 */
public final class PlainSqlite implements GroupLog.Medium {
    private final Connection connection;
    private final PreparedStatement insert;

    /** Makes the database. */
    public PlainSqlite(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement set = connection.createStatement()) {
            set.execute("PRAGMA journal_mode=WAL");
            set.execute("PRAGMA synchronous=FULL");
            set.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT INTO entry (body) VALUES (?)");
    }

    @Override
    public void write(List<byte[]> group) throws SQLException {
        for (byte[] entry : group) {
            insert.setBytes(1, entry);
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        connection.close();
    }
}
