package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.link.Hello;
import dev.sallyport.connect.link.LinkHost;
import dev.sallyport.connect.link.LinkListener;
import dev.sallyport.connect.link.ShimPlan;
import dev.sallyport.connect.link.StdioShim;
import dev.sallyport.connect.mcp.proxy.Counters;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client on standard input whose server is at an address: the gateway speaks to it. */
@Timeout(60)
class McpByAddressTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static Hello hello(McpOverHttp rig, String url) {
        return new Hello("box", "s", Optional.of(rig.agent.string("agent_token")), false, Optional.of(url));
    }

    @Test
    void it_lists_and_calls_what_is_pinned() throws Exception {
        PipedOutputStream client = new PipedOutputStream();
        try (McpOverHttp rig = new McpOverHttp("read");
                LinkListener link = LinkListener.start(
                        folder.resolve("s"),
                        new McpHost(
                                rig.gateway.core.gate(), rig.gateway.house, new Counters(), rig.gateway.core.plans()));
                PipedInputStream in = new PipedInputStream(client, 1 << 16);
                PipedInputStream heard = new PipedInputStream(1 << 16);
                PipedOutputStream out = new PipedOutputStream(heard)) {
            ShimPlan plan = new ShimPlan(
                    List.of(),
                    Map.of(),
                    folder.resolve("s"),
                    hello(rig, rig.upstream.url().toString()),
                    in,
                    out,
                    new PrintStream(System.err, true, StandardCharsets.UTF_8),
                    ShimPlan.PATIENCE_MILLIS);
            CompletableFuture<Integer> status = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> status.complete(StdioShim.run(plan)));
            BufferedReader lines = new BufferedReader(new InputStreamReader(heard, StandardCharsets.UTF_8));
            say(
                    client,
                    "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}");
            assertTrue(String.valueOf(lines.readLine()).contains("serverInfo"));
            say(client, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            say(client, McpClient.call(1, "read", "{}"));
            assertTrue(String.valueOf(lines.readLine()).contains("done"));
            assertEquals(1, link.links());
            client.close();
            assertEquals(StdioShim.DONE, status.get(20, TimeUnit.SECONDS));
            assertEquals(1, rig.upstream.calls.get());
        }
    }

    private static void say(PipedOutputStream client, String frame) throws java.io.IOException {
        client.write((frame + "\n").getBytes(StandardCharsets.UTF_8));
        client.flush();
    }

    @Test
    void an_address_that_no_operator_registered_is_refused() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpHost host =
                    new McpHost(rig.gateway.core.gate(), rig.gateway.house, new Counters(), rig.gateway.core.plans());
            LinkHost.Admission admission = host.admit(hello(rig, "http://127.0.0.1:1/mcp"));
            assertEquals(
                    "server_elsewhere",
                    assertInstanceOf(LinkHost.Admission.Refused.class, admission)
                            .why()
                            .code());
        }
    }
}
