package dev.sallyport.server.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A provider on loopback: discovery, keys, authorization, tokens. It refuses what RFC 6749, RFC 7636 and OpenID Connect Core do not allow and says
 * what was wrong; the person it lets in, and how its own answers are wrong, are the test's choice.
 */
public final class FakeProvider implements AutoCloseable {
    /** What it can do wrong. */
    public enum Mischief {
        NONE,
        OTHER_NONCE,
        NO_NONCE,
        OTHER_AUDIENCE,
        SECOND_AUDIENCE,
        OTHER_PARTY,
        ALGORITHM_NONE,
        HMAC_WITH_PUBLIC_KEY,
        OTHER_ALGORITHM,
        EXPIRED,
        NO_EXPIRY,
        LONG_AGO,
        FOR_LATER,
        OTHER_ISSUER,
        OTHER_KEY,
        UNKNOWN_KEY,
        TAMPERED,
        CLAIM_TWICE,
        CRITICAL,
        ACCESS_TOKEN_TYPE,
        NOBODY,
        NO_TOKEN,
        OTHER_STATE,
        OTHER_ISSUER_IN_ANSWER,
        NO_ISSUER_IN_ANSWER
    }

    public static final String CLIENT = "sallyport";
    public static final String SECRET = "a secret: with/odd+characters";

    private static final KeyPair KEY = pair();
    private static final KeyPair ANOTHER = pair();

    /** What was wrong with requests. */
    public final List<String> faults = new CopyOnWriteArrayList<>();

    /** Who comes, and what the provider says of that person, as members of a JSON object each after a comma. */
    public volatile String subject = "sub-1";

    public volatile String claims = ",\"preferred_username\":\"ann\",\"groups\":[\"soc\"]";
    public volatile Mischief mischief = Mischief.NONE;

    private final LongSupplier clock;
    private final String back;
    private final HttpServer http;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    /**
     * One that knows one client.
     *
     * @param back the client's one address for answers
     * @param clock milliseconds since the epoch
     */
    public FakeProvider(String back, LongSupplier clock) throws IOException {
        this.back = back;
        this.clock = clock;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/realm/.well-known/openid-configuration", x -> answer(x, 200, discovery()));
        http.createContext("/realm/keys", x -> answer(x, 200, keys()));
        http.createContext("/realm/authorize", this::authorize);
        http.createContext("/realm/token", this::token);
        http.start();
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its name. */
    public String issuer() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/realm";
    }

    /** What a gateway's configuration says of it, below {@code console}. */
    public String settings(String secretFile, String more) {
        return "oidc: {issuer: \"%s\", client_id: %s, client_secret_file: \"%s\"%s}"
                .formatted(issuer(), CLIENT, secretFile, more);
    }

