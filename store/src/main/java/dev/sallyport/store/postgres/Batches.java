package dev.sallyport.store.postgres;

import dev.sallyport.store.group.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a group, kept by kind and sent kind by kind: a round trip for each kind instead of each row. Writer thread
 * only.
 */
final class Batches {
    private static final class Kind implements Write {
        private final String sql;
        private final List<@Nullable Object[]> rows = new ArrayList<>();
        private @Nullable PreparedStatement prepared;

        Kind(String sql) {
            this.sql = sql;
        }

        @Override
        public void run(@Nullable Object... values) {
            rows.add(values.clone());
        }

        void send(Connection connection) throws SQLException {
            if (rows.isEmpty()) {
                return;
            }
            PreparedStatement statement = prepared;
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                prepared = statement;
            }
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
            rows.clear();
        }

        private static void bind(PreparedStatement statement, @Nullable Object[] row) throws SQLException {
            for (int i = 0; i < row.length; i++) {
                if (row[i] == null) {
                    // Only texts are ever missing; a type of its own keeps the statement prepared.
                    statement.setNull(i + 1, Types.VARCHAR);
                } else {
                    statement.setObject(i + 1, row[i]);
                }
            }
        }
    }

    private final List<Kind> kinds = new ArrayList<>();

    /** A write whose rows are kept until {@link #send}. */
    Write kind(String sql) {
        Kind kind = new Kind(sql);
        kinds.add(kind);
        return kind;
    }

    /** Sends every row, in the order in which the kinds were made. */
    void send(Connection connection) throws SQLException {
        for (Kind kind : kinds) {
            kind.send(connection);
        }
    }

    /** Forgets rows that were not sent. */
    void clear() {
        kinds.forEach(kind -> kind.rows.clear());
    }
}
