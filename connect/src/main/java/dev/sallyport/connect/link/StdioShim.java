package dev.sallyport.connect.link;

import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Lines;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands where an agent host expects an MCP server on standard input and output. Starts the real server, and carries the lines of both to
 * the gateway and what the gateway lets pass back. It decides nothing and forwards nothing by itself: without a gateway nothing reaches the
 * server.
 *
 * <p>Threads: one reads the client, one the server, one the server's standard error, one watches for a gateway that falls silent, and the
 * caller's reads the link.
 */
public final class StdioShim {
    /** Everything went its way, and the server ended with status 0. */
    public static final int DONE = 0;

    /** The server could not be started. */
    public static final int BAD_COMMAND = 2;

    /** There is no gateway, it said no, or it went away: nothing was forwarded from then on. */
    public static final int NO_GATEWAY = 4;

    /** The server ended with another status than 0. */
    public static final int SERVER_FAILED = 5;

    /** How long answers may still take once the client has closed its side, in milliseconds. */
    static final long ANSWERS_MILLIS = 30_000;

    /** How long the server may take to end by itself once its input is closed, in milliseconds. */
    static final long EXIT_MILLIS = 5_000;

    private final ShimPlan plan;
    private final LinkChannel link;
    private final Process server;
    private final Unanswered unanswered = new Unanswered();
    private final Pulse pulse;
    private final ReentrantLock outLock = new ReentrantLock();
    private final CountDownLatch serverGone = new CountDownLatch(1);
    private final AtomicBoolean clientDone = new AtomicBoolean();
    private volatile Optional<String> fault = Optional.empty();

    private StdioShim(ShimPlan plan, LinkChannel link, Process server) {
        this.plan = plan;
        this.link = link;
        this.server = server;
        this.pulse = new Pulse(link, unanswered, plan.patienceMillis());
    }

