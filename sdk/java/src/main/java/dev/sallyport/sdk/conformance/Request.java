package dev.sallyport.sdk.conformance;

import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.encoding.Decimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The members of one request.
 *
 * @param json as it was read
 */
record Request(JsonObject json) {
    /** What the answer repeats; 0 where the request names nothing that could be. */
    int id() {
        return json.get("id") instanceof JsonNumber number ? (int) number.value() : 0;
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException("request without `" + name + "`"));
    }

    Optional<String> optional(String name) {
        return json.get(name) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    int number(String name) {
        if (json.get(name) instanceof JsonNumber number) {
            return (int) number.value();
        }
        throw new IllegalArgumentException("request without `" + name + "`");
    }

    boolean flag(String name) {
        if (json.get(name) instanceof JsonBoolean flag) {
            return flag.value();
        }
        throw new IllegalArgumentException("request without `" + name + "`");
    }

    byte[] bytes(String name) {
        return HexFormat.of().parseHex(text(name));
    }

    List<String> texts(String name) {
        if (json.get(name) instanceof JsonArray array) {
            return array.items().stream().map(Request::text).toList();
        }
        throw new IllegalArgumentException("request without `" + name + "`");
    }

    List<byte[]> hashes(String name) {
        return texts(name).stream().map(HexFormat.of()::parseHex).toList();
    }

    long size(String name, String code) {
        return Decimal.parse(text(name), code);
    }

    Scheme scheme() {
        return Scheme.byId(text("scheme")).orElseThrow(() -> new IllegalArgumentException("unknown scheme"));
    }

    private static String text(Json item) {
        if (item instanceof JsonString text) {
            return text.value();
        }
        throw new IllegalArgumentException("an item that is no string");
    }
}
