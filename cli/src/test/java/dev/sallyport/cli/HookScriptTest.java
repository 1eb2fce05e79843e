package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.connect.hook.Host;
import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's quick way from a host to the gateway: sh and curl, without a JVM. */
@Timeout(60)
class HookScriptTest {
    private static final String WRITE = """
            {"session_id":"s1","hook_event_name":"PreToolUse","tool_name":"Write",\
            "tool_input":{"file_path":"%s","content":"x"},"tool_use_id":"t1"}""";

    @BeforeAll
    static void curlIsThere() {
        assumeTrue(HookSetUp.curl(), "skipped: no curl");
    }

    @Test
    void a_call_that_must_not_run_is_denied_in_the_hosts_words_and_another_gets_no_opinion(@TempDir Path data)
            throws Exception {
        try (Running gateway = Running.in(data)) {
            HookSetUp.claude(gateway);
            HookSetUp.Ended denied =
                    HookSetUp.hook(data, WRITE.formatted(data.resolve("keys/x")), "claude-code", "PreToolUse");
            assertEquals(0, denied.status(), denied::toString);
            assertTrue(denied.out().contains("\"permissionDecision\":\"deny\""), denied::toString);
            assertTrue(denied.out().contains("[own_ground]"), denied::toString);
            assertEquals(
                    new HookSetUp.Ended(0, "{}\n", ""),
                    HookSetUp.hook(data, WRITE.formatted("/src/a"), "claude-code", "PreToolUse"));
            assertEquals(
                    new HookSetUp.Ended(0, "{}\n", ""), HookSetUp.hook(data, WRITE.formatted("/src/b"), "claude-code"));
        }
    }

    @Test
    void a_host_that_hands_its_trace_down_has_the_decision_in_it_and_anything_else_is_none(@TempDir Path data)
            throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String span = "00-" + trace + "-00f067aa0ba902b7-01";
        List<String> bodies = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            bodies.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        String settings =
                "otlp: {endpoint: 'http://127.0.0.1:%d', signals: [traces], compression: none, interval: 20ms}"
                        .formatted(receiver.getAddress().getPort());
        try (Running gateway = Running.in(data, SettingsFile.parse("s.yaml", settings))) {
            HookSetUp.claude(gateway);
            for (String handed : List.of(span, "MARK3D", span + "\r\nx-mark3d: 1", "")) {
                HookSetUp.Ended ran = HookSetUp.hook(
                        data, Map.of("TRACEPARENT", handed), WRITE.formatted("/src/a"), "claude-code", "PreToolUse");
                assertEquals(new HookSetUp.Ended(0, "{}\n", ""), ran);
            }
        } finally {
            receiver.stop(0);
        }
        String decisions = HexFormat.of().formatHex("sallyport.decision.door".getBytes(StandardCharsets.US_ASCII));
        String told = String.join("", bodies);
        assertEquals(4, told.split(decisions, -1).length - 1, "a span for each");
        assertEquals(1, told.split(trace, -1).length - 1, "one of them in the host's trace");
    }

    @Test
    void the_events_at_which_a_failure_refuses_nothing_are_those_of_the_dialects() throws IOException {
        String script = Files.readString(HookSetUp.LAUNCHER);
        String cases = script.substring(script.indexOf("case $hook_event in"), script.indexOf("*) exit 2 ;;"));
        Set<String> listed = new TreeSet<>();
        Pattern.compile("[A-Za-z]+(\\.[a-z]+)*")
                .matcher(cases.replaceAll("printf '[^']*'", "").replace("case $hook_event in", ""))
                .results()
                .forEach(r -> listed.add(r.group()));
        Set<String> known = new TreeSet<>();
        for (Host host : Host.values()) {
            known.addAll(host.dialect().telling());
        }
        assertEquals(known, listed);
    }
}
