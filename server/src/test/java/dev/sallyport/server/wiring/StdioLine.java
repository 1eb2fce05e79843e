package dev.sallyport.server.wiring;

import dev.sallyport.connect.mcp.door.OpenDoor;
import dev.sallyport.connect.mcp.door.PolledApprovals;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import dev.sallyport.connect.mcp.proxy.ProxyLimits;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The proxy of standard input over the real gate, with a server behind it that answers each request at once. */
final class StdioLine implements AutoCloseable {
    final AtomicInteger calls = new AtomicInteger();
    /** What the server got, as text, that is no request it may have got. */
    final BlockingQueue<String> stray = new LinkedBlockingQueue<>();

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final ExecutorService server = Executors.newSingleThreadExecutor();
    private final Function<Frame.Request, String> answers;
    private final McpProxy proxy;

    /** @param answers what the server answers a request with, the whole frame */
    StdioLine(
            MemoryGateway gateway,
            TenantId tenant,
            String agent,
            String session,
            Function<Frame.Request, String> answers) {
        this.answers = answers;
        OpenDoor door = new OpenDoor(
                gateway.core.gate(),
                gateway.journal,
                new PolledApprovals(gateway.house.records(), tenant),
                new OpenDoor.Connected(tenant, new AgentId(agent), new SessionId(session), false, "box"));
        this.proxy = new McpProxy(
                door, new Ends(), ProxyLimits.DEFAULT, new Counters(), System::nanoTime, "stdio-" + session);
    }

    private final class Ends implements Outlet {
        @Override
        public void toClient(byte[] frame) {
            heard.add(new String(frame, StandardCharsets.UTF_8));
        }

        @Override
        public void toServer(byte[] bytes) {
            switch (FrameReader.ofClient(bytes)) {
                case Frame.Request request -> {
                    if (request.method().equals("tools/call")) {
                        calls.incrementAndGet();
                    }
                    server.execute(() -> proxy.fromServer(answers.apply(request).getBytes(StandardCharsets.UTF_8)));
                }
                case Frame.Notification notification -> {}
                case Frame.Answer answer -> {}
                case Frame.Unreadable unreadable -> stray.add(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }

        @Override
        public void notice(String line) {
            // for people
        }
    }

    /** A line of the client. */
    void send(byte[] frame) {
        proxy.fromClient(frame);
    }

    /** What the client heard until now. */
    String drain() {
        StringBuilder all = new StringBuilder();
        for (String frame = heard.poll(); frame != null; frame = heard.poll()) {
            all.append(frame).append('\n');
        }
        return all.toString();
    }

    /** Waits for a frame with that text. */
    String await(String text) throws InterruptedException {
        while (true) {
            String frame = heard.poll(20, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("nothing with " + text + " came");
            }
            if (frame.contains(text)) {
                return frame;
            }
        }
    }

    @Override
    public void close() {
        proxy.end("over", "the test is over");
        try {
            if (!proxy.awaitOutcomes(20_000)) {
                throw new AssertionError("threads are left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            server.shutdownNow();
        }
    }
}
