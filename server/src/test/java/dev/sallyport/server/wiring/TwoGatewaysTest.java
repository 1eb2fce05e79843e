package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways with data directories of their own on one PostgreSQL database. */
@Tag("full")
@Timeout(120)
class TwoGatewaysTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void an_agent_registered_at_one_acts_at_the_other_until_it_is_frozen_at_the_first() throws IOException {
        Settings settings = OnPostgres.settings("");
        Install.FreshKeys keys = Install.create(options("a", settings), Sources.system());
        OnPostgres.copyKeys(folder.resolve("a"), folder.resolve("b"));
        try (Gateway a = Gateway.start(options("a", settings));
                Gateway b = Gateway.start(options("b", settings));
                Client atA = new Client(a.url());
                Client atB = new Client(b.url())) {
            Heard heard = atA.post("/v1/agents/register", keys.enrolmentKey(), """
                    {"agent_key":"k","name":"K","owner_team":"platform","environment":"prod","risk_tier":"medium"}""");
            Enrolled agent = new Enrolled(heard.string("agent_id"), heard.string("agent_token"));
            String held = atA.post("/v1/authorize", agent.token(), call(agent)).string("approval.approval_id");
            assertFalse(held.isEmpty());
            assertEquals(
                    200, atB.get("/v1/approvals/" + held, keys.operatorKey()).status());
            assertEquals(
                    200,
                    atA.post("/v1/agents/" + agent.id() + "/freeze", keys.operatorKey(), "{\"reason\":\"drill\"}")
                            .status());
            assertEquals(
                    "agent_frozen",
                    atB.post("/v1/authorize", agent.token(), call(agent)).string("reason"));
            assertEquals(
                    atA.get("/v1/receipts?limit=50", keys.operatorKey()).items("receipts"),
                    atB.get("/v1/receipts?limit=50", keys.operatorKey()).items("receipts"));
            assertEquals(
                    200,
                    atB.send("GET", "/readyz", Optional.empty(), null, java.util.Map.of())
                            .status());
        }
    }

    @Test
    void records_in_one_database_are_not_taken_for_records_in_another() throws IOException {
        Settings settings = OnPostgres.settings("");
        Install.create(options("a", settings), Sources.system());
        Install.create(folder.resolve("file"), Sources.system());

        assertEquals("store_elsewhere", refused("a", SettingsFile.parse("test.yaml", "")));
        assertEquals("store_elsewhere", refused("file", settings));
        assertTrue(StoreChoice.postgresOf(new DataDirectory(folder.resolve("a")))
                .orElseThrow()
                .startsWith("jdbc:postgresql://"));
    }

    private String refused(String name, Settings settings) {
        return assertThrows(StartRefused.class, () -> Gateway.start(options(name, settings.withPort(0))))
                .code();
    }

    private GatewayOptions options(String name, Settings settings) {
        return new GatewayOptions(folder.resolve(name), settings, Optional.empty());
    }

    private static String call(Enrolled agent) {
        return TestGateway.call(agent, "semi_trusted_customer", "");
    }
}
