package dev.sallyport.server.wiring;

import dev.sallyport.server.config.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Two tenants whose records PostgreSQL keeps. */
@Tag("full")
@Timeout(180)
class PostgresTenancyTest extends TenancyTest {
    @Override
    Settings settings() {
        return OnPostgres.settings(SETTINGS);
    }
}
