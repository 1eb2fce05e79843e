package dev.sallyport.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationsTest {
    @TempDir
    private Path data;

    @Test
    void an_empty_file_gets_the_supported_schema() throws SQLException {
        try (Connection connection = Database.in(data).writer()) {
            assertTrue(Migrations.check(connection, data).upgrades());
            assertEquals(0, Migrations.apply(connection, data).found());
            assertEquals(
                    new SchemaVersion(Migrations.supported(), Migrations.supported()),
                    Migrations.check(connection, data));
            assertFalse(Migrations.apply(connection, data).upgrades());
        }
    }

    @Test
    void a_newer_schema_is_refused_with_what_to_do() throws SQLException {
        int newer = Migrations.supported() + 1;
        try (Connection connection = Database.in(data).writer()) {
            Migrations.apply(connection, data);
            run(connection, "PRAGMA user_version=" + newer);

            StoreProblem problem = assertThrows(StoreProblem.class, () -> Migrations.apply(connection, data));
            assertEquals("schema_newer", problem.code().wire());
            String message = String.valueOf(problem.getMessage());
            assertTrue(message.contains("has schema " + newer), message);
            assertTrue(message.contains("reads up to " + Migrations.supported()), message);
            assertTrue(message.contains("start the newer version again, or restore a backup"), message);
        }
    }

    @Test
    void another_programs_database_is_left_alone() throws SQLException {
        try (Connection connection = Database.in(data).writer()) {
            run(connection, "CREATE TABLE theirs (x)");

            StoreProblem problem = assertThrows(StoreProblem.class, () -> Migrations.apply(connection, data));
            assertEquals("not_a_store", problem.code().wire());
        }
    }

    @Test
    void a_migration_that_is_cut_off_leaves_the_schema_it_found() throws SQLException {
        try (Connection connection = Database.in(data).writer()) {
            // The first script creates this table; its failure must take back what came before.
            run(connection, "PRAGMA application_id=" + Database.APPLICATION_ID);
            run(connection, "CREATE TABLE policy (x)");

            assertThrows(SQLException.class, () -> Migrations.apply(connection, data));
            assertEquals(0, Migrations.check(connection, data).found());
            run(connection, "DROP TABLE policy");
            assertEquals(0, Migrations.apply(connection, data).found());
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Prepared statement = new Prepared(connection, sql)) {
            statement.run();
        }
    }
}
