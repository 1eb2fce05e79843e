package dev.sallyport.server.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A development service on loopback: keeps every request as it came, and answers what it is told to. */
final class FakeDevService implements AutoCloseable {
    private final ServerSocket listening;
    private final List<String> came = new CopyOnWriteArrayList<>();
    private volatile Function<String, String> answer = request -> ok("hello from the service");

    FakeDevService() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** From now on it answers so, given the request. */
    void answers(Function<String, String> next) {
        answer = next;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket one = listening.accept();
                Thread.ofVirtual().start(() -> answer(one));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket one) {
        try (one) {
            String request = request(one.getInputStream());
            came.add(request);
            one.getOutputStream().write(answer.apply(request).getBytes(StandardCharsets.UTF_8));
            one.shutdownOutput();
            one.getInputStream().readAllBytes();
        } catch (IOException gone) {
            came.add("broken");
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder out = new StringBuilder();
        while (!out.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return out.toString();
            }
            out.append((char) b);
        }
        int length = out.toString()
                .lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
        return out + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Every request, as it came. */
    List<String> came() {
        return List.copyOf(came);
    }

    String last() {
        return came.getLast();
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
