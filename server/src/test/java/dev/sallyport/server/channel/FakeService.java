package dev.sallyport.server.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Somebody else's service on loopback. What it takes goes through a judge that knows the vendor's rules; before it, faults can be
 * put that happen once each.
 */
final class FakeService implements AutoCloseable {
    /** What came in. */
    record Request(String path, Map<String, String> fields, byte[] body) {
        String field(String name) {
            return fields.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * What goes out.
     *
     * @param missing how many bytes more than the body has are promised, and never come
     */
    record Answer(int status, Map<String, String> fields, String body, int missing) {
        Answer(int status, Map<String, String> fields, String body) {
            this(status, fields, body, 0);
        }

        static Answer of(int status) {
            return new Answer(status, Map.of(), "");
        }
    }

    /** Never comes back, like a service that hangs; tests end the connection by closing the fake. */
    static final Answer SILENCE = Answer.of(0);

    /** Ends the connection without a word. */
    static final Answer CUT = Answer.of(-1);

    private final HttpServer server;
    private final Function<Request, Answer> judge;
    private final BlockingQueue<Request> taken = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> faults = new LinkedBlockingQueue<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Object> never = new LinkedBlockingQueue<>();
    private final AtomicInteger came = new AtomicInteger();
    private volatile Optional<Answer> failing = Optional.empty();

    /** @param judge throws an AssertionError for what the vendor would not take */
    FakeService(Function<Request, Answer> judge) {
        this.judge = judge;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Answers so instead of judging, once. */
    void fault(Answer answer) {
        faults.add(answer);
    }

    /** Answers 503 to everything until told otherwise. */
    void down(boolean isDown) {
        fails(isDown ? Optional.of(Answer.of(503)) : Optional.empty());
    }

    /** Answers so to everything until told otherwise. */
    void fails(Optional<Answer> answer) {
        failing = answer;
    }

    /** How many requests came, whatever became of them. */
    int came() {
        return came.get();
    }

    /** The next request the judge took; fails the test if there is none in time. */
    Request next() throws InterruptedException {
        Request request = taken.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("nothing came; refused: " + wrong);
        }
        return request;
    }

    /** How many came that nobody looked at. */
    int left() {
        return taken.size();
    }

    /** What the vendor would not have taken. */
    List<String> wrong() {
        return wrong;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            came.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> fields = new java.util.TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            fields.put(name.toLowerCase(java.util.Locale.ROOT), String.join(",", values)));
            Answer answer = judged(new Request(exchange.getRequestURI().toString(), fields, body));
            if (answer.status() == 0) {
                never.take();
            } else if (answer.status() < 0) {
                return;
            }
            answer.fields().forEach(exchange.getResponseHeaders()::set);
            byte[] out = answer.body().getBytes(StandardCharsets.UTF_8);
            int promised = out.length + answer.missing();
            exchange.sendResponseHeaders(answer.status(), promised == 0 ? -1 : promised);
            exchange.getResponseBody().write(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer judged(Request request) {
        Answer fault = faults.poll();
        if (fault != null || failing.isPresent()) {
            return fault == null ? failing.get() : fault;
        }
        try {
            Answer answer = judge.apply(request);
            if (answer.status() / 100 == 2 && !answer.body().contains("\"ok\":false")) {
                taken.add(request);
            }
            return answer;
        } catch (AssertionError | RuntimeException e) {
            wrong.add(request.path() + ": " + e.getMessage());
            return Answer.of(400);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
