package dev.sallyport.server.http;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * JSON for answers: members in the order in which they were put, for people who read them. Nothing that is hashed is
 * written here; that is {@link dev.sallyport.action.canonical.CanonicalForm}'s.
 */
public final class JsonText {
    private static final int TYPICAL_LENGTH = 512;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(TYPICAL_LENGTH);

    private JsonText() {}

    /** The value as UTF-8. */
    public static byte[] bytes(Json value) {
        JsonText text = new JsonText();
        text.write(value);
        return text.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Json value) {
        switch (value) {
            case JsonObject object -> write(object);
            case JsonArray array -> write(array);
            case JsonString string -> quoted(string.value());
            case JsonNumber number -> write(number);
            case JsonBoolean literal -> out.append(literal.value());
            case JsonNull literal -> out.append("null");
        }
    }

    private void write(JsonObject object) {
        char before = '{';
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            out.append(before);
            quoted(member.getKey());
            out.append(':');
            write(member.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private void write(JsonArray array) {
        char before = '[';
        for (Json item : array.items()) {
            out.append(before);
            write(item);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private void write(JsonNumber number) {
        if (number.isInteger()) {
            out.append((long) number.value());
        } else {
            out.append(number.value());
        }
    }

    private void quoted(String value) {
        out.append('"');
        int plain = plainLength(value);
        out.append(value, 0, plain);
        for (int i = plain; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** How many characters from the start need no escape. */
    private static int plainLength(String value) {
        int i = 0;
        while (i < value.length() && value.charAt(i) >= ' ' && value.charAt(i) != '"' && value.charAt(i) != '\\') {
            i++;
        }
        return i;
    }
}