    private String discovery() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                "jwks_uri":"%1$s/keys","code_challenge_methods_supported":["plain","S256"],
                "response_types_supported":["code"],"authorization_response_iss_parameter_supported":true}""".formatted(issuer());
    }

    private static String keys() {
        RSAPublicKey key = (RSAPublicKey) KEY.getPublic();
        return """
                {"keys":[{"kty":"oct","k":"AAAA","kid":"k1"},
                {"kty":"RSA","use":"enc","kid":"k1","n":"AQAB","e":"AQAB"},
                {"kty":"RSA","use":"sig","kid":"k1","n":"%s","e":"%s"}]}""".formatted(
                        base64(key.getModulus().toByteArray()),
                        base64(key.getPublicExponent().toByteArray()));
    }

    /** What a browser is answered that was sent there: where it goes next. */
    public URI visited(URI address) {
        Map<String, String> query = form(address.getRawQuery());
        must("code".equals(query.get("response_type")), "response_type");
        must(CLIENT.equals(query.get("client_id")), "client_id");
        must(back.equals(query.get("redirect_uri")), "redirect_uri");
        must("S256".equals(query.get("code_challenge_method")), "code_challenge_method");
        must(query.getOrDefault("code_challenge", "").length() == 43, "code_challenge");
        must(query.getOrDefault("state", "").length() >= 43, "state");
        must(query.getOrDefault("nonce", "").length() >= 43, "nonce");
        must(List.of(query.getOrDefault("scope", "").split(" ")).contains("openid"), "scope");
        String code = "code-" + number.incrementAndGet();
        codes.put(code, query);
        String state = mischief == Mischief.OTHER_STATE ? "x".repeat(43) : query.getOrDefault("state", "");
        String issuer = mischief == Mischief.OTHER_ISSUER_IN_ANSWER ? issuer() + "2" : issuer();
        String more = mischief == Mischief.NO_ISSUER_IN_ANSWER ? "" : "&iss=" + encoded(issuer);
        return URI.create(back + "?code=" + code + "&state=" + encoded(state) + more);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .add("Location", visited(exchange.getRequestURI()).toString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        String basic = "Basic "
                + Base64.getEncoder().encodeToString((CLIENT + ":" + encoded(SECRET)).getBytes(StandardCharsets.UTF_8));
        must(basic.equals(exchange.getRequestHeaders().getFirst("Authorization")), "client authentication");
        must("authorization_code".equals(form.get("grant_type")), "grant_type");
        must(back.equals(form.get("redirect_uri")), "redirect_uri at the token endpoint");
        if (asked == null || !challenge(form.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String token = mischief == Mischief.NO_TOKEN
                ? ""
                : ",\"id_token\":\"" + idToken(asked.getOrDefault("nonce", "")) + "\"";
        answer(exchange, 200, "{\"access_token\":\"unused\",\"token_type\":\"Bearer\"" + token + "}");
    }

    private String idToken(String nonce) {
        long now = clock.getAsLong() / 1000;
        String header = switch (mischief) {
            case ALGORITHM_NONE -> "{\"alg\":\"none\",\"kid\":\"k1\"}";
            case HMAC_WITH_PUBLIC_KEY -> "{\"alg\":\"HS256\",\"kid\":\"k1\"}";
            case OTHER_ALGORITHM -> "{\"alg\":\"PS256\",\"kid\":\"k1\"}";
            case UNKNOWN_KEY -> "{\"alg\":\"RS256\",\"kid\":\"k2\"}";
            case CRITICAL -> "{\"alg\":\"RS256\",\"kid\":\"k1\",\"crit\":[\"b64\"]}";
            case ACCESS_TOKEN_TYPE -> "{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":\"at+jwt\"}";
            default -> "{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":\"JWT\"}";
        };
        String audience = switch (mischief) {
            case OTHER_AUDIENCE -> "\"another\"";
            case SECOND_AUDIENCE -> "[\"" + CLIENT + "\",\"another\"]";
            default -> "\"" + CLIENT + "\"";
        };
        long issued = mischief == Mischief.LONG_AGO ? now - 3_600 : now;
        String body = "{\"iss\":\"" + issuer() + (mischief == Mischief.OTHER_ISSUER ? "2" : "") + "\",\"aud\":"
                + audience + ",\"iat\":" + issued
                + (mischief == Mischief.NO_EXPIRY
                        ? ""
                        : ",\"exp\":" + (mischief == Mischief.EXPIRED ? now - 120 : now + 300))
                + (mischief == Mischief.FOR_LATER ? ",\"nbf\":" + (now + 600) : "")
                + (mischief == Mischief.OTHER_PARTY ? ",\"azp\":\"another\"" : "")
                + (mischief == Mischief.NO_NONCE
                        ? ""
                        : ",\"nonce\":\"" + (mischief == Mischief.OTHER_NONCE ? "x".repeat(43) : nonce) + "\"")
                + (mischief == Mischief.NOBODY ? "" : ",\"sub\":\"" + subject + "\"")
                + (mischief == Mischief.CLAIM_TWICE ? ",\"sub\":\"root\"" : "")
                + claims + "}";
        String signed =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(body.getBytes(StandardCharsets.UTF_8));
        String signature = base64(signature(signed));
        return mischief == Mischief.TAMPERED
                ? base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                        + base64(body.replace("sub-", "sub_").getBytes(StandardCharsets.UTF_8)) + "." + signature
                : signed + "." + signature;
    }

    private byte[] signature(String signed) {
        byte[] bytes = signed.getBytes(StandardCharsets.US_ASCII);
        try {
            if (mischief == Mischief.HMAC_WITH_PUBLIC_KEY) {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(KEY.getPublic().getEncoded(), "HmacSHA256"));
                return mac.doFinal(bytes);
            }
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign((mischief == Mischief.OTHER_KEY ? ANOTHER : KEY).getPrivate());
            signer.update(bytes);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void must(boolean holds, String what) {
        if (!holds) {
            faults.add(what);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            fields.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
