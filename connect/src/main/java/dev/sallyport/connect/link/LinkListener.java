package dev.sallyport.connect.link;

import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.http.Joined;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.upstream.Upstream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.net.ExtendedSocketOptions;

/**
 * The gateway's end of all links: a socket file that only its owner may use, one reading and one writing virtual thread per link.
 * Thread-safe.
 */
public final class LinkListener implements AutoCloseable {
    /** The longest path of a socket that every supported system takes, in bytes. */
    public static final int PATH_BYTES = 100;

    /** How many links may be open at once. */
    public static final int LINKS = 512;

    /** How long a link that ends may take to record its outcomes, in milliseconds. */
    private static final long OUTCOMES_MILLIS = 10_000;

    private final Path socket;
    private final LinkHost host;
    private final ServerSocketChannel server;
    private final Set<Outbox> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> serving = ConcurrentHashMap.newKeySet();

    private LinkListener(Path socket, LinkHost host, ServerSocketChannel server) {
        this.socket = socket;
        this.host = host;
        this.server = server;
    }

    /**
     * Starts to listen. A socket file nobody listens on is replaced.
     *
     * @throws IOException when the path is too long, in use or not writable
     */
    public static LinkListener start(Path socket, LinkHost host) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > PATH_BYTES) {
            throw new IOException("socket path `" + socket + "` is longer than " + PATH_BYTES
                    + " bytes; choose a data directory with a shorter path");
        }
        if (Files.exists(socket) && answers(socket)) {
            throw new IOException("somebody already listens on `" + socket + "`");
        }
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        LinkListener listener = new LinkListener(socket, host, server);
        Thread.ofVirtual().name("link-accept").start(listener::accept);
        return listener;
    }

    private static boolean answers(Path socket) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel peer = server.accept();
                Thread.ofVirtual().name("link").start(() -> serveCounted(new LinkChannel(peer)));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // A connection that broke while it was accepted concerns nobody else.
            }
        }
    }

    private void serveCounted(LinkChannel channel) {
        serving.add(Thread.currentThread());
        try {
            serve(channel);
        } finally {
            serving.remove(Thread.currentThread());
        }
    }

    private void serve(LinkChannel channel) {
        try (channel) {
            Optional<LinkFrame> first = channel.read();
            if (first.isEmpty() || first.get().kind() != LinkFrame.Kind.HELLO) {
                return;
            }
            switch (admit(channel, first.get())) {
                case LinkHost.Admission.Refused refused ->
                    channel.write(refused.why().frame(LinkFrame.Kind.REFUSED));
                case LinkHost.Admission.Admitted admitted -> run(channel, admitted);
            }
        } catch (IOException e) {
            // The peer is gone; there is nobody to tell.
            return;
        }
    }

    private LinkHost.Admission admit(LinkChannel channel, LinkFrame first) throws IOException {
        String peer = channel.socket()
                .getOption(ExtendedSocketOptions.SO_PEERCRED)
                .user()
                .getName();
        if (!peer.equals(Files.getOwner(socket).getName())) {
            return refused("foreign_user", "the link is for processes of the gateway's own user");
        }
        if (open.size() >= LINKS) {
            return refused("too_many_links", "more than " + LINKS + " links are open");
        }
        try {
            return host.admit(Hello.parse(first.body()));
        } catch (LinkBroken e) {
            return refused("bad_hello", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return refused("bad_hello", String.valueOf(e.getMessage()));
        }
    }

    private static LinkHost.Admission refused(String code, String why) {
        return new LinkHost.Admission.Refused(new Ending(code, why));
    }

    private void run(LinkChannel channel, LinkHost.Admission.Admitted admitted) {
        Outbox outbox = new Outbox(channel);
        open.add(outbox);
        Optional<Joined> joined =
                admitted.upstream().map(upstream -> new Joined(new LinkedClient(outbox), admitted.proxy(), upstream));
        McpProxy proxy =
                joined.map(Joined::proxy).orElseGet(() -> admitted.proxy().apply(outbox));
        Thread writer = Thread.ofVirtual().name("link-write").start(outbox::drain);
        Ending ending = new Ending("internal", "the gateway failed");
        try {
            outbox.add(LinkFrame.of(LinkFrame.Kind.WELCOME));
            ending = pump(channel, outbox, proxy, joined.map(Joined::upstream));
        } catch (IOException e) {
            ending = new Ending("link_broken", "the link to the shim broke");
        } finally {
            proxy.end(ending.code(), ending.why());
            joined.ifPresent(j -> j.upstream().close());
            outbox.add(ending.frame(LinkFrame.Kind.END));
            outbox.finish();
            open.remove(outbox);
            settle(proxy, writer);
        }
    }

    private static Ending pump(LinkChannel channel, Outbox outbox, McpProxy proxy, Optional<Upstream> upstream)
            throws IOException {
        while (true) {
            Optional<LinkFrame> next = channel.read();
            if (next.isEmpty()) {
                return new Ending("link_closed", "the shim closed the link");
            }
            LinkFrame frame = next.get();
            switch (frame.kind()) {
                case CLIENT -> {
                    Frame read = FrameReader.ofClient(frame.body());
                    proxy.fromClient(read);
                    upstream.filter(u -> opens(read)).ifPresent(Upstream::listen);
                }
                case SERVER -> {
                    if (upstream.isPresent()) {
                        throw new LinkBroken("a frame of a server that the gateway itself speaks to");
                    }
                    proxy.fromServer(frame.body());
                }
                case FINISHED, PULSE -> outbox.add(frame);
                case END -> {
                    return Ending.parse(frame.body());
                }
                case HELLO, WELCOME, REFUSED, NOTICE ->
                    throw new LinkBroken("a piece of kind " + frame.kind() + " in the wrong place");
            }
        }
    }

    /** From then on a server may speak of its own accord. */
    private static boolean opens(Frame frame) {
        return frame instanceof Frame.Notification told && told.method().equals("notifications/initialized");
    }

    private static void settle(McpProxy proxy, Thread writer) {
        try {
            proxy.awaitOutcomes(OUTCOMES_MILLIS);
            writer.join(OUTCOMES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many links are open. */
    public int links() {
        return open.size();
    }

    /** Ends all links, takes no more, and waits a while for their outcomes. Shims fail closed. */
    @Override
    public void close() throws IOException {
        server.close();
        for (Outbox outbox : open) {
            outbox.add(new Ending("gateway_stopping", "the gateway stops").frame(LinkFrame.Kind.END));
            outbox.finish();
        }
        Files.deleteIfExists(socket);
        try {
            for (Thread thread : serving) {
                thread.join(OUTCOMES_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
