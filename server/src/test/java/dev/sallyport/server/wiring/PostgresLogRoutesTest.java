package dev.sallyport.server.wiring;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** A log that PostgreSQL keeps is followed like any other. */
@Tag("full")
@Timeout(180)
class PostgresLogRoutesTest extends LogRoutesTest {
    @Override
    TestGateway start(Path data) {
        return TestGateway.start(data, OnPostgres.settings(""));
    }
}
