package dev.sallyport.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a gateway for clients that can't send a token: adds the header field to each request and hands on every other byte as it is,
 * one request for each connection.
 */
final class TokenForwarder implements AutoCloseable {

    private static final int HEAD_BYTES = 64 << 10;

    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI to;
    private final String fields;

    TokenForwarder(URI to, String token) throws IOException {
        this.to = to;
        this.fields = "Authorization: Bearer " + token + "\r\nConnection: close\r\n\r\n";
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /** Where clients go instead. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + to.getPath());
    }

    private void accept() {
        while (true) {
            try {
                Socket client = server.accept();
                threads.execute(() -> forward(client));
            } catch (IOException e) {
                // Closed.
                return;
            }
        }
    }

    private void forward(Socket client) {
        try (client;
                Socket gateway = new Socket(to.getHost(), to.getPort())) {
            String head = head(client.getInputStream());
            OutputStream out = gateway.getOutputStream();
            out.write((head.replaceAll("(?im)^connection:.*\r\n", "") + fields).getBytes(StandardCharsets.ISO_8859_1));
            threads.execute(() -> {
                try {
                    client.getInputStream().transferTo(out);
                } catch (IOException e) {
                    return;
                }
            });
            InputStream in = gateway.getInputStream();
            byte[] piece = new byte[8192];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                client.getOutputStream().write(piece, 0, n);
            }
        } catch (IOException e) {
            // Either side left.
            return;
        }
    }

    /** The request line and the fields, each with its line end. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.length() > HEAD_BYTES) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.substring(0, head.length() - 2);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
