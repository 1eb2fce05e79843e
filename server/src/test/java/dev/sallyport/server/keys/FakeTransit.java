package dev.sallyport.server.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.note.Ed25519Key;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** A transit engine on loopback that answers as Vault does, with Ed25519 keys in memory. */
public final class FakeTransit implements AutoCloseable {
    public static final String TOKEN = "s.test-token";
    public static final String KEY = "checkpoint";

    private final HttpServer server;
    private final List<Ed25519Key> versions = new ArrayList<>();
    public volatile String type = "ed25519";
    public volatile int status = 200;
    public volatile boolean signsAnother;

    public FakeTransit() throws IOException {
        rotate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/transit/", this::answer);
        server.start();
    }

    /** A new version of the key, as {@code vault write -f transit/keys/checkpoint/rotate} makes one. */
    public void rotate() {
        versions.add(Ed25519Key.generate("fake", new SecureRandom()));
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
        String path = exchange.getRequestURI().getPath();
        if (!TOKEN.equals(token)) {
            send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
        } else if (status != 200) {
            send(exchange, status, "{\"errors\":[\"Vault is sealed\"]}");
        } else if (path.equals("/v1/transit/keys/" + KEY)) {
            send(exchange, 200, "{\"lease_duration\":0,\"auth\":null,\"data\":" + keys() + "}");
        } else if (path.equals("/v1/transit/sign/" + KEY)) {
            send(exchange, 200, "{\"data\":{\"signature\":\"" + signature(exchange) + "\"}}");
        } else {
            send(exchange, 404, "{\"errors\":[]}");
        }
    }

    private String keys() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < versions.size(); i++) {
            String material = versions.get(i).verifierKey().keyMaterial();
            out.append(i == 0 ? "" : ",")
                    .append("\"" + (i + 1) + "\":{\"name\":\"ed25519\",\"public_key\":\"" + material + "\"}");
        }
        return "{\"type\":\"" + type + "\",\"latest_version\":" + versions.size() + ",\"keys\":{" + out + "}}";
    }

    private String signature(HttpExchange exchange) throws IOException {
        JsonObject body =
                (JsonObject) StrictJson.parse(exchange.getRequestBody().readAllBytes());
        byte[] input = StrictBase64.parse(((JsonString) requireNonNull(body.get("input"))).value());
        int version = (int) ((JsonNumber) requireNonNull(body.get("key_version"))).value();
        if (signsAnother) {
            input = "another text".getBytes(UTF_8);
        }
        return "vault:v" + version + ":"
                + StrictBase64.of(versions.get(version - 1).sign(input));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
