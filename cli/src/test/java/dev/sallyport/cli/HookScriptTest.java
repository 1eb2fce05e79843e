package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import dev.sallyport.connect.hook.Host;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's quick way from a host to the gateway: sh and curl, without a JVM. */
@Timeout(60)
class HookScriptTest {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("sallyport").toAbsolutePath().normalize();
    private static final String WRITE = """
            {"session_id":"s1","hook_event_name":"PreToolUse","tool_name":"Write",\
            "tool_input":{"file_path":"%s","content":"x"},"tool_use_id":"t1"}""";

    private record Ended(int status, String out, String err) {}

    @BeforeAll
    static void curlIsThere() {
        assumeTrue(
                List.of("/usr/bin/curl", "/bin/curl").stream().anyMatch(p -> Files.isExecutable(Path.of(p))),
                "skipped: no curl");
    }

    private static Ended hook(Path data, String document, String... words) throws IOException, InterruptedException {
        return hook(data, Map.of(), document, words);
    }

    private static Ended hook(Path data, Map<String, String> more, String document, String... words)
            throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("/bin/sh", LAUNCHER.toString(), "hook"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> env = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin", "SALLYPORT_HOME", data.toString()));
        env.putAll(more);
        builder.environment().clear();
        builder.environment().putAll(env);
        Process process = builder.start();
        process.getOutputStream().write(document.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), out, err);
    }

    @Test
    void a_call_that_must_not_run_is_denied_in_the_hosts_words_and_another_gets_no_opinion(@TempDir Path data)
            throws Exception {
        try (Running gateway = Running.in(data)) {
            HookSetUp.claude(gateway);
            Ended denied = hook(data, WRITE.formatted(data.resolve("keys/x")), "claude-code", "PreToolUse");
            assertEquals(0, denied.status(), denied::toString);
            assertTrue(denied.out().contains("\"permissionDecision\":\"deny\""), denied::toString);
            assertTrue(denied.out().contains("[own_ground]"), denied::toString);
            assertEquals(new Ended(0, "{}\n", ""), hook(data, WRITE.formatted("/src/a"), "claude-code", "PreToolUse"));
            assertEquals(new Ended(0, "{}\n", ""), hook(data, WRITE.formatted("/src/b"), "claude-code"));
        }
    }

    @Test
    void the_events_at_which_a_failure_refuses_nothing_are_those_of_the_dialects() throws IOException {
        String script = Files.readString(LAUNCHER);
        String cases = script.substring(script.indexOf("case $hook_event in"), script.indexOf("*) exit 2 ;;"));
        Set<String> listed = new TreeSet<>();
        Pattern.compile("[A-Za-z]+(\\.[a-z]+)*").matcher(cases.replaceAll("printf '[^']*'", "").replace("case $hook_event in", ""))
                .results()
                .forEach(r -> listed.add(r.group()));
        Set<String> known = new TreeSet<>();
        for (Host host : Host.values()) {
            known.addAll(host.dialect().telling());
        }
        assertEquals(known, listed);
    }
}
