package dev.sallyport.server.otlp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real OpenTelemetry Collector takes what a gateway tells. It is the one that {@code .ci/setup} builds of the Collector's own
 * modules; its debug exporter writes everything it was handed, and that is what is looked at.
 */
@Tag("full")
class CollectorTest {
    private static final Path BINARY =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("house/collector/.built/collector");
    private static final String MARK = "MARK3D-content";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_real_collector_takes_all_three_signals_and_keeps_what_they_say() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(BINARY), "skipped: no collector (run .ci/setup)");
        int port = freePort();
        Path out = folder.resolve("collector.out");
        Process collector = collector(port, out);
        try {
            awaitPort(collector, port);
            String settings =
                    "otlp: {endpoint: 'http://127.0.0.1:%d', interval: 50ms, service: gate-under-test}".formatted(port);
            try (TestGateway gateway =
                    TestGateway.start(folder.resolve("data"), SettingsFile.parse("s.yaml", settings))) {
                decide(gateway);
                await(
                        collector,
                        out,
                        text -> text.contains("sallyport.tool.denied") && text.contains("Name: sallyport_decisions"));
                Heard shields = gateway.client().get("/v1/shields", gateway.operator());
                assertTrue(shields.number("otlp.sent") > 0, shields::toString);
                for (String none : List.of("otlp.rejected", "otlp.failed", "otlp.dropped")) {
                    assertTrue(shields.number(none) == 0, shields::toString);
                }
            }
            await(collector, out, text -> text.contains("sallyport.service.stop"));
        } finally {
            collector.destroy();
            if (!collector.waitFor(20, TimeUnit.SECONDS)) {
                collector.destroyForcibly();
            }
        }
        String kept = Files.readString(out);
        for (String expected : List.of(
                "service.name: Str(gate-under-test)",
                "gen_ai.operation.name: Str(execute_tool)",
                "sallyport.decision: Str(deny)",
                "sallyport.decision: Str(require_approval)",
                "EventName: sallyport.tool.denied",
                "SeverityText: WARN",
                "Name: sallyport_stage_seconds",
                "AggregationTemporality: Cumulative",
                "decision: Str(deny)")) {
            assertTrue(kept.contains(expected), () -> expected + " is not in\n" + kept);
        }
        assertFalse(kept.contains(MARK), "content left");
    }

    private static void decide(TestGateway gateway) {
        Enrolled agent = gateway.agent("a1");
        gateway.held(agent);
        Heard denied =
                gateway.client().post("/v1/authorize", agent.token(), """
                        {"agent":{"id":"%s"},"tool_call":{"tool":"mail","action":"%s","resource":"%s","mutates_state":true,\
                        "parameters":{"body":"%s"}},"context":{"source_trust":"malicious_suspected"}}""".formatted(agent.id(), MARK, MARK, MARK));
        assertTrue(denied.string("decision").equals("deny"), denied::toString);
    }

    private Process collector(int port, Path out) throws IOException {
        Path config = Files.writeString(folder.resolve("collector.yaml"), """
                receivers: {otlp: {protocols: {http: {endpoint: '127.0.0.1:%d'}}}}
                exporters: {debug: {verbosity: detailed}}
                service:
                  telemetry: {metrics: {level: none}}
                  pipelines:
                    traces: {receivers: [otlp], exporters: [debug]}
                    metrics: {receivers: [otlp], exporters: [debug]}
                    logs: {receivers: [otlp], exporters: [debug]}
                """.formatted(port));
        return new ProcessBuilder(BINARY.toAbsolutePath().toString(), "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static void awaitPort(Process collector, int port) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertTrue(open.isConnected());
                return;
            } catch (IOException notYet) {
                assertTrue(System.nanoTime() < until, "the collector does not listen");
                assertFalse(collector.waitFor(50, TimeUnit.MILLISECONDS), "the collector ended");
            }
        }
    }

    private static void await(Process collector, Path out, Predicate<String> holds)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!holds.test(Files.readString(out))) {
            assertTrue(System.nanoTime() < until, "the collector did not tell it in time");
            assertFalse(collector.waitFor(50, TimeUnit.MILLISECONDS), "the collector ended");
        }
    }
}
