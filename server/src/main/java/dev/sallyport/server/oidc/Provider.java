package dev.sallyport.server.oidc;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.config.OidcPlan;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * What a provider is asked: what it says of itself (OpenID Connect Discovery 1.0), its keys, and a token for a code. Answers are read up to a
 * length and a time, redirections are not followed, and every address it names has to be as well guarded as its own. Thread-safe.
 */
final class Provider {
    private static final int MOST_BYTES = 256 * 1024;
    private static final JsonLimits LIMITS = new JsonLimits(MOST_BYTES, 16, 10_000, MOST_BYTES);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final long ANSWER_MILLIS = 10_000;
    private static final long KEPT_MILLIS = 10 * 60 * 1000L;
    private static final long AGAIN_MILLIS = 30 * 1000L;
    private static final long REST_MILLIS = 5 * 1000L;
    private static final int OK = 200;

    private final OidcPlan plan;
    private final InstantSource clock;
    private final HttpClient http;
    /** Held while the provider is asked what it says of itself, so that many who come ask once. */
    private final ReentrantLock asking = new ReentrantLock();
    // Guarded by asking.
    private Optional<Known> known = Optional.empty();
    private long failedMillis = Long.MIN_VALUE / 2;

    /** @param confirmsIssuer whether it says in each answer that it is its own (RFC 9207) */
    record Endpoints(URI authorization, URI token, URI keys, boolean confirmsIssuer) {}

    private record Known(Endpoints endpoints, List<WebKey> keys, long atMillis) {}

    Provider(OidcPlan plan, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Where it is asked. */
    Endpoints endpoints() {
        return known(Long.MAX_VALUE).endpoints();
    }

    /** The keys a token with that {@code kid} may be signed with; asked for again if none has it. */
    List<WebKey> keys(Optional<String> kid) {
        List<WebKey> found = named(known(Long.MAX_VALUE).keys(), kid);
        return found.isEmpty() ? named(known(AGAIN_MILLIS).keys(), kid) : found;
    }

    /** Without a name only a provider's one key can be meant (OpenID Connect Core 1.0 section 10.1). */
    private static List<WebKey> named(List<WebKey> keys, Optional<String> kid) {
        if (kid.isEmpty()) {
            return keys.size() == 1 ? keys : List.of();
        }
        return keys.stream().filter(key -> key.id().equals(kid.get())).toList();
    }

    private Known known(long noOlderMillis) {
        asking.lock();
        try {
            long now = clock.millis();
            long age = Math.min(KEPT_MILLIS, noOlderMillis);
            if (known.filter(k -> now - k.atMillis() < age && now >= k.atMillis())
                    .isEmpty()) {
                known = Optional.of(discovered(now));
            }
            return known.orElseThrow();
        } finally {
            asking.unlock();
        }
    }

    /** Asks anew; one that does not answer is left alone for a while, so that those who come do not wait for it one after the other. */
    private Known discovered(long now) {
        if (now >= failedMillis && now - failedMillis < REST_MILLIS) {
            throw unusable("it did not answer a moment ago");
        }
        try {
            Endpoints endpoints = discovered();
            return new Known(endpoints, keySet(endpoints.keys()), now);
        } catch (SignInRefused e) {
            failedMillis = clock.millis();
            throw e;
        }
    }

    private Endpoints discovered() {
        String issuer = plan.issuer().toString();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        JsonObject said = asked(HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration"))
                .GET()
                .build());
        if (!(said.get("issuer") instanceof JsonString named) || !named.value().equals(issuer)) {
            throw unusable("it calls itself by another name than `issuer` says");
        }
        if (said.get("code_challenge_methods_supported") instanceof JsonArray methods
                && !methods.items().contains(new JsonString("S256"))) {
            throw unusable("it does not do PKCE with S256");
        }
        return new Endpoints(
                address(said, "authorization_endpoint"),
                address(said, "token_endpoint"),
                address(said, "jwks_uri"),
                said.get("authorization_response_iss_parameter_supported") instanceof JsonBoolean yes && yes.value());
    }

    private URI address(JsonObject said, String member) {
        try {
            URI address = new URI(said.get(member) instanceof JsonString text ? text.value() : "");
            boolean guarded = "https".equals(address.getScheme())
                    || ("http".equals(plan.issuer().getScheme())
                            && "http".equals(address.getScheme())
                            && plan.issuer().getHost().equals(address.getHost()));
            if (guarded && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // answered below, like an address of another kind
        }
        throw unusable("its " + member + " is no address that can be trusted");
    }

    private List<WebKey> keySet(URI address) {
        JsonObject said = asked(HttpRequest.newBuilder(address).GET().build());
        List<WebKey> keys = new ArrayList<>();
        if (said.get("keys") instanceof JsonArray all) {
            for (Json one : all.items()) {
                if (one instanceof JsonObject jwk) {
                    WebKey.of(jwk).ifPresent(keys::add);
                }
            }
        }
        return List.copyOf(keys);
    }

    /** The token for a code, which PKCE binds to whoever began. */
    String token(String code, String verifier, URI back) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back.toString());
        form.put("code_verifier", verifier);
        form.put("client_id", plan.clientId());
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoints().token())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        secret().ifPresent(secret -> request.header("Authorization", "Basic " + basic(secret)));
        JsonObject answer = asked(request.build());
        if (answer.get("id_token") instanceof JsonString token) {
            return token.value();
        }
        throw unusable("it gave no token for the code");
    }

    private Optional<String> secret() {
        return plan.secretFile().map(file -> {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new SignInRefused("client_secret", "the file of the client's secret can't be read");
            }
        });
    }

    /** RFC 6749 section 2.3.1: both parts are encoded as in a form first. */
    private String basic(String secret) {
        String both = encoded(plan.clientId()) + ":" + encoded(secret);
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonObject asked(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> heard = answer.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            if (heard.statusCode() == OK && StrictJson.parse(heard.body(), LIMITS) instanceof JsonObject object) {
                return object;
            }
            throw unusable("it answered with status " + heard.statusCode());
        } catch (MalformedJson e) {
            throw unusable("its answer is not JSON that can be read one way only");
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            throw unusable("it does not answer, or with too much");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unusable("the gateway stops");
        }
    }

    private static SignInRefused unusable(String why) {
        return new SignInRefused("provider_unusable", "the provider can't be asked: " + why);
    }
}
