package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.door.GateDoor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A proxy with a scripted gate and a fake server behind it; the test is the client. One thread reads each side, as in real life. */
final class Rig implements AutoCloseable {
    final ScriptedDoor door = new ScriptedDoor();
    final Counters counters = new Counters();
    final AtomicLong nanos = new AtomicLong();
    final List<String> notices = new CopyOnWriteArrayList<>();
    final BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
    final FakeServer server;
    final McpProxy proxy;
    private volatile boolean closed;
    private final ExecutorService clientReader = quiet();
    private final ExecutorService serverReader = quiet();
    private final ExecutorService serverItself = quiet();

    /** One thread, which drops what comes once the test is over. */
    private static ExecutorService quiet() {
        return new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.DiscardPolicy());
    }

    Rig() {
        this(ProxyLimits.DEFAULT);
    }

    Rig(ProxyLimits limits) {
        server = new FakeServer(this::fromServer);
        proxy = new McpProxy(door, new Ends(), limits, counters, nanos::get, "t");
    }

    /** A rig with another gate than the scripted one. */
    Rig(GateDoor other) {
        server = new FakeServer(this::fromServer);
        proxy = new McpProxy(other, new Ends(), ProxyLimits.DEFAULT, counters, nanos::get, "t");
    }

    private final class Ends implements Outlet {
        @Override
        public void toClient(byte[] frame) {
            toClient.add(frame);
        }

        @Override
        public void toServer(byte[] frame) {
            if (!closed) {
                serverItself.execute(() -> server.take(frame));
            }
        }

        @Override
        public void notice(String line) {
            notices.add(line);
        }
    }

    /** A rig whose server offers these tools, all of them pinned as they are. */
    static Rig with(String... tools) {
        Rig rig = new Rig();
        for (String tool : tools) {
            rig.server.offer(tool, "does " + tool);
            rig.door.pin(tool, rig.server.hash(tool));
        }
        return rig;
    }

    void client(String frame) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        clientReader.execute(() -> proxy.fromClient(bytes));
    }

    /** Gives a frame to one side and notes what it throws. */
    void feed(boolean client, byte[] bytes, Consumer<RuntimeException> thrown) {
        (client ? clientReader : serverReader).execute(() -> {
            try {
                if (client) {
                    proxy.fromClient(bytes);
                } else {
                    proxy.fromServer(bytes);
                }
            } catch (RuntimeException e) {
                thrown.accept(e);
            }
        });
    }

    void fromServer(byte[] bytes) {
        if (!closed) {
            serverReader.execute(() -> proxy.fromServer(bytes));
        }
    }

    /** What the client gets next. */
    String next() throws InterruptedException {
        return FakeServer.text(Objects.requireNonNull(toClient.poll(10, TimeUnit.SECONDS), "the client got nothing"));
    }

    /** The result of what the client gets next. */
    JsonObject nextResult() throws InterruptedException {
        String frame = next();
        Json result = FakeServer.object(frame).get("result");
        if (result instanceof JsonObject object) {
            return object;
        }
        throw new AssertionError("no result: " + frame);
    }

    /** Runs the handshake of 2025-11-25. */
    Rig handshake() throws InterruptedException {
        client(
                "{\"jsonrpc\":\"2.0\",\"id\":\"init\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}");
        next();
        client("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return this;
    }

    static String call(Object id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
    }

    /** The next frame for the client that answers that id. */
    JsonObject answerTo(String id) throws InterruptedException {
        while (true) {
            String frame = next();
            if (frame.startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",")) {
                return FakeServer.object(frame);
            }
        }
    }

    /** Waits until the server has got that many frames with that text. */
    void awaitReceived(String text, int count) throws InterruptedException {
        for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end; ) {
            if (received(text) >= count) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the server got `" + text + "` " + received(text) + " times");
    }

    long received(String text) {
        return server.received.stream()
                .map(FakeServer::text)
                .filter(f -> f.contains(text))
                .count();
    }

    /** Waits until the count is reached. */
    void awaitCount(Counted what, long count) {
        for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end; ) {
            if (counters.count(what) >= count) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError(what + " is " + counters.count(what));
    }

    /** Waits until everything both readers and the server were given is done. */
    void settle() throws Exception {
        for (int i = 0; i < 3; i++) {
            clientReader.submit(() -> {}).get(10, TimeUnit.SECONDS);
            serverItself.submit(() -> {}).get(10, TimeUnit.SECONDS);
            serverReader.submit(() -> {}).get(10, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        closed = true;
        proxy.end("closed", "the test is over");
        clientReader.shutdown();
        serverReader.shutdown();
        serverItself.shutdown();
    }
}
