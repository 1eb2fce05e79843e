package dev.sallyport.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.bench.load.Load;
import dev.sallyport.bench.load.LoadGenerator;
import dev.sallyport.bench.load.LoadResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private static final byte[] REQUEST =
            "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void every_answer_the_server_gave_is_counted_once() throws IOException {
        AtomicLong served = new AtomicLong();
        LoadResult result = driven(served, Long.MAX_VALUE, 0);
        assertTrue(result.acknowledged() > 20, "only " + result.acknowledged());
        assertEquals(served.get(), result.acknowledged());
        assertEquals(0, result.errors());
        assertTrue(result.durations().quantile(0.99) >= result.durations().quantile(0.5));
    }

    @Test
    void a_paced_load_sends_what_is_due() throws IOException {
        LoadResult result = driven(new AtomicLong(), Long.MAX_VALUE, 40);
        // 60 are due in one and a half seconds; a busy machine may answer some of them late, but none may come unasked.
        assertTrue(result.acknowledged() > 20 && result.acknowledged() <= 64, "sent " + result.acknowledged());
    }

    @Test
    void an_error_is_counted_and_the_first_is_shown() throws IOException {
        AtomicLong served = new AtomicLong();
        LoadResult result = driven(served, 50, 0);
        assertEquals(50, result.acknowledged());
        assertEquals(served.get() - 50, result.errors());
        assertTrue(result.firstError().startsWith("HTTP/1.1 503"), result.firstError());
    }

    @Test
    void the_counter_in_a_request_is_another_one_each_time() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicLong bodies = new AtomicLong();
        server.createContext("/x", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            String[] both = body.split(" ", -1);
            seen.add(both[0].equals(both[1]) && both[0].matches("[0-9]{10}") ? both[0] : "not a counter: " + body);
            bodies.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        byte[] request = ("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 21\r\n\r\n" + Load.COUNTER + " "
                        + Load.COUNTER)
                .getBytes(StandardCharsets.US_ASCII);
        try {
            LoadGenerator.run(new Load(
                    server.getAddress(), Collections.nCopies(3, request), Duration.ZERO, Duration.ofMillis(200), 0));
        } finally {
            server.stop(0);
        }
        assertTrue(bodies.get() > 3, "only " + bodies);
        assertEquals(bodies.get(), seen.size());
        assertTrue(seen.stream().allMatch(text -> text.matches("[0-9]{10}")), seen.toString());
    }

    /** A second and a half of load on a server that answers 200 that often and 503 from then on. */
    private static LoadResult driven(AtomicLong served, long good, double perSecond) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/x", exchange -> {
                exchange.getRequestBody().readAllBytes();
                int status = served.incrementAndGet() <= good ? 200 : 503;
                byte[] body = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return LoadGenerator.run(new Load(
                    server.getAddress(),
                    Collections.nCopies(4, REQUEST),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    perSecond));
        } finally {
            server.stop(0);
        }
    }
}
