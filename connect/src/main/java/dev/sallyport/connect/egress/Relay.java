package dev.sallyport.connect.egress;

import dev.sallyport.connect.broker.Scrubber;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bytes both ways between two sockets, until both sides ended, one of them broke, or both were silent for too long. Each direction holds one
 * buffer. Closing it from another thread ends it.
 */
final class Relay implements Closeable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket client;
    private final Socket server;
    private final int idleMillis;
    private final LongSupplier ticker;
    /** When something last moved, in either direction. */
    private final AtomicLong moved;

    Relay(Socket client, Socket server, int idleMillis, LongSupplier ticker) {
        this.client = client;
        this.server = server;
        this.idleMillis = idleMillis;
        this.ticker = ticker;
        this.moved = new AtomicLong(ticker.getAsLong());
    }

    /** Carries everything both ways; returns when it is over. */
    void bothWays() throws IOException {
        client.setSoTimeout(idleMillis);
        server.setSoTimeout(idleMillis);
        Thread back = Thread.ofVirtual().name("egress-back").start(() -> copy(server, client));
        copy(client, server);
        join(back);
    }

    /** Carries what the server says, until it ends. */
    void backOnly(InputStream in, Optional<Scrubber> scrubber) throws IOException {
        server.setSoTimeout(idleMillis);
        OutputStream out = client.getOutputStream();
        try (OutputStream clean = scrubber.map(s -> s.over(out)).orElse(out)) {
            carry(in, clean);
            // Closing the clean one writes what it held back, and the client is told that there is no more.
        }
        close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            carry(from.getInputStream(), to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException broken) {
            // Half a connection helps nobody: the other direction ends with it.
            close();
        }
    }

    private void carry(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[EgressLimits.BUFFER];
        for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
            moved.set(ticker.getAsLong());
            out.write(buffer, 0, n);
        }
    }

    private int read(InputStream in, byte[] buffer) throws IOException {
        while (true) {
            try {
                return in.read(buffer);
            } catch (SocketTimeoutException silent) {
                // A long answer leaves the way there silent: only silence in both directions counts.
                if (ticker.getAsLong() - moved.get() >= idleMillis * NANOS_PER_MILLI) {
                    throw silent;
                }
            }
        }
    }

    @Override
    public void close() {
        closeOne(client);
        closeOne(server);
    }

    private static void closeOne(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }
}
