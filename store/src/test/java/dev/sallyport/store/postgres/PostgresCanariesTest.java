package dev.sallyport.store.postgres;

import dev.sallyport.store.gate.CanariesContract;
import dev.sallyport.store.gate.Store;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

@Tag("full")
@Timeout(180)
final class PostgresCanariesTest extends CanariesContract {
    private final PostgresServer server = PostgresServer.get();
    private final String url = server.newDatabase();
    private PostgresStore store;

    @BeforeEach
    void open() {
        store = PostgresStore.open(TestSettings.of(server, url, new ManualClock()));
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected void reopen() {
        store.close();
        open();
    }

    @Override
    protected String changes() {
        StringBuilder all = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(
                        url, "owner", Files.readString(server.password()).strip());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT change FROM registry_change")) {
            while (rows.next()) {
                all.append(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        return all.toString();
    }

    @Override
    protected void close() {
        store.close();
    }
}
