package dev.sallyport.connect.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.mcp.pin.ListingFailed;
import dev.sallyport.connect.mcp.pin.PinOffer;
import dev.sallyport.connect.mcp.pin.ToolLister;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.ProxyLimits;
import dev.sallyport.connect.mcp.proxy.ScriptedDoor;
import dev.sallyport.connect.mcp.proxy.ServerProcess;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.registry.PinnedTool;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shim, a real server process and the listener over a real socket. */
class LinkTest {
    private final ScriptedDoor door = ServerProcess.door();
    private Path folder = Path.of("");
    private Path socket = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("sp");
        socket = folder.resolve("g.sock");
    }

    @AfterEach
    void dropFolder() throws IOException {
        Files.deleteIfExists(socket);
        Files.delete(folder);
    }

    private LinkListener listener() throws IOException {
        return LinkListener.start(
                socket,
                hello -> hello.token().equals(Optional.of("sp_ag_good"))
                        ? new LinkHost.Admission.Admitted(outlet ->
                                new McpProxy(door, outlet, ProxyLimits.DEFAULT, new Counters(), System::nanoTime, "t"))
                        : new LinkHost.Admission.Refused(new Ending("bad_token", "no agent has this token")));
    }

    /** A shim in this process, with the test as the agent host. */
    private static final class Host {
        final PipedOutputStream in = new PipedOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final BufferedReader out;
        final CompletableFuture<Integer> status = new CompletableFuture<>();

        Host(Path socket, String token, List<String> command) throws IOException {
            this(socket, token, command, ShimPlan.PATIENCE_MILLIS);
        }

        Host(Path socket, String token, List<String> command, long patienceMillis) throws IOException {
            PipedInputStream outEnd = new PipedInputStream(1 << 16);
            out = new BufferedReader(new InputStreamReader(outEnd, StandardCharsets.UTF_8));
            Map<String, String> environment = new TreeMap<>(System.getenv());
            environment.put("SALLYPORT_TOKEN", "sp_ag_secret");
            environment.put("BOX_HOME", "here");
            ShimPlan plan = new ShimPlan(
                    command,
                    environment,
                    socket,
                    new Hello("box", "s1", Optional.of(token)),
                    new PipedInputStream(in, 1 << 16),
                    new PipedOutputStream(outEnd),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    patienceMillis);
            Thread.ofPlatform().daemon().start(() -> status.complete(StdioShim.run(plan)));
        }

        void say(String frame) throws IOException {
            in.write((frame + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        }

        String hear() throws IOException {
            return String.valueOf(out.readLine());
        }

        void handshake() throws IOException {
            say(
                    "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}");
            assertTrue(hear().contains("serverInfo"));
            say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        }

        int awaitStatus() throws Exception {
            return status.get(30, TimeUnit.SECONDS);
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }
    }

    private static String call(int id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\"}}";
    }

    @Test
    void aSession_runsThroughShimGatewayAndServer_andEndsWhenTheClientCloses() throws Exception {
        try (LinkListener listener = listener()) {
            assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(socket));
            Host host = new Host(socket, "sp_ag_good", ServerProcess.command());
            host.handshake();
            host.say(call(1, "read"));
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[],\"token\":\"null\",\"home\":\"here\"}}",
                    host.hear());
            assertEquals(1, listener.links());
            host.say(call(2, "hold_it"));
            host.in.close();
            door.decide(door.awaitOpened(), ApprovalStatus.APPROVED);
            assertTrue(host.hear().contains("\"id\":2"), "what was asked before the end is still answered");
            assertEquals(StdioShim.DONE, host.awaitStatus(), host.err());
            assertEquals(Outcome.Status.SUCCEEDED, door.awaitReport().status());
        }
    }

    @Test
    void aClientThatCancelledAndCloses_isNotKeptWaitingForTheAnswer() throws Exception {
        try (LinkListener listener = listener()) {
            Host host = new Host(socket, "sp_ag_good", ServerProcess.command());
            host.handshake();
            host.say(call(2, "hold_it"));
            door.awaitOpened();
            assertEquals(1, listener.links());
            host.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":2}}");
            host.in.close();
            assertEquals(StdioShim.DONE, host.status.get(StdioShim.ANSWERS_MILLIS / 2, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void aServerThatCrashes_isReportedAsUnknown_andTheShimSaysSo() throws Exception {
        try (LinkListener listener = listener()) {
            Host host = new Host(socket, "sp_ag_good", ServerProcess.command());
            host.handshake();
            host.say(call(1, "crash"));
            String lost = host.hear();
            assertTrue(lost.contains("server_exited") && lost.contains("\"id\":1"), lost);
            assertEquals(Outcome.Status.UNKNOWN, door.awaitReport().status());
            assertEquals(StdioShim.SERVER_FAILED, host.awaitStatus());
            assertTrue(host.err().contains("crashing as told"), "the server's standard error is passed on");
            assertTrue(listener.links() <= 1);
        }
    }

    @Test
    void aGatewayThatFallsSilent_isGivenUp_andWhatWaitsIsRefused() throws Exception {
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            Host host = new Host(socket, "sp_ag_good", ServerProcess.command(), 500);
            LinkChannel link = new LinkChannel(silent.accept());
            assertEquals(LinkFrame.Kind.HELLO, link.read().orElseThrow().kind());
            link.write(LinkFrame.of(LinkFrame.Kind.WELCOME));
            host.say(call(1, "read"));
            String refused = host.hear();
            assertTrue(refused.contains("\"id\":1") && refused.contains("gateway_gone"), refused);
            assertEquals(StdioShim.NO_GATEWAY, host.awaitStatus());
            assertTrue(host.err().contains("does not answer"), host.err());
        }
    }

    @Test
    void aCallThatTakesLongerThanTheGatewaysPatience_isWaitedForWhileTheGatewayIsThere() throws Exception {
        try (LinkListener listener = listener()) {
            Host host = new Host(socket, "sp_ag_good", ServerProcess.command(), 100);
            host.handshake();
            host.say(call(1, "hold_it"));
            ApprovalId approval = door.awaitOpened();
            assertThrows(TimeoutException.class, () -> host.status.get(700, TimeUnit.MILLISECONDS));
            door.decide(approval, ApprovalStatus.APPROVED);
            assertTrue(host.hear().contains("\"result\""));
            assertEquals(1, listener.links());
        }
    }

    @Test
    void aGatewayThatStops_leavesNothingForwarded() throws Exception {
        Host host;
        try (LinkListener listener = listener()) {
            host = new Host(socket, "sp_ag_good", ServerProcess.command());
            host.handshake();
            host.say(call(1, "hold_it"));
            door.awaitOpened();
            assertEquals(1, listener.links());
        }
        assertTrue(host.hear().contains("\"id\":1"));
        assertEquals(StdioShim.NO_GATEWAY, host.awaitStatus());
        assertTrue(host.err().contains("the server is stopped"), host.err());
    }

    @Test
    void withoutAGateway_theServerIsNotEvenStarted() throws Exception {
        Host host = new Host(socket, "sp_ag_good", List.of("/nonexistent"));
        assertEquals(StdioShim.NO_GATEWAY, host.awaitStatus());
        assertTrue(host.err().contains("no gateway at"), host.err());
    }

    @Test
    void aBadToken_isRefused_andNotRepeatedAnywhere() throws Exception {
        try (LinkListener listener = listener()) {
            Host host = new Host(socket, "sp_ag_bad", ServerProcess.command());
            assertEquals(StdioShim.NO_GATEWAY, host.awaitStatus());
            assertTrue(host.err().contains("[bad_token]"), host.err());
            assertFalse(host.err().contains("sp_ag_bad"));
            assertFalse(
                    new Hello("box", "s", Optional.of("sp_ag_bad")).toString().contains("sp_ag_bad"));
            assertEquals(0, listener.links());
        }
    }

    @Test
    void aCommandThatDoesNotExist_isBadInput() throws Exception {
        try (LinkListener listener = listener()) {
            Host host = new Host(
                    socket, "sp_ag_good", List.of(folder.resolve("none").toString()));
            assertEquals(StdioShim.BAD_COMMAND, host.awaitStatus());
            assertTrue(host.err().contains("could not be started"), host.err());
            assertTrue(listener.links() <= 1);
        }
    }

    @Test
    void aSecondListenerOnTheSameSocket_isRefused_andAStaleFileIsReplaced() throws Exception {
        Files.createFile(socket);
        try (LinkListener listener = listener()) {
            assertThrows(IOException.class, this::listener);
            assertEquals(0, listener.links());
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void theLister_offersWhatTheServerShows() throws Exception {
        List<PinnedTool> tools = PinOffer.of(
                        "box",
                        ToolLister.list(ServerProcess.command(), System.getenv(), ToolLister.Client.COMMON),
                        Map.of())
                .tools();
        assertEquals(
                List.of("crash", "hold_it", "read"),
                tools.stream().map(PinnedTool::name).toList());
        assertEquals(ServerProcess.hash("read"), tools.get(2).schemaHash());
        assertThrows(
                ListingFailed.class, () -> ToolLister.list(List.of("/nonexistent"), Map.of(), ToolLister.Client.PLAIN));
    }

    @Test
    void theSession_isTheNamedOne_elseTheHostProcess() {
        assertEquals("mine", HostSession.name(Optional.of("mine"), ProcessHandle.current()));
        String derived = HostSession.name(Optional.empty(), ProcessHandle.current());
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        assertTrue(derived.startsWith("host-" + parent + "-"), derived);
        assertEquals(derived, HostSession.name(Optional.of(""), ProcessHandle.current()));
    }
}
