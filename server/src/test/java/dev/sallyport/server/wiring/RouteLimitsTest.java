package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of single routes, in a whole gateway. */
class RouteLimitsTest {
    /** One call, and whoever comes again within the second waits for an hour. */
    private static final Settings LIMITED = SettingsFile.parse("s.yaml", """
            tenants: {globex: {aliases: []}}
            quotas:
              routes:
                "GET /v1/agents": {per_second: 1, burst: 1, cool_down: 1h}
                "GET /v1/approvals/{id}": {per_second: 1, burst: 1, cool_down: 1h}
            """);

    private static final int TRIES = 200;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private static Heard untilLimited(Client client, String path, Optional<String> token) {
        for (int i = 0; i < TRIES; i++) {
            Heard heard = client.send("GET", path, token, null, Map.of());
            if (heard.status() == 429) {
                return heard;
            }
        }
        throw new AssertionError("never limited: " + path);
    }

    @Test
    void a_tenant_over_a_routes_limit_waits_and_other_routes_and_tenants_do_not() {
        try (TestGateway gateway = TestGateway.start(data, LIMITED)) {
            Install.FreshKeys other = gateway.addTenant("globex");
            Heard limited = untilLimited(gateway.client(), "/v1/agents", Optional.of(gateway.operator()));
            assertEquals("rate_limited", limited.code());
            assertTrue(limited.raw().headers().firstValueAsLong("Retry-After").orElse(0) > 3_000, limited::toString);
            assertEquals(
                    429, gateway.client().get("/v1/agents", gateway.enrolment()).status(), "the same tenant");
            assertEquals(
                    200,
                    gateway.client().get("/v1/approvals", gateway.operator()).status());
            assertEquals(
                    200, gateway.client().get("/v1/agents", other.operatorKey()).status());
            gateway.stop();
            String audit = read(data.resolve("logs/audit.jsonl"));
            assertTrue(audit.contains("\"limit.scope\":\"route\""), audit);
            gateway.begin();
        }
    }

    @Test
    void strangers_share_one_bucket_and_use_up_nobody_elses() {
        try (MemoryGateway memory = new MemoryGateway(LIMITED, false, true)) {
            untilLimited(memory.client, "/v1/agents", Optional.empty());
            Optional<String> guess = Optional.of("sp_op_guess");
            assertEquals(
                    429,
                    memory.client
                            .send("GET", "/v1/agents", guess, null, Map.of())
                            .status());
            assertEquals(200, memory.client.get("/v1/agents", memory.operator).status());
        }
    }

    @Test
    void a_route_with_a_name_in_it_is_one_route_whatever_is_named() {
        try (MemoryGateway memory = new MemoryGateway(LIMITED, false, true)) {
            untilLimited(memory.client, "/v1/approvals/a", Optional.of(memory.operator));
            assertEquals(
                    429, memory.client.get("/v1/approvals/b", memory.operator).status());
        }
    }

    @Test
    void a_limit_of_a_route_that_nobody_serves_keeps_the_gateway_from_starting() {
        for (String name : new String[] {"POST /v1/authorise", "/v1/authorize", "GET /v1/authorize", "*"}) {
            Settings wrong = SettingsFile.parse("s.yaml", "quotas: {routes: {'" + name + "': {per_second: 1}}}");
            StartRefused refused = assertThrows(StartRefused.class, () -> new MemoryGateway(wrong, false, true));
            assertEquals("route_unknown", refused.code());
            assertTrue(String.valueOf(refused.getMessage()).contains("`" + name + "`"), refused::getMessage);
        }
    }

    private static String read(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
