package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasing by the verb: through a running gateway, and on the store itself. */
class EraseVerbTest {
    @TempDir
    private Path folder;

    @Test
    void what_is_erased_is_gone_for_replay_and_the_export_still_verifies() {
        Path data = folder.resolve("data");
        String decided;
        String other;
        try (Running running = Running.in(data)) {
            Map<String, String> operator = running.operator();
            Gateway api = new Gateway(running.gateway().url(), java.util.Optional.empty());
            JsonObject agent = api.as(running.keys().enrolmentKey())
                    .post("/v1/agents/register", """
                            {"agent_key":"a1","name":"A","owner_team":"t","environment":"prod","risk_tier":"low"}""".getBytes(StandardCharsets.UTF_8))
                    .orComplain()
                    .object();
            String id = text(agent, "agent_id");
            Gateway asAgent = api.as(text(agent, "agent_token"));
            decided = ask(asAgent, id, 1, "trusted_internal_signed");
            other = ask(asAgent, id, 2, "trusted_internal_signed");
            String held = ask(asAgent, id, 3, "semi_trusted_customer");

            Ran.with("", operator, "erase").refuses("exactly one of");
            Ran.with("", operator, "erase", "--decision", "dec_nobody").exits(2);
            Ran one = Ran.with("", operator, "erase", "--decision", decided, "--reason", "asked for", "--json")
                    .exits(0);
            assertTrue(one.out().contains("\"decisions\":1,\"waiting\":0"), one.out());
            assertTrue(one.out().contains("\"overwriting\":\"done\""), one.out());
            Ran waits = Ran.with("", operator, "erase", "--decision", held, "--json")
                    .exits(0);
            assertTrue(waits.out().contains("\"decisions\":0,\"waiting\":1"), waits.out());
            assertTrue(replay(data).contains("\"erased\":1,"), replay(data));
        }
        Ran rest = Ran.of("erase", "--data", data.toString(), "--agent", "a1", "--json")
                .exits(0);
        assertTrue(rest.out().contains("\"decisions\":1,\"waiting\":1"), rest.out());
        Ran again = Ran.of("erase", "--data", data.toString(), "--before", "2999-01-01T00:00:00Z", "--json")
                .exits(0);
        assertTrue(again.out().contains("\"decisions\":0,\"waiting\":1,\"receipts\":[]"), again.out());
        Ran.of("erase", "--data", data.toString(), "--before", "yesterday").refuses("is no time");

        assertTrue(replay(data).contains("\"erased\":2,"), replay(data));
        Path export = folder.resolve("e.receipts");
        Ran.of("receipts", "export", "--data", data.toString(), "--out", export.toString())
                .exits(0);
        Ran.of("receipts", "verify", export.toString()).exits(0);
        assertTrue(read(export).contains("\"event\":\"payloads_erased\""));
        assertTrue(read(export).contains("\"why\":\"asked for\""));
        try (SqliteStore store = SqliteStore.open(new StoreSettings(data, InstantSource.system(), (w, c) -> {}))) {
            TenantId tenant = new TenantId("default");
            assertTrue(store.records().facts(tenant, new DecisionId(decided)).isEmpty());
            assertTrue(store.records().facts(tenant, new DecisionId(other)).isEmpty());
            assertFalse(
                    store.records().receiptsOf(tenant, new DecisionId(other)).isEmpty());
        }
    }

    private static String replay(Path data) {
        return Ran.of("replay", "--data", data.toString(), "--json").exits(0).out();
    }

    private static String read(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String ask(Gateway agent, String id, int n, String trust) {
        String call = """
                {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"github","action":"merge_pull_request",\
                "resource":"repo/7","mutates_state":true,"parameters":{"n":%d}},"context":{"source_trust":"%s"}}""".formatted(id, n, trust);
        Reply reply = agent.post("/v1/authorize", call.getBytes(StandardCharsets.UTF_8));
        assertEquals(200, reply.status(), reply::toString);
        return text(reply.object(), "decision_id");
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString s ? s.value() : "";
    }
}
