package dev.sallyport.server.oidc;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.config.OidcPlan;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a provider says of a person, after everything held that has to (OpenID Connect Core 1.0 section 3.1.3.7; RFC 8725). The algorithm is
 * the configuration's choice and never the token's: a token may name one of the pinned ones, and the key has to be of its kind.
 *
 * @param claims as they were signed
 */
record IdToken(JsonObject claims) {
    private static final int LONGEST = 32 * 1024;
    private static final JsonLimits LIMITS = new JsonLimits(LONGEST, 8, 2_000, LONGEST);
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");
    private static final long SKEW_SECONDS = 60;
    private static final long OLDEST_SECONDS = 10 * 60;
    private static final int LONGEST_SUBJECT = 255;

    /**
     * What a token is held against.
     *
     * @param nonce what this sign-in asked the provider to repeat
     */
    record Expected(OidcPlan plan, String nonce, long nowMillis) {}

    /**
     * Reads and verifies.
     *
     * @param keys the provider's keys that a token with that {@code kid} may be signed with
     * @throws SignInRefused with a code that says what did not hold
     */
    static IdToken verified(String token, Expected expected, Function<Optional<String>, List<WebKey>> keys) {
        var parts = FORM.matcher(token);
        if (token.length() > LONGEST || !parts.matches()) {
            throw refused("token_form", "the token has not the form of a signed one");
        }
        JsonObject header = object(parts.group(1));
        String algorithm = text(header, "alg").orElse("");
        if (!expected.plan().algorithms().contains(algorithm) || !OidcPlan.KNOWN.contains(algorithm)) {
            throw refused("token_algorithm", "the token is signed with what `algorithms` does not name, or not at all");
        }
        if (header.get("crit") != null
                || text(header, "typ").filter(t -> !isJwt(t)).isPresent()) {
            throw refused("token_form", "the token is of another type, or takes what is not known here");
        }
        byte[] signed = (parts.group(1) + "." + parts.group(2)).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = decoded(parts.group(3));
        List<WebKey> fit = keys.apply(text(header, "kid")).stream()
                .filter(key -> key.isFor(algorithm))
                .toList();
        if (fit.stream().noneMatch(key -> key.verifies(algorithm, signed, signature))) {
            throw refused("token_signature", "no key of the provider made the token's signature");
        }
        IdToken verified = new IdToken(object(parts.group(2)));
        verified.check(expected);
        return verified;
    }

    private static boolean isJwt(String type) {
        return type.equalsIgnoreCase("JWT");
    }

    private void check(Expected expected) {
        OidcPlan plan = expected.plan();
        long now = expected.nowMillis() / 1000;
        if (!text(claims, "iss").equals(Optional.of(plan.issuer().toString()))) {
            throw refused("token_issuer", "the token is another issuer's");
        }
        Set<String> audience = texts(claims.get("aud"));
        Optional<String> party = text(claims, "azp");
        if (!audience.contains(plan.clientId())
                || (audience.size() > 1 && party.isEmpty())
                || party.filter(p -> !p.equals(plan.clientId())).isPresent()) {
            throw refused("token_audience", "the token is for another client");
        }
        if (seconds("exp") <= now - SKEW_SECONDS) {
            throw refused("token_expired", "the token's time is over");
        }
        long issued = seconds("iat");
        if (issued > now + SKEW_SECONDS || issued < now - OLDEST_SECONDS) {
            throw refused("token_time", "the token was not issued just now; are both clocks right?");
        }
        if (claims.get("nbf") != null && seconds("nbf") > now + SKEW_SECONDS) {
            throw refused("token_time", "the token is for later; are both clocks right?");
        }
        if (!text(claims, "nonce").equals(Optional.of(expected.nonce()))) {
            throw refused("token_nonce", "the token is not the answer to this sign-in");
        }
        if (subject().isEmpty() || subject().length() > LONGEST_SUBJECT) {
            throw refused("token_subject", "the token names nobody");
        }
    }

    /** The provider's lasting name for the person; never used again for another one (section 5.7). */
    String subject() {
        return text(claims, "sub").orElse("");
    }

    /** A claim that is a text. */
    Optional<String> text(String claim) {
        return text(claims, claim);
    }

    /** A claim that is a list of texts, or one text. */
    Set<String> texts(String claim) {
        return texts(claims.get(claim));
    }

    /** Whether a claim is there and true. */
    boolean isTrue(String claim) {
        return claims.get(claim) instanceof JsonBoolean truth && truth.value();
    }

    private long seconds(String claim) {
        if (claims.get(claim) instanceof JsonNumber number && number.value() >= 0 && !number.isBeyondSafeInteger()) {
            return (long) number.value();
        }
        throw refused("token_time", "the token lacks `" + claim + "`");
    }

    private static Set<String> texts(@org.jspecify.annotations.Nullable Json value) {
        Set<String> out = new LinkedHashSet<>();
        if (value instanceof JsonString one) {
            out.add(one.value());
        } else if (value instanceof JsonArray many) {
            many.items().forEach(item -> out.addAll(item instanceof JsonString text ? Set.of(text.value()) : Set.of()));
        }
        return out;
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    private static JsonObject object(String part) {
        try {
            if (StrictJson.parse(decoded(part), LIMITS) instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJson e) {
            // answered below, like a value of another kind
        }
        throw refused("token_form", "a part of the token is no JSON object that can be read one way only");
    }

    private static byte[] decoded(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw refused("token_form", "a part of the token is not base64url");
        }
    }

    private static SignInRefused refused(String code, String why) {
        return new SignInRefused(code, why);
    }
}
