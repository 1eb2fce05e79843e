package dev.sallyport.testkit.place;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** A fake behind a real connection on loopback. */
public final class Loopback implements AutoCloseable {
    private final HttpServer server;
    private final FakePlace place;

    /** Serves that fake at any free port. */
    public Loopback(FakePlace place) {
        this.place = place;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Its address with that path. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> fields = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> fields.put(name, String.join(",", values)));
            Asked asked = Asked.of(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    fields,
                    exchange.getRequestBody().readAllBytes());
            Answered answered = place.ask(asked); // a cut ends the exchange without a word
            answered.fields().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answered.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answered.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
