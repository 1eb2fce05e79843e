package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.wiring.Gateway;
import dev.sallyport.server.wiring.GatewayOptions;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import dev.sallyport.server.wiring.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlived its term goes, says so, and looks like nothing else. */
class RetentionTest {
    private static final long DAY = 24 * 60 * 60 * 1000L;
    private static final long START = 1_767_225_600_000L;

    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong(START);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    private final Sources sources = new Sources(clock, System::nanoTime, new SecureRandom());
    private Path data = Path.of("");
    private Install.FreshKeys keys = new Install.FreshKeys("", "");
    private Optional<Gateway> gateway = Optional.empty();

    @BeforeEach
    void an_install() {
        data = folder.resolve("data");
        keys = Install.create(data, sources);
    }

    @AfterEach
    void stop() {
        gateway.ifPresent(Gateway::close);
        gateway = Optional.empty();
    }

    @Test
    void a_pruned_store_verifies_and_bears_another_name_than_a_tampered_one() throws IOException, SQLException {
        start("retention: {tier: team, days: 7}");
        Agent agent = agent("a1", "low");
        ask(agent, 1);
        ask(agent, 2);
        now.addAndGet(8 * DAY);
        String emptied = ask(agent, 4);
        String young = ask(agent, 3);
        assertTrue(prune().contains("\"decisions\":2,\"waiting\":0"));
        assertTrue(prune().contains("\"decisions\":0,\"waiting\":0,\"receipts\":[]"), "nothing is left to prune");

        assertTrue(replay(0).contains("\"erased\":2,\"missing\":0,"), () -> replay(0));
        verifies();
        String export = export();
        assertTrue(export.contains("\"event\":\"payloads_pruned\""), export);
        assertTrue(export.contains("\"before_ms\":" + (START + DAY)), export);
        assertTrue(export.contains("\"days\":7,\"decisions\":2"), export);
        assertTrue(export.contains("\"tier\":\"team\""), export);

        stop();
        takeBySql("DELETE FROM facts WHERE decision = '" + young + "'");
        takeBySql("UPDATE facts SET sealed = NULL WHERE decision = '" + emptied + "'");
        String tampered = replay(1);
        assertTrue(tampered.contains("\"erased\":2,\"missing\":2,"), tampered);
        assertTrue(tampered.contains("\"decision_id\":\"" + emptied + "\",\"result\":\"missing\""), tampered);
        assertTrue(tampered.contains("\"decision_id\":\"" + young + "\",\"result\":\"missing\""), tampered);

        // Pruning what is left does not cover up what somebody took.
        now.addAndGet(30 * DAY);
        start("retention: {tier: team, days: 7}");
        ask(agent, 5);
        now.addAndGet(8 * DAY);
        assertTrue(prune().contains("\"decisions\":1,"));
        stop();
        assertTrue(replay(1).contains("\"erased\":3,\"missing\":2,"), () -> replay(1));
    }

    @Test
    void without_a_choice_nothing_goes() {
        start("");
        Agent agent = agent("a1", "low");
        ask(agent, 1);
        now.addAndGet(4_000 * DAY);
        assertTrue(prune().contains("\"decisions\":0"));
        assertEquals("{\"tier\":\"local-only\"}", shown());
        assertTrue(replay(0).contains("\"same\":1,"), () -> replay(0));
    }

    @Test
    void from_a_high_risk_agent_on_the_floor_holds_and_a_tier_below_it_does_not_start() {
        start("retention: {tier: team}");
        Agent low = agent("a1", "low");
        ask(low, 1);
        assertTrue(shown().contains("\"chosen_days\":30,\"days\":30,"), this::shown);
        agent("a2", "High");
        now.addAndGet(31 * DAY);
        assertTrue(prune().contains("\"decisions\":0"), "the floor holds what the tier would let go");
        String shown = shown();
        assertTrue(shown.contains("\"floor_days\":184,\"floor_because\":\"agent `a2` has risk_tier `High`\""), shown);
        assertTrue(shown.contains("\"chosen_days\":30,\"days\":184,"), shown);
        now.addAndGet(154 * DAY);
        assertTrue(prune().contains("\"decisions\":1"), "184 days are over");
        stop();

        for (String tooShort : List.of("team", "startup")) {
            StartRefused refused = assertThrows(StartRefused.class, () -> start("retention: {tier: " + tooShort + "}"));
            assertEquals("retention_below_floor", refused.code());
            String why = String.valueOf(refused.getMessage());
            assertTrue(why.contains("the least is 184 because agent `a2`"), why);
        }
        assertThrows(StartRefused.class, () -> start("retention: {tier: enterprise, days: 183}"));
        start("retention: {tier: enterprise, days: 184}");
        stop();
        start("retention: {tier: growth}");
        assertTrue(export().contains("\"floor_days\":184"), "the receipt names the floor");
        verifies();
    }

