package dev.sallyport.cli.contain;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Carries each connection it accepts to one other place. A connection that can't be carried is closed, which its client sees as a proxy that
 * does not answer. Thread-safe.
 */
final class Carrier implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    /** What is done with what a client says first. */
    @FunctionalInterface
    interface Opening {
        /** Reads as much as it needs and writes what the other side gets instead. */
        void carry(SocketChannel client, SocketChannel other) throws IOException;
    }

    private final ServerSocketChannel listening;
    private final SocketAddress target;
    private final Opening opening;

    private Carrier(ServerSocketChannel listening, SocketAddress target, Opening opening) {
        this.listening = listening;
        this.target = target;
        this.opening = opening;
    }

    static Carrier start(SocketAddress here, SocketAddress target, Opening opening) throws IOException {
        ServerSocketChannel listening = open(here);
        listening.bind(here);
        Carrier carrier = new Carrier(listening, target, opening);
        Thread.ofVirtual().name("carrier").start(carrier::accept);
        return carrier;
    }

    private static ServerSocketChannel open(SocketAddress here) throws IOException {
        return here instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
    }

    SocketAddress address() throws IOException {
        return listening.getLocalAddress();
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                SocketChannel client = listening.accept();
                Thread.ofVirtual().name("carried").start(() -> carry(client));
            } catch (IOException closed) {
                // Closed by us, or a client that left before it was taken.
            }
        }
    }

    private void carry(SocketChannel client) {
        try (client;
                SocketChannel other = SocketChannel.open(target)) {
            opening.carry(client, other);
            Thread back = Thread.ofVirtual().start(() -> copy(other, client));
            copy(client, other);
            back.join();
        } catch (IOException broken) {
            // Both ends are closed on the way out.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                write(to, buffer.flip());
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