    /**
     * Runs until either side ends.
     *
     * @return the exit status for the shim: {@link #DONE}, {@link #BAD_COMMAND}, {@link #NO_GATEWAY} or {@link #SERVER_FAILED}
     */
    public static int run(ShimPlan plan) {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(plan.socket()))) {
            LinkChannel link = new LinkChannel(socket);
            link.write(plan.hello().frame());
            Optional<LinkFrame> answer = link.read();
            if (answer.isEmpty() || answer.get().kind() != LinkFrame.Kind.WELCOME) {
                String why = answer.map(f -> Ending.parse(f.body()))
                        .map(e -> "[" + e.code() + "] " + e.why())
                        .orElse("it closed the link");
                return noGateway(plan, "the gateway does not take this server: " + why);
            }
            return plan.command().isEmpty() ? new RemoteShim(plan, link).carry() : start(plan, link);
        } catch (IOException | UnsupportedOperationException e) {
            return noGateway(plan, "no gateway at `" + plan.socket() + "` (" + e.getMessage() + ")");
        }
    }

    private static int noGateway(ShimPlan plan, String why) {
        plan.err().println("sallyport mcp: " + why + "; nothing is forwarded without it");
        return NO_GATEWAY;
    }

    private static int start(ShimPlan plan, LinkChannel link) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(plan.command());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(plan.environment());
        Process server;
        try {
            server = builder.start();
        } catch (IOException e) {
            link.write(new Ending("server_not_started", "the server's command could not be started")
                    .frame(LinkFrame.Kind.END));
            plan.err()
                    .println("sallyport mcp: `" + plan.command().getFirst() + "` could not be started: "
                            + e.getMessage());
            return BAD_COMMAND;
        }
        Thread reaper = new Thread(() -> kill(server), "mcp-reaper");
        Runtime.getRuntime().addShutdownHook(reaper);
        try {
            return new StdioShim(plan, link, server).carry();
        } finally {
            kill(server);
            removeHook(reaper);
        }
    }

    private static void removeHook(Thread reaper) {
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException shuttingDown) {
            reaper.interrupt(); // too late to remove it; it finds nothing left to kill
        }
    }

    private static void kill(Process server) {
        server.descendants().forEach(ProcessHandle::destroy);
        server.destroy();
    }

    /** Platform threads: a virtual one that reads a pipe holds on to its carrier, of which a small machine has two. */
    private static Thread.Builder thread(String name) {
        return Thread.ofPlatform().daemon().name(name);
    }

    private int carry() {
        thread("mcp-client").start(this::readClient);
        thread("mcp-server").start(this::readServer);
        Thread stderr = thread("mcp-stderr").start(this::readStderr);
        pulse.start();
        Optional<Ending> ending = readLink();
        boolean serverEnded = serverGone.getCount() == 0;
        if (!serverEnded || fault.isPresent() || ending.isEmpty()) {
            return lostGateway(ending);
        }
        return serverStatus(stderr);
    }

    /** The gateway is gone or stops while the server could still work: fail closed. */
    private int lostGateway(Optional<Ending> ending) {
        String broke = pulse.isSilent() ? Pulse.SILENCE : "the link to the gateway broke";
        String why =
                fault.orElse(ending.map(e -> "[" + e.code() + "] " + e.why()).orElse(broke));
        refuseUnanswered("gateway_gone", why);
        plan.err().println("sallyport mcp: " + why + "; the server is stopped");
        return NO_GATEWAY;
    }

    private void refuseUnanswered(String code, String why) {
        for (byte[] id : unanswered.drain()) {
            toClient(Reply.error(id, RpcCode.UNAVAILABLE, code, "not answered: " + why));
        }
    }

    private int serverStatus(Thread stderr) {
        try {
            if (!server.waitFor(EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
                kill(server);
                return DONE;
            }
            stderr.join(EXIT_MILLIS);
            refuseUnanswered("server_exited", "the server ended");
            boolean killed = clientDone.get() && server.exitValue() > 128;
            return server.exitValue() == 0 || killed ? DONE : SERVER_FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SERVER_FAILED;
        }
    }

    private void readClient() {
        Lines lines = new Lines(plan.in(), FrameReader.SERVER_FRAME_BYTES);
        try {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                unanswered.asked(line.get());
                link.write(new LinkFrame(LinkFrame.Kind.CLIENT, line.get()));
            }
            link.write(LinkFrame.of(LinkFrame.Kind.FINISHED));
        } catch (IOException e) {
            broken("the client's side broke (" + e.getMessage() + ")");
        }
    }

    private void readServer() {
        Lines lines = new Lines(server.getInputStream(), FrameReader.SERVER_FRAME_BYTES);
        try {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                link.write(new LinkFrame(LinkFrame.Kind.SERVER, line.get()));
            }
            serverGone.countDown();
            link.write(new Ending("server_exited", "the server ended").frame(LinkFrame.Kind.END));
        } catch (IOException e) {
            broken("the server's side broke (" + e.getMessage() + ")");
        }
    }

    private void broken(String why) {
        if (serverGone.getCount() > 0) {
            fault = Optional.of(why);
        }
        try {
            link.close();
        } catch (IOException e) {
            plan.err().println("sallyport mcp: closing the link: " + e.getMessage());
        }
    }

    private void readStderr() {
        try {
            byte[] buffer = new byte[8192];
            for (int n = server.getErrorStream().read(buffer);
                    n >= 0;
                    n = server.getErrorStream().read(buffer)) {
                plan.err().write(buffer, 0, n);
                plan.err().flush();
            }
        } catch (IOException e) {
            plan.err().println("sallyport mcp: the server's standard error broke: " + e.getMessage());
        }
    }

    /** Reads the link to its end; why it ended, if the gateway said so. */
    private Optional<Ending> readLink() {
        try {
            for (Optional<LinkFrame> next = link.read(); next.isPresent(); next = link.read()) {
                LinkFrame frame = next.get();
                switch (frame.kind()) {
                    case CLIENT -> {
                        unanswered.answered(frame.body());
                        toClient(frame.body());
                    }
                    case SERVER -> toServer(frame.body());
                    case NOTICE -> plan.err().println("sallyport: " + frame.text());
                    case PULSE -> pulse.heard();
                    case FINISHED -> thread("mcp-finish").start(this::finish);
                    case END -> {
                        return Optional.of(Ending.parse(frame.body()));
                    }
                    case HELLO, WELCOME, REFUSED -> throw new LinkBroken("a piece of kind " + frame.kind());
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The client is done: once its requests are answered the server's input is closed, and the server ends by itself or is stopped. */
    private void finish() {
        clientDone.set(true);
        try {
            unanswered.awaitNone(ANSWERS_MILLIS);
            server.getOutputStream().close();
            if (!server.waitFor(EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
                kill(server);
            }
        } catch (IOException e) {
            kill(server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill(server);
        }
    }

    private void toServer(byte[] frame) {
        try {
            line(server.getOutputStream(), frame);
        } catch (IOException e) {
            // The server closed its input. Its output tells the rest: an end there ends the link.
            return;
        }
    }

    private void toClient(byte[] frame) {
        outLock.lock();
        try {
            line(plan.out(), frame);
        } catch (IOException e) {
            broken("the client does not read any more (" + e.getMessage() + ")");
        } finally {
            outLock.unlock();
        }
    }

    private static void line(OutputStream out, byte[] frame) throws IOException {
        byte[] line = Arrays.copyOf(frame, frame.length + 1);
        line[frame.length] = '\n';
        out.write(line);
        out.flush();
    }
}