    @Test
    void each_tenant_has_its_own_term_and_the_schedule_keeps_it() {
        Install.FreshKeys globex = Install.addTenant(data, new dev.sallyport.gate.identity.TenantId("globex"), sources);
        start("tenants: {globex: {retention: {tier: startup}}}\nretention: {tier: team}");
        Agent mine = agent("a1", "low");
        ask(mine, 1);
        Install.FreshKeys own = keys;
        keys = globex;
        Agent theirs = agent("a1", "low");
        ask(theirs, 1);
        now.addAndGet(31 * DAY);
        gateway.orElseThrow().prune();
        assertTrue(prune().contains("\"decisions\":0"));
        keys = own;
        assertTrue(prune().contains("\"decisions\":0"), "the round took it");
        assertTrue(replay(0).contains("\"same\":1,\"differs\":0,\"erased\":1,"), () -> replay(0));
    }

    private void start(String yaml) {
        GatewayOptions options = new GatewayOptions(
                data, SettingsFile.parse(folder + "/s.yaml", yaml).withPort(0), Optional.empty());
        gateway = Optional.of(Gateway.start(options, sources, List.of()));
    }

    private dev.sallyport.cli.remote.Gateway as(String token) {
        return new dev.sallyport.cli.remote.Gateway(gateway.orElseThrow().url(), Optional.of(token));
    }

    private record Agent(String id, String token) {}

    private Agent agent(String key, String riskTier) {
        JsonObject agent = as(keys.enrolmentKey())
                .post(
                        "/v1/agents/register",
                        ("{\"agent_key\":\"" + key + "\",\"risk_tier\":\"" + riskTier + "\"}")
                                .getBytes(StandardCharsets.UTF_8))
                .orComplain()
                .object();
        return new Agent(text(agent, "agent_id"), text(agent, "agent_token"));
    }

    private String ask(Agent agent, int n) {
        String call = """
                {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"github","action":"merge_pull_request",\
                "resource":"repo/7","mutates_state":true,"parameters":{"n":%d}},\
                "context":{"source_trust":"trusted_internal_unsigned"}}""".formatted(agent.id(), n);
        Reply reply = as(agent.token()).post("/v1/authorize", call.getBytes(StandardCharsets.UTF_8));
        assertEquals(200, reply.status(), reply::toString);
        return text(reply.object(), "decision_id");
    }

    private String prune() {
        return json(as(keys.operatorKey()).post("/v1/retention/prune", "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private String shown() {
        return json(as(keys.operatorKey()).get("/v1/retention"));
    }

    private static String json(Reply reply) {
        return new String(JsonText.bytes(reply.orComplain().object()), StandardCharsets.UTF_8);
    }

    private String replay(int exit) {
        return Ran.of("replay", "--data", data.toString(), "--json").exits(exit).out();
    }

    private void verifies() {
        stop();
        Ran whole = Ran.of("receipts", "verify", data.toString(), "--json").exits(0);
        assertFalse(whole.out().contains("\"verified\":false"), whole.out());
    }

    private String export() throws java.io.UncheckedIOException {
        Path file = folder.resolve("e" + now.incrementAndGet() + ".receipts");
        Ran.of("receipts", "export", "--data", data.toString(), "--out", file.toString())
                .exits(0);
        Ran.of("receipts", "verify", file.toString()).exits(0);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Takes a decision's facts out of the store, as somebody with the file could. */
    private void takeBySql(String sql) throws SQLException {
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("sallyport.db"));
                Statement statement = store.createStatement()) {
            assertEquals(1, statement.executeUpdate(sql));
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString s ? s.value() : "";
    }
}
