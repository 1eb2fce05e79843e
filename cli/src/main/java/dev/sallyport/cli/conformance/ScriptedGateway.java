package dev.sallyport.cli.conformance;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A gateway that says what a script says, and notes what it was asked. Speaks just enough HTTP/1.1 for one request a connection,
 * because it must be able to fall silent and to hang up in the middle. Safe for use by several threads.
 */
final class ScriptedGateway implements AutoCloseable {
    private static final int LONGEST_BODY = 1 << 20;

    /** What it says. */
    interface Script {
        /** The answer to a request; called by one thread at a time. */
        Said answer(String method, String path, byte[] body);
    }

    /** One answer. */
    sealed interface Said {
        /** Status, further lines of the head, each ended, and a body. */
        record Words(int status, String head, byte[] body) implements Said {}

        /** The connection ends without a word. */
        record HangUp() implements Said {}

        /** Nothing, until the other side gives up. */
        record Nothing() implements Said {}
    }

    private final ServerSocket socket;
    private final Script script;
    private final List<Socket> open = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ScriptedGateway(Script script) throws IOException {
        this.script = script;
        this.socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                synchronized (open) {
                    open.add(connection);
                }
                threads.execute(() -> serve(connection));
            }
        } catch (IOException | RejectedExecutionException closed) {
            // the script is over
        }
    }

    private void serve(Socket connection) {
        try {
            InputStream in = connection.getInputStream();
            String[] request = line(in).split(" ", 3);
            int length = 0;
            for (String field = line(in); !field.isEmpty(); field = line(in)) {
                if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Math.min(
                            LONGEST_BODY, Integer.parseInt(field.substring(15).strip()));
                }
            }
            byte[] body = in.readNBytes(length);
            Said said;
            synchronized (this) {
                said = script.answer(request[0], request[1], body);
            }
            switch (said) {
                case Said.Words words -> write(connection, words);
                case Said.HangUp none -> connection.close();
                case Said.Nothing none -> in.read(); // until the other side goes, or this one is closed
            }
        } catch (IOException | RuntimeException gone) {
            // whoever asked sees that there is no answer
        } finally {
            shut(connection);
        }
    }

    private static void write(Socket connection, Said.Words words) throws IOException {
        OutputStream out = connection.getOutputStream();
        String head = "HTTP/1.1 " + words.status() + " Said\r\nContent-Length: " + words.body().length
                + "\r\nConnection: close\r\n" + words.head() + "\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(words.body());
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private static void shut(Socket connection) {
        try {
            connection.close();
        } catch (IOException gone) {
            // it is
        }
    }

    /** From here on nobody listens. */
    void leave() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        leave();
        synchronized (open) {
            open.forEach(ScriptedGateway::shut);
        }
        threads.close();
    }
}
