package dev.sallyport.server.wiring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A token endpoint on loopback that takes nothing but what RFC 8693 and RFC 6749 allow, and says what is wrong with the rest. */
final class FakeAuthorizationServer implements AutoCloseable {
    private static final Set<String> ONCE = Set.of(
            "grant_type",
            "subject_token",
            "subject_token_type",
            "requested_token_type",
            "scope",
            "client_id",
            "client_secret");

    /** Requests as they were understood. */
    final List<Map<String, List<String>>> asked = new CopyOnWriteArrayList<>();

    /** What was wrong with requests. */
    final List<String> faults = new CopyOnWriteArrayList<>();

    /** The tokens it issued and did not take back. */
    final Set<String> live = ConcurrentHashMap.newKeySet();

    /** Its answer; {@code TOKEN} stands for a fresh token. */
    volatile String answer = "{\"access_token\":\"TOKEN\",\"issued_token_type\":"
            + "\"urn:ietf:params:oauth:token-type:access_token\",\"token_type\":\"Bearer\",\"expires_in\":300}";

    volatile int status = 200;
    volatile String type = "application/json";
    volatile CountDownLatch hold = new CountDownLatch(0);
    private final AtomicInteger number = new AtomicInteger();
    private final HttpServer http;

    FakeAuthorizationServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/token");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            form.computeIfAbsent(pair.substring(0, equals), n -> new ArrayList<>())
                    .add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        check(exchange, form);
        asked.add(form);
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String token = "MARK3D-issued-" + number.incrementAndGet();
        if (answer.contains("TOKEN")) {
            live.add(token);
        }
        byte[] bytes = answer.replace("TOKEN", token).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void check(HttpExchange exchange, Map<String, List<String>> form) {
        fault(!exchange.getRequestMethod().equals("POST"), "no POST");
        fault(
                !"application/x-www-form-urlencoded"
                        .equals(exchange.getRequestHeaders().getFirst("Content-Type")),
                "no form");
        fault(!List.of("urn:ietf:params:oauth:grant-type:token-exchange").equals(form.get("grant_type")), "grant type");
        form.forEach((name, values) -> fault(ONCE.contains(name) && values.size() != 1, name + " came twice"));
        form.forEach((name, values) -> fault(values.contains(""), name + " is empty"));
        fault(!form.containsKey("subject_token") || !form.containsKey("subject_token_type"), "no subject");
        boolean inBody = form.containsKey("client_secret");
        String field = exchange.getRequestHeaders().getFirst("Authorization");
        fault(inBody == (field != null), "a client authenticates in one way (RFC 6749, section 2.3)");
        if (field != null) {
            String pair = new String(
                    Base64.getDecoder().decode(field.replaceFirst("^Basic ", "")), StandardCharsets.US_ASCII);
            form.put("basic", List.of(URLDecoder.decode(pair, StandardCharsets.UTF_8)));
        }
        fault(exchange.getRequestHeaders().keySet().stream().anyMatch(n -> n.startsWith("Sallyport")), "our own field");
    }

    private void fault(boolean wrong, String what) {
        if (wrong) {
            faults.add(what);
        }
    }

    /** Whether that Authorization field holds a live token. */
    boolean takes(String field) {
        return field.startsWith("Bearer ") && live.contains(field.substring(7));
    }

    @Override
    public void close() {
        hold.countDown();
        http.stop(0);
    }
}
