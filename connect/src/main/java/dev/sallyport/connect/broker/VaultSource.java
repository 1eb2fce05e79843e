package dev.sallyport.connect.broker;

import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * One field of a secret in a key-value engine, version 2, as Vault and OpenBao have it ({@code GET /v1/MOUNT/data/PATH}). TLS, except on
 * loopback; no redirects.
 *
 * @param token opens it; read anew for each question
 */
public record VaultSource(URI address, String mount, String path, String field, SecretSource token)
        implements SecretSource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_ANSWER = 1 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(MAX_ANSWER, 16, 10_000, MAX_ANSWER);
    private static final Pattern SEGMENTS =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,15}");
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    public VaultSource {
        if (!ServiceAddress.isSafe(address)) {
            throw new IllegalArgumentException("takes an https:// address (http:// on loopback alone)");
        }
        if (!SEGMENTS.matcher(mount).matches() || !SEGMENTS.matcher(path).matches()) {
            throw new IllegalArgumentException("takes plain names between slashes as mount and path");
        }
    }

    @Override
    public Secret read() throws SecretUnavailable {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address.toString().replaceAll("/+$", "") + "/v1/" + mount + "/data/" + path))
                .timeout(PATIENCE)
                .header("X-Vault-Token", token.read().reveal())
                .header("X-Vault-Request", "true")
                .build();
        try {
            HttpResponse<InputStream> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return field(response.statusCode(), in.readNBytes(MAX_ANSWER));
            }
        } catch (IOException | MalformedJson e) {
            throw new SecretUnavailable("its vault gave no answer that can be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretUnavailable("the wait for its vault was interrupted");
        }
    }

    private Secret field(int status, byte[] answer) throws SecretUnavailable {
        if (status != 200) {
            throw new SecretUnavailable("its vault answered " + status);
        }
        if (StrictJson.parse(answer, LIMITS) instanceof JsonObject whole
                && whole.get("data") instanceof JsonObject versioned
                && versioned.get("data") instanceof JsonObject fields
                && fields.get(field) instanceof JsonString value) {
            return Secret.of(value.value());
        }
        throw new SecretUnavailable("its vault knows no such field");
    }

    @Override
    public String kind() {
        return "vault";
    }
}
