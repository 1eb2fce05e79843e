package dev.sallyport.server.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP to one gateway. Thread-safe. */
public final class Client implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Client(URI base) {
        this.base = base;
    }

    public Heard get(String path, String token) {
        return send("GET", path, Optional.of(token), null, Map.of());
    }

    public Heard post(String path, String token, String body) {
        return send("POST", path, Optional.of(token), body, Map.of());
    }

    public Heard send(
            String method, String path, Optional<String> token, @Nullable String body, Map<String, String> headers) {
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        return sendBytes(method, path, token, bytes, headers);
    }

    public Heard sendBytes(
            String method, String path, Optional<String> token, byte @Nullable [] body, Map<String, String> headers) {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).method(method, publisher);
        token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            return Heard.of(answer(request.build()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A kept connection may be closed just as it is used again (RFC 9112 §9.3.1): then nothing was answered, and it is asked anew. */
    private HttpResponse<byte[]> answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("header parser received no bytes")) {
                return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
