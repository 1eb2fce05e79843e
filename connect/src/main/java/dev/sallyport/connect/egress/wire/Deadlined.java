package dev.sallyport.connect.egress.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/** What a socket sends until a deadline: who sends one byte a second does not get longer. Confined to one thread. */
public final class Deadlined extends InputStream {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private final LongSupplier ticker;
    private final long deadline;

    /** Whatever it sends within that time. */
    public Deadlined(Socket socket, int millis, LongSupplier ticker) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.ticker = ticker;
        this.deadline = ticker.getAsLong() + millis * NANOS_PER_MILLI;
    }

    @Override
    public int read() throws IOException {
        arm();
        return in.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        arm();
        return in.read(bytes, from, length);
    }

    private void arm() throws IOException {
        long left = (deadline - ticker.getAsLong()) / NANOS_PER_MILLI;
        if (left <= 0) {
            throw new SocketTimeoutException("the request took too long to arrive");
        }
        socket.setSoTimeout((int) Math.max(1, left));
    }
}
