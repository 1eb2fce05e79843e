package dev.sallyport.store.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The schema's history as numbered SQL resources. The file's {@code user_version} says how many were applied; each is
 * applied in one transaction together with that number, so an upgrade that is cut off is as if it had not begun.
 */
public final class Migrations {
    // INVARIANT: a released resource never changes; a new schema is a new last entry.
    private static final List<String> SCRIPTS = List.of(
            "0001-gate.sql",
            "0002-log.sql",
            "0003-anchors.sql",
            "0004-tiles.sql",
            "0005-delivery.sql",
            "0007-soc.sql",
            "0008-notices.sql",
            "0009-console.sql",
            "0010-story.sql",
            "0011-people.sql",
            "0012-results.sql",
            "0013-acts.sql");

    private Migrations() {}

    /** The schema version this program writes. */
    public static int supported() {
        return SCRIPTS.size();
    }

    /**
     * Which schema the database has; changes nothing.
     *
     * @throws StoreProblem {@code not_a_store} if it is another program's database
     */
    public static SchemaVersion check(Connection connection, Object where) throws SQLException {
        int found = number(connection, "PRAGMA user_version");
        int owner = number(connection, "PRAGMA application_id");
        int tables = number(connection, "SELECT count(*) FROM sqlite_schema");
        if (owner != Database.APPLICATION_ID && (tables > 0 || found > 0)) {
            throw new StoreProblem(
                    StoreProblem.Code.NOT_A_STORE,
                    where + " is a database of another program (application id " + owner + ")");
        }
        return new SchemaVersion(found, supported());
    }

    /**
     * Brings the database to the supported schema.
     *
     * @return the version it had
     * @throws StoreProblem {@code schema_newer}, {@code not_a_store}
     */
    public static SchemaVersion apply(Connection connection, Object where) throws SQLException {
        SchemaVersion version = check(connection, where);
        if (version.newer()) {
            throw newer(version, where);
        }
        for (int next = version.found(); next < supported(); next++) {
            step(connection, next);
        }
        return version;
    }

    /** The refusal of a database that a newer program wrote. */
    public static StoreProblem newer(SchemaVersion version, Object where) {
        return new StoreProblem(
                StoreProblem.Code.SCHEMA_NEWER,
                where + " has schema " + version.found() + ", this version reads up to " + version.supported()
                        + "; start the newer version again, or restore a backup made before the upgrade");
    }

    private static void step(Connection connection, int index) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (String sql : script(SCRIPTS.get(index)).split(";\\s*\n")) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA application_id=" + Database.APPLICATION_ID);
                statement.execute("PRAGMA user_version=" + (index + 1));
                statement.execute("COMMIT");
            } catch (SQLException e) {
                undo(statement, e);
                throw e;
            }
        }
    }

    private static void undo(Statement statement, SQLException cause) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static String script(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the schema script " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
