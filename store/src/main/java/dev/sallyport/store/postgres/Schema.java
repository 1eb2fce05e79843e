package dev.sallyport.store.postgres;

import dev.sallyport.store.database.SchemaVersion;
import dev.sallyport.store.database.StoreProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The schema's history as numbered SQL resources, each applied once whoever comes first: in one transaction, under one lock.
 */
final class Schema {
    // INVARIANT: a released resource never changes; a new schema is a new last entry.
    private static final List<String> SCRIPTS = List.of(
            "0001-gate.sql",
            "0002-anchors.sql",
            "0003-tiles.sql",
            "0004-delivery.sql",
            "0006-soc.sql",
            "0007-notices.sql",
            "0008-console.sql",
            "0009-story.sql",
            "0010-people.sql",
            "0011-results.sql",
            "0012-acts.sql");

    private Schema() {}

    static SchemaVersion check(Connection connection, String where) throws SQLException {
        if (!exists(connection, "sallyport_schema")) {
            if (exists(connection, "receipt") || exists(connection, "tenant")) {
                throw new StoreProblem(
                        StoreProblem.Code.NOT_A_STORE,
                        where + " holds tables of another program; give it one of its own");
            }
            return new SchemaVersion(0, SCRIPTS.size());
        }
        return new SchemaVersion(number(connection, "SELECT max(version) FROM sallyport_schema"), SCRIPTS.size());
    }

    /**
     * Brings the database to the supported schema.
     *
     * @param connection in a transaction that the caller commits
     * @return the version it had
     */
    static SchemaVersion apply(Connection connection, String where) throws SQLException {
        run(connection, "SELECT pg_advisory_xact_lock(" + Locks.SCHEMA + ", 0)");
        SchemaVersion version = check(connection, where);
        if (version.newer()) {
            throw new StoreProblem(
                    StoreProblem.Code.SCHEMA_NEWER,
                    where + " has schema " + version.found() + ", this version reads up to " + version.supported()
                            + "; start the newer version again, or restore a backup made before the upgrade");
        }
        if (version.found() == 0) {
            run(connection, "CREATE TABLE sallyport_schema (version INTEGER PRIMARY KEY)");
        }
        for (int next = version.found(); next < SCRIPTS.size(); next++) {
            run(connection, script(SCRIPTS.get(next)));
            run(connection, "INSERT INTO sallyport_schema (version) VALUES (" + (next + 1) + ")");
        }
        return version;
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        return number(connection, "SELECT count(to_regclass('" + table + "'))") == 1;
    }

    static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String script(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the schema script " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the schema script " + name + " can't be read", e);
        }
    }
}
