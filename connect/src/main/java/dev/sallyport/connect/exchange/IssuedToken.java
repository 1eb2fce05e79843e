package dev.sallyport.connect.exchange;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token that an authorization server issued, read strictly (RFC 8693, section 2.2.1).
 *
 * @param value of the alphabet of bearer tokens (RFC 6750, section 2.1)
 * @param lifeSeconds how long it lives; empty if the server does not say
 */
record IssuedToken(String value, OptionalLong lifeSeconds) {
    /** Longest answer of a token endpoint, in bytes. */
    static final int MAX_ANSWER = 64 * 1024;

    /** Longest token, in characters. */
    static final int MAX_TOKEN = 8192;

    private static final int MIN_TOKEN = 8;
    private static final JsonLimits LIMITS = new JsonLimits(MAX_ANSWER, 8, 1_000, MAX_ANSWER);
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    private static final Set<String> KNOWN_ERRORS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "invalid_target");

    @Override
    public String toString() {
        return "IssuedToken[...]";
    }

    /**
     * Reads an answer.
     *
     * @throws ExchangeRefused if it is none, or one of a token that was not asked for
     */
    static IssuedToken read(int status, String type, byte[] answer, ExchangePlan plan) throws ExchangeRefused {
        if (!type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json")) {
            throw new ExchangeRefused("the token endpoint answered " + status + " and no JSON");
        }
        JsonObject body = object(answer, status);
        if (status != 200) {
            throw new ExchangeRefused("the token endpoint refused" + error(body.get("error")));
        }
        if (!text(body, "issued_token_type").equals(plan.requestedType())) {
            throw new ExchangeRefused("the token endpoint issued another type of token than was asked for");
        }
        if (!text(body, "token_type").equalsIgnoreCase("Bearer")) {
            throw new ExchangeRefused("the token endpoint issued a token that is no bearer token");
        }
        if (body.get("scope") != null && !plan.scopes().isEmpty()) {
            narrower(text(body, "scope"), plan.scopes());
        }
        String value = text(body, "access_token");
        if (value.length() < MIN_TOKEN
                || value.length() > MAX_TOKEN
                || !BEARER.matcher(value).matches()) {
            throw new ExchangeRefused("the token endpoint issued what no Authorization field can carry");
        }
        return new IssuedToken(value, life(body.get("expires_in")));
    }

    private static JsonObject object(byte[] answer, int status) throws ExchangeRefused {
        try {
            if (StrictJson.parse(answer, LIMITS) instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJson e) {
            // said below; where the fault is would repeat something of it
        }
        throw new ExchangeRefused("the token endpoint answered " + status + " and no JSON object that has one reading");
    }

    private static String error(@Nullable Json code) {
        return code instanceof JsonString text && KNOWN_ERRORS.contains(text.value()) ? " (" + text.value() + ")" : "";
    }

    private static String text(JsonObject body, String member) throws ExchangeRefused {
        if (body.get(member) instanceof JsonString text) {
            return text.value();
        }
        throw new ExchangeRefused("the token endpoint's answer has no text `" + member + "`");
    }

    private static void narrower(String given, List<String> asked) throws ExchangeRefused {
        if (!Set.copyOf(asked).containsAll(List.of(given.strip().split(" +")))) {
            throw new ExchangeRefused("the token endpoint issued a token for more than was asked for");
        }
    }

    private static OptionalLong life(@Nullable Json expiresIn) throws ExchangeRefused {
        if (expiresIn == null) {
            return OptionalLong.empty();
        }
        if (expiresIn instanceof JsonNumber number
                && number.value() >= 1
                && number.value() == Math.rint(number.value())
                && number.value() <= Integer.MAX_VALUE) {
            return OptionalLong.of((long) number.value());
        }
        throw new ExchangeRefused("the token endpoint's `expires_in` is no number of seconds from 1 on");
    }
}
