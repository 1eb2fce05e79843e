package dev.sallyport.server.keys;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.SigningFailed;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.http.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signs with an Ed25519 key of a transit engine over HTTP, as Vault's and OpenBao's API has it
 * ({@code POST /v1/MOUNT/sign/KEY}). Always with the version that the key's file names: a rotation in the engine alone changes
 * nothing here. Thread-safe.
 */
public final class TransitSigner implements Signer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_ANSWER = 1 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(MAX_ANSWER, 16, 10_000, MAX_ANSWER);
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final Pattern MOUNT = Pattern.compile("[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+){0,7}");
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    private final VerifierKey verifierKey;
    private final RemoteKey.Place.Transit place;

    TransitSigner(VerifierKey verifierKey, RemoteKey.Place.Transit place) {
        this.verifierKey = verifierKey;
        this.place = place;
    }

    /** A key as the engine shows it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(long version, byte[] publicKey) {}

    /** The public half; of the newest version when the place names version 0. */
    static Found find(RemoteKey.Place.Transit place) {
        JsonObject data = ask(place, "keys", null);
        if (!(data.get("type") instanceof JsonString type) || !type.value().equals("ed25519")) {
            throw failed("the key `" + place.key() + "` is not of type ed25519", null);
        }
        long version = place.version();
        if (version == 0 && data.get("latest_version") instanceof JsonNumber latest) {
            version = (long) latest.value();
        }
        if (data.get("keys") instanceof JsonObject versions
                && versions.get(Long.toString(version)) instanceof JsonObject one
                && one.get("public_key") instanceof JsonString key) {
            try {
                return new Found(version, StrictBase64.parse(key.value()));
            } catch (Malformed e) {
                throw failed("the public key of `" + place.key() + "` is not base64", e);
            }
        }
        throw failed("the key `" + place.key() + "` has no version " + version, null);
    }

    @Override
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    @Override
    public byte[] sign(byte[] noteText) {
        JsonObject question = JsonObject.builder()
                .put("input", StrictBase64.of(noteText))
                .put("key_version", place.version())
                .build();
        byte[] signature = signature(ask(place, "sign", question).get("signature"));
        if (!verifierKey.verify(noteText, signature)) {
            throw failed("what the service signed is not of the key " + verifierKey.id(), null);
        }
        return signature;
    }

    /** The bytes of {@code PREFIX:vN:BASE64}. */
    private byte[] signature(@Nullable Json answer) {
        String text = answer instanceof JsonString string ? string.value() : "";
        String[] parts = text.split(":", -1);
        if (parts.length != 3 || !parts[1].equals("v" + place.version())) {
            throw failed("the service answered no signature of version " + place.version(), null);
        }
        try {
            return StrictBase64.parse(parts[2]);
        } catch (Malformed e) {
            throw failed("the service's signature is not base64", e);
        }
    }

    /** Asks and answers the `data` of the reply. */
    private static JsonObject ask(RemoteKey.Place.Transit place, String what, @Nullable JsonObject body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(place, what))
                .timeout(PATIENCE)
                .header("X-Vault-Token", token(place))
                .header("X-Vault-Request", "true");
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JsonText.bytes(body)));
        }
        try {
            HttpResponse<InputStream> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] answer = in.readNBytes(MAX_ANSWER);
                if (response.statusCode() != 200) {
                    throw failed("the service answered " + response.statusCode(), null);
                }
                if (StrictJson.parse(answer, LIMITS) instanceof JsonObject object
                        && object.get("data") instanceof JsonObject data) {
                    return data;
                }
                throw failed("the service's answer has no `data`", null);
            }
        } catch (IOException | MalformedJson e) {
            throw failed("the service at " + place.address() + " gave no answer that can be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the wait for the service was interrupted", e);
        }
    }

    private static URI address(RemoteKey.Place.Transit place, String what) {
        URI base = place.address();
        boolean safe = "https".equals(base.getScheme())
                || ("http".equals(base.getScheme()) && LOOPBACK.contains(String.valueOf(base.getHost())));
        if (!safe
                || !MOUNT.matcher(place.mount()).matches()
                || !SEGMENT.matcher(place.key()).matches()) {
            throw failed(
                    "`" + base + "`, mount `" + place.mount() + "`, key `" + place.key()
                            + "` can't be asked: use https (http on loopback only) and plain names",
                    null);
        }
        String root = base.toString().replaceAll("/+$", "");
        return URI.create(root + "/v1/" + place.mount() + "/" + what + "/" + place.key());
    }

    private static String token(RemoteKey.Place.Transit place) {
        return RemoteKey.secret(place.tokenFile())
                .filter(token -> token.chars().allMatch(c -> c > ' ' && c < 0x7f))
                .orElseThrow(() -> failed("`" + place.tokenFile() + "` does not hold a token on its first line", null));
    }

    private static SigningFailed failed(String what, @Nullable Throwable cause) {
        return cause == null
                ? new SigningFailed("key_unusable", "transit: " + what)
                : new SigningFailed("key_unusable", "transit: " + what, cause);
    }
}
