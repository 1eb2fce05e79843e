package dev.sallyport.server.oidc;

import dev.sallyport.gate.Gate;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.OidcPlan;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way of a sign-in by a provider's word: authorization code with PKCE (RFC 7636), bound to the browser that began by a cookie, to this
 * provider by its name in the answer (RFC 9207), and to this one attempt by state and nonce. Each attempt is used up by its first answer.
 * Thread-safe.
 */
public final class OidcSignIn {
    private static final int BYTES = 32;
    private static final int MOST = 20_000;
    private static final long LIFE_MILLIS = 10 * 60 * 1000L;
    private static final int LONGEST_CODE = 2_048;

    private final OidcPlan plan;
    private final URI back;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Provider provider;
    private final NamedPeople people;
    // Guarded by itself, by hash of the browser's cookie, in the order of their beginnings.
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();

    private record Attempt(String state, String nonce, String verifier, String next, long untilMillis) {}

    /**
     * An attempt that began.
     *
     * @param cookie what the browser has to come back with
     * @param address where it is sent
     */
    public record Begun(String cookie, URI address) {}

    /**
     * What the browser came back with; empty texts where something lacks.
     *
     * @param issuer who says it answers
     * @param error the provider's, if it refused
     */
    public record Answer(String cookie, String state, String code, String issuer, String error) {}

    /** Somebody who may be let in, and the page that was wanted. */
    public record Named(Approver person, String next) {}

    /**
     * By that provider.
     *
     * @param back where the provider sends browsers
     */
    public OidcSignIn(
            OidcPlan plan, URI back, Gate gate, Supplier<Registry> registry, InstantSource clock, SecureRandom random) {
        this.plan = plan;
        this.back = back;
        this.clock = clock;
        this.random = random;
        this.provider = new Provider(plan, clock);
        this.people = new NamedPeople(plan, gate, registry, clock);
    }

    /** What the configuration says of the provider. */
    public OidcPlan plan() {
        return plan;
    }

    /**
     * Begins.
     *
     * @param next the page that is wanted, a path within the console
     * @throws SignInRefused if the provider can't be asked
     */
    public Begun begin(String next) {
        Provider.Endpoints endpoints = provider.endpoints();
        Attempt attempt = new Attempt(text(), text(), text(), next, clock.millis() + LIFE_MILLIS);
        String cookie = text();
        synchronized (attempts) {
            attempts.values().removeIf(old -> old.untilMillis() <= clock.millis());
            if (attempts.size() >= MOST) {
                attempts.remove(attempts.keySet().iterator().next());
            }
            attempts.put(Credentials.hash(cookie), attempt);
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", plan.clientId());
        query.put("redirect_uri", back.toString());
        query.put("scope", scope());
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", challenge(attempt.verifier()));
        query.put("code_challenge_method", "S256");
        String to = endpoints.authorization().toString();
        return new Begun(cookie, URI.create(to + (to.contains("?") ? "&" : "?") + Provider.encoded(query)));
    }

    private String scope() {
        return "openid " + String.join(" ", plan.claims().scopes());
    }

    private String text() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }

    /**
     * Ends an attempt.
     *
     * @throws SignInRefused unless everything holds
     */
    public Named end(Answer answer) {
        Attempt attempt = taken(answer.cookie())
                .orElseThrow(() -> refused("state_unknown", "this sign-in began in another browser or too long ago"));
        if (!same(attempt.state(), answer.state())) {
            throw refused("state_differs", "this is the answer to another sign-in");
        }
        boolean named = answer.issuer().equals(plan.issuer().toString());
        if (!named && (!answer.issuer().isEmpty() || provider.endpoints().confirmsIssuer())) {
            throw refused("issuer_differs", "another provider answered than was asked");
        }
        if (!answer.error().isEmpty()
                || answer.code().isEmpty()
                || answer.code().length() > LONGEST_CODE) {
            throw refused("provider_refused", "the provider did not let you in");
        }
        String token = provider.token(answer.code(), attempt.verifier(), back);
        IdToken verified =
                IdToken.verified(token, new IdToken.Expected(plan, attempt.nonce(), clock.millis()), provider::keys);
        return new Named(people.of(verified), attempt.next());
    }

    private Optional<Attempt> taken(String cookie) {
        if (cookie.isEmpty()) {
            return Optional.empty();
        }
        synchronized (attempts) {
            return Optional.ofNullable(attempts.remove(Credentials.hash(cookie)))
                    .filter(attempt -> clock.millis() < attempt.untilMillis());
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static SignInRefused refused(String code, String why) {
        return new SignInRefused(code, why);
    }
}
