package dev.sallyport.store.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** A line to the server that breaks at the next commit: before the server sees it, or after it was carried out. */
final class CuttingProxy implements Closeable {
    /** When the line breaks. */
    enum Cut {
        NEVER,
        BEFORE_THE_COMMIT,
        BEFORE_ITS_ANSWER
    }

    private static final Pattern PREPARED = Pattern.compile("(S_\\d+)\0COMMIT\0");

    private final ServerSocket door;
    private final int target;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NEVER);
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(int target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void atNextCommit(Cut cut) {
        next.set(cut);
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                AtomicReference<Cut> mine = new AtomicReference<>(Cut.NEVER);
                Thread.ofVirtual().start(() -> up(client, server, mine));
                Thread.ofVirtual().start(() -> down(client, server, mine));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void up(Socket client, Socket server, AtomicReference<Cut> mine) {
        byte[] buffer = new byte[1 << 16];
        Set<String> named = new HashSet<>();
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (commits(new String(buffer, 0, count, StandardCharsets.ISO_8859_1), named)) {
                    mine.set(next.getAndSet(Cut.NEVER));
                    if (mine.get() == Cut.BEFORE_THE_COMMIT) {
                        cuts.incrementAndGet();
                        client.close();
                        server.close();
                        return;
                    }
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            close(client, server);
        }
    }

    /** The driver prepares COMMIT under a name and then only names it. */
    private static boolean commits(String sent, Set<String> named) {
        boolean known = named.stream().anyMatch(name -> sent.contains("\0" + name + "\0"));
        PREPARED.matcher(sent).results().forEach(match -> named.add(match.group(1)));
        return known || sent.contains("COMMIT\0");
    }

    private void down(Socket client, Socket server, AtomicReference<Cut> mine) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (mine.get() == Cut.BEFORE_ITS_ANSWER) {
                    cuts.incrementAndGet();
                    close(client, server);
                    return;
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            close(client, server);
        }
    }

    private static void close(Socket client, Socket server) {
        try (client;
                server) {
            return;
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
