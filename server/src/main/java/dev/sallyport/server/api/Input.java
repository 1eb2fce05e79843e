package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Refusal;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Turns a body into values, in one place and with the limits of strangers' JSON. */
final class Input {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final JsonLimits limits;

    /** Input under those limits. */
    Input(JsonLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads the body as an object and makes a value of it.
     *
     * @throws Problem 400 {@code malformed_json} with the byte offset, 400 {@code wrong_form}, 413, 415
     */
    <T> T read(Exchange exchange, Function<Fields, T> form) {
        byte[] body = exchange.body();
        try {
            return form.apply(Fields.of("the body", StrictJson.parse(body, limits)));
        } catch (MalformedJson e) {
            throw malformed(e);
        } catch (FormBroken e) {
            throw wrong(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads the body as a document of its own format, up to a limit of its own.
     *
     * @throws Problem as {@link #read} does
     */
    static <T> T document(Exchange exchange, int limit, Function<byte[], T> format) {
        byte[] body = exchange.body(limit);
        try {
            return format.apply(body);
        } catch (MalformedJson e) {
            throw malformed(e);
        } catch (FormBroken | IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes a value of an object that did not come as a body.
     *
     * @throws Problem 400 {@code wrong_form}
     */
    static <T> T form(JsonObject object, Function<Fields, T> form) {
        try {
            return form.apply(Fields.of("the form", object));
        } catch (FormBroken | IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #read}, where a request without a body counts as an empty object. */
    <T> T readOrEmpty(Exchange exchange, Function<Fields, T> form) {
        if (exchange.hasBody()) {
            return read(exchange, form);
        }
        return form.apply(Fields.of("the body", JsonObject.of()));
    }

    /** A hash that the caller computed. */
    static Optional<String> hash(Fields body, String member) {
        return body.optionalText(member).map(text -> {
            if (!HASH.matcher(text).matches()) {
                throw wrong(member + " takes 64 lower-case hexadecimal digits");
            }
            return text;
        });
    }

    /** A value named in the path, or the 404 that unknown and impossible names share. */
    static <T> T named(String text, Function<String, T> make, String what) {
        try {
            return make.apply(text);
        } catch (IllegalArgumentException e) {
            throw missing(what);
        }
    }

    /** What is there, or the 404 that unknown and foreign ids share. */
    static <T> T found(Optional<T> thing, String what) {
        return thing.orElseThrow(() -> missing(what));
    }

    static Problem missing(String what) {
        return new Problem(404, "no_such_" + what.replace(' ', '_'), "no such " + what);
    }

    static Problem wrong(String why) {
        return new Problem(400, "wrong_form", why);
    }

    private static Problem malformed(MalformedJson e) {
        if (e.offset() == MalformedJson.NOWHERE) {
            JsonObject fault = JsonObject.builder().put("fault", e.code()).build();
            return new Problem(400, "wrong_form", String.valueOf(e.getMessage()), fault);
        }
        int status = e.refusal() == Refusal.TOO_LARGE ? 413 : 400;
        return new Problem(
                status,
                status == 413 ? "body_too_large" : "malformed_json",
                String.valueOf(e.getMessage()),
                JsonObject.builder()
                        .put("fault", e.code())
                        .put("offset", e.offset())
                        .build());
    }

    /** Reads nested JSON of a member as an object. */
    static JsonObject object(Json value, String what) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw wrong(what + " is not an object");
    }
}
