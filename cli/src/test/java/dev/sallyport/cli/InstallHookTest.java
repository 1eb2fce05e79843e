package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hooks are written into hosts' configurations, taken out again, and tried. */
@Timeout(120)
class InstallHookTest {
    @TempDir
    static Path data;

    private static Running gateway;

    @BeforeAll
    static void start() {
        gateway = Running.in(data.resolve("data"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Map<String, String> env(Path home) {
        Map<String, String> env = new HashMap<>(gateway.operator());
        env.put("HOME", home.toString());
        env.put("PATH", "/usr/bin:/bin");
        return env;
    }

    private static Ran run(Path home, String... words) {
        return Ran.with("", env(home), words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claude-code | .claude/settings.json | {\"model\":\"x\", \"hooks\":{\"PreToolUse\":[{\"matcher\":\"Bash\",\"hooks\":[{\"type\":\"command\",\"command\":\"mine\"}]}],\"Stop\":[]}}",
                "codex | .codex/hooks.json | {\"hooks\":{}}",
                "gemini | .gemini/settings.json | {\"theme\":\"dark\"}",
                "copilot | .copilot/hooks/sallyport.json | {\"version\":1,\"hooks\":{\"preToolUse\":[{\"type\":\"command\",\"bash\":\"mine\"}]}}",
                "cursor | .cursor/hooks.json | {\"version\":1,\"hooks\":{\"stop\":[{\"command\":\"mine\"}]}}",
            })
    void what_stood_there_stays_twice_is_once_and_uninstalling_brings_back_every_byte(
            String host, String file, String before, @TempDir Path home) throws Exception {
        Path config = home.resolve(file);
        Files.createDirectories(config.resolveSibling("."));
        Files.writeString(config, before);
        Ran dry = run(home, "install", host, "--dry-run", "--json").exits(0);
        assertTrue(dry.out().contains(" hook " + host), dry::toString);
        assertEquals(before, Files.readString(config));
        run(home, "install", host, "--replace").exits(0);
        String once = Files.readString(config);
        assertTrue(before.contains("mine") == once.contains("mine"), once);
        assertTrue(once.contains(" hook " + host + " "), once);
        Ran again = run(home, "install", host, "--json").exits(0);
        assertEquals(
                JsonBoolean.of(false),
                Objects.requireNonNull(again.rows().getFirst().get("changed")));
        assertEquals(once, Files.readString(config));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(gateway.data().resolve("hooks/" + host))));
        run(home, "uninstall", host).exits(0);
        assertEquals(before, Files.readString(config));
        assertFalse(Files.exists(gateway.data().resolve("hooks/" + host)));
        run(home, "uninstall", host).exits(2);
    }

    @Test
    void a_file_that_was_not_there_goes_again_and_one_that_was_edited_keeps_the_edit(@TempDir Path home)
            throws Exception {
        Path config = home.resolve(".claude/settings.json");
        run(home, "install", "claude-code", "--replace").exits(0);
        run(home, "uninstall", "claude-code").exits(0);
        assertFalse(Files.exists(config));
        run(home, "install", "claude-code", "--replace").exits(0);
        Files.writeString(config, Files.readString(config).replaceFirst("\\{", "{\"model\": \"x\","));
        run(home, "uninstall", "claude-code").exits(0);
        assertEquals("{\n  \"model\": \"x\"\n}\n", Files.readString(config));
    }

    @Test
    void whose_words_the_gateway_believes_is_said_when_it_is_decided(@TempDir Path home) {
        String believed = "believes this host what the user said";
        assertTrue(run(home, "install", "codex", "--replace", "--dry-run")
                .exits(0)
                .out()
                .contains(believed));
        assertTrue(run(home, "install", "codex", "--replace").exits(0).out().contains(believed));
        assertFalse(run(home, "install", "codex").exits(0).out().contains(believed));
        Ran kept = run(home, "install", "codex", "--no-user-words").exits(0);
        assertTrue(kept.out().contains("stays as it was registered"), kept::toString);
        Ran silent =
                run(home, "install", "codex", "--replace", "--no-user-words").exits(0);
        assertTrue(silent.out().contains("does not believe this host"), silent::toString);
        Ran row = run(home, "install", "codex", "--replace", "--json").exits(0);
        assertTrue(row.out().contains("\"speaks_for_user\":true"), row::toString);
        run(home, "uninstall", "codex").exits(0);
    }

    @Test
    void a_configuration_with_comments_is_left_alone(@TempDir Path home) throws Exception {
        Path config = home.resolve(".gemini/settings.json");
        Files.createDirectories(config.resolveSibling("."));
        Files.writeString(config, "{ // mine\n}");
        Ran.with("", env(home), "install", "gemini").refuses("not plain JSON");
        assertEquals("{ // mine\n}", Files.readString(config));
    }

    private static final String TRUSTED = "trusted_hash = \"sha256:" + "0".repeat(64) + "\"\n";

    @Test
    void doctor_passes_when_every_hook_blocks_and_fails_when_one_does_not(@TempDir Path home) throws Exception {
        assumeTrue(HookSetUp.curl(), "skipped: no curl");
        Path project = Files.createDirectories(home.resolve("project"));
        assertTrue(run(home, "doctor", "--project", project.toString())
                .exits(0)
                .out()
                .contains("found no configuration"));
        for (String host : List.of("claude-code", "codex", "gemini", "copilot", "cursor", "opencode")) {
            run(home, "install", host, "--replace").exits(0);
        }
        Files.createDirectories(home.resolve(".config/opencode"));
        Ran unreviewed = run(home, "doctor", "--project", project.toString()).exits(1);
        assertTrue(unreviewed.out().contains("does not run yet: Codex runs no hook"), unreviewed::toString);
        Path review = home.resolve(".codex/config.toml");
        String table = "[hooks.state.\"" + home.resolve(".codex/hooks.json") + ":pre_tool_use:0:0\"]\n";
        for (String not : List.of(
                table.replace(":0:0", ":1:0") + TRUSTED,
                table + "enabled = false\n" + TRUSTED,
                table + "[other]\n" + TRUSTED)) {
            Files.writeString(review, not);
            run(home, "doctor", "--project", project.toString()).exits(1);
        }
        Files.writeString(review, "model = \"m\"\n" + table + TRUSTED);
        Ran all = run(home, "doctor", "--project", project.toString(), "--json").exits(0);
        List<JsonObject> rows = all.rows();
        assertEquals(
                6,
                rows.stream()
                        .filter(r -> JsonBoolean.of(true).equals(r.get("blocked")))
                        .count(),
                all::toString);
        assertTrue(all.out().contains("\"assurance\":\"advisory\""), all::toString);
        Path config = home.resolve(".claude/settings.json");
        String good = Files.readString(config);
        Files.writeString(
                config,
                good.replaceFirst("SALLYPORT_HOME=[^\"]*PreToolUse", "true; : sallyport hook claude-code PreToolUse"));
        Ran broken = run(home, "doctor", "--project", project.toString()).exits(1);
        assertTrue(broken.out().contains("FAILS    claude-code"), broken::toString);
        Files.writeString(config, good.replaceFirst("\"matcher\": \"\\*\"", "\"matcher\": \"Bash\""));
        assertTrue(run(home, "doctor", "--project", project.toString())
                .exits(1)
                .out()
                .contains("some tools only"));
        Files.writeString(config, good);
        Files.writeString(
                home.resolve(".claude.json"),
                "{\"mcpServers\":{\"term\":{\"command\":\"npx\",\"args\":[\"desktop-commander\"]}}}");
        Ran hooked =
                run(home, "doctor", "--project", project.toString(), "--json").exits(0);
        assertTrue(hooked.out().contains("\"gate\":\"hook\",\"runs_code\":true"), hooked::toString);
        run(home, "uninstall", "claude-code").exits(0);
        Ran ungated = run(home, "doctor", "--project", project.toString()).exits(1);
        assertTrue(ungated.out().contains("MCP server term"), ungated::toString);
        assertTrue(ungated.out().contains("it runs commands or code"), ungated::toString);
    }
}
