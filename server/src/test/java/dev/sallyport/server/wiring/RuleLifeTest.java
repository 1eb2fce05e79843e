package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.life.Manifest;
import dev.sallyport.soc.life.ManifestForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator's own rule in a gateway: recorded, proven, promoted, changed, taken back. */
@Timeout(120)
final class RuleLifeTest {
    private static final String ID = "7d0f7a52-6f0f-4b0e-9d53-1f2f3a4b5c6d";
    private static final long HOUR = 3_600_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path rules;

    private Manifest manifest = Manifest.NONE;

    private static String text(String title) {
        return """
                title: %s
                id: %s
                status: stable
                author: the test
                level: high
                logsource: {product: agent-gateway, category: agent_action}
                detection:
                  s: {event: tool.denied}
                  condition: s
                """.formatted(title, ID);
    }

    private void rule(String title) throws IOException {
        Files.writeString(rules.resolve("own.yml"), text(title));
    }

    private void note(String title, String change) throws IOException {
        SigmaRules read = SigmaRules.of(
                RuleFile.read("own.yml", text(title).getBytes(StandardCharsets.UTF_8), Placeholders.NONE), Set.of());
        manifest = manifest.noted(read.wholes(), "2026-11-22", change);
        Files.write(rules.resolve(Manifest.FILE), JsonText.bytes(ManifestForm.write(manifest)));
    }

    private Settings settings() {
        return SettingsFile.parse(
                "s.yaml", "soc: {respond: on, log_only_hours: 2, rules: \"" + rules.toAbsolutePath() + "\"}");
    }

    private static void refused(TestGateway gateway, Enrolled agent) {
        Heard heard = gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
        assertEquals("deny", heard.string("decision"));
    }

    private static Optional<String> stage(TestGateway gateway, String title) {
        return gateway.client().get("/v1/alerts?limit=200", gateway.operator()).items("alerts").stream()
                .map(row -> ((JsonObject) row).get("rule"))
                .map(JsonObject.class::cast)
                .filter(rule -> word(rule, "title").equals(title))
                .map(rule -> word(rule, "stage"))
                .findFirst();
    }

    private static String word(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come about");
        }
    }

    private static Heard set(TestGateway gateway, String stage) {
        return gateway.client()
                .post(
                        "/v1/rules",
                        gateway.operator(),
                        "{\"rule\":\"" + ID + "\",\"stage\":\"" + stage + "\",\"why\":\"a test\"}");
    }

    private static Heard prove(TestGateway gateway) {
        return gateway.client()
                .post("/v1/rules/dry-run", gateway.operator(), "{\"rule\":\"" + ID + "\",\"record\":true}");
    }

    private static String receipts(TestGateway gateway) {
        return gateway.client()
                .get("/v1/receipts?limit=200", gateway.operator())
                .text();
    }

    @Test
    void a_rule_is_recorded_proven_promoted_step_by_step_and_every_step_has_a_receipt() throws IOException {
        rule("Refusals");
        note("Refusals", "the first version");
        try (TestGateway gateway = TestGateway.start(data, settings())) {
            Enrolled agent = gateway.agent("a1");
            refused(gateway, agent);
            until(() -> stage(gateway, "Refusals").isPresent());
            assertEquals(Optional.of("log_only"), stage(gateway, "Refusals"));
            assertEquals("dry_run_missing", set(gateway, "alert").code());
            assertTrue(prove(gateway).text().contains("receipt_id"));
            assertEquals("stage_skipped", set(gateway, "respond").code());
            assertEquals("alert", set(gateway, "alert").string("stage"));
            assertEquals("log_only_too_short", set(gateway, "respond").code());
            gateway.clock().advanceMillis(2 * HOUR);
            assertEquals("respond", set(gateway, "respond").string("stage"));
            refused(gateway, agent);
            until(() -> stage(gateway, "Refusals").equals(Optional.of("respond")));
            assertEquals("log_only", set(gateway, "log_only").string("stage"));
            String told = receipts(gateway);
            for (String act : new String[] {"load_set", "admit_rule", "prove_rule", "promote_rule", "demote_rule"}) {
                assertTrue(told.contains(act), act);
            }
        }
    }

    @Test
    void a_changed_rule_without_its_note_changes_nothing_and_with_it_keeps_what_it_had_up_to_alert()
            throws IOException {
        rule("Refusals");
        note("Refusals", "the first version");
        try (TestGateway gateway = TestGateway.start(data, settings())) {
            Enrolled agent = gateway.agent("a1");
            refused(gateway, agent);
            prove(gateway);
            set(gateway, "alert");
            gateway.clock().advanceMillis(2 * HOUR);
            assertEquals("respond", set(gateway, "respond").string("stage"));

            rule("Other refusals");
            assertFalse(gateway.gateway().reload());
            refused(gateway, agent);
            until(() -> stage(gateway, "Refusals").equals(Optional.of("respond")));
            until(() ->
                    stage(gateway, "Rules or playbooks could not be read again").isPresent());

            note("Other refusals", "another title");
            assertTrue(gateway.gateway().reload());
            assertFalse(gateway.gateway().reload(), "nothing changed since");
            refused(gateway, agent);
            until(() -> stage(gateway, "Other refusals").isPresent());
            assertEquals(Optional.of("alert"), stage(gateway, "Other refusals"));
            assertTrue(receipts(gateway).contains("revise_rule"));
            assertEquals("dry_run_missing", set(gateway, "respond").code());
        }
    }

    @Test
    void a_folder_whose_rule_has_no_note_keeps_a_gateway_from_starting_and_one_without_the_file_only_records()
            throws IOException {
        rule("Refusals");
        note("Refusals", "the first version");
        rule("Other refusals");
        StartRefused refused = assertThrows(StartRefused.class, () -> TestGateway.start(data, settings()));
        assertEquals("rules_unusable", refused.code());
        Files.delete(rules.resolve(Manifest.FILE));
        try (TestGateway gateway = TestGateway.start(data.resolve("second"), settings())) {
            refused(gateway, gateway.agent("a1"));
            until(() -> stage(gateway, "Other refusals").isPresent());
            assertEquals(Optional.of("log_only"), stage(gateway, "Other refusals"));
            prove(gateway);
            assertEquals("stage_ceiling", set(gateway, "alert").code());
        }
    }
}
