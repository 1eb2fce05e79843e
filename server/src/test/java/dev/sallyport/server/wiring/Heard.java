package dev.sallyport.server.wiring;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An answer of the gateway, with the questions tests ask of it. */
public record Heard(int status, String type, byte[] body, HttpResponse<byte[]> raw) {
    private static final JsonLimits LIMITS = new JsonLimits(1 << 26, 64, 1 << 20, 1 << 24);

    static Heard of(HttpResponse<byte[]> raw) {
        return new Heard(
                raw.statusCode(), raw.headers().firstValue("Content-Type").orElse(""), raw.body(), raw);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonObject json() {
        return (JsonObject) StrictJson.parse(body, LIMITS);
    }

    /** The member at that dotted path. */
    public Json at(String path) {
        Json value = json();
        for (String name : path.split("\\.")) {
            Json next = ((JsonObject) value).get(name);
            if (next == null) {
                throw new AssertionError("no `" + path + "` in " + text());
            }
            value = next;
        }
        return value;
    }

    public String string(String path) {
        return ((JsonString) at(path)).value();
    }

    public long number(String path) {
        return (long) ((JsonNumber) at(path)).value();
    }

    public List<Json> items(String path) {
        return ((JsonArray) at(path)).items();
    }

    /** The problem's stable code. */
    public String code() {
        return string("code");
    }

    @Override
    public String toString() {
        return status + " " + text();
    }
}
