package dev.sallyport.cli.terminal;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.NumberText;
import dev.sallyport.text.visible.Visible;

/**
 * JSON on one line, members in the order in which they were put. For people and programs to read, never to be hashed.
 *
 * <p>What {@link Visible} calls a hazard is written as an escape, so that a terminal shows the text and does not obey it, and
 * a reader of JSON gets back what was meant.
 */
public final class JsonText {
    private static final int FIRST_SUPPLEMENTARY = 0x10000;

    private JsonText() {}

    /** The text of a value, without a line end. */
    public static String of(Json value) {
        StringBuilder out = new StringBuilder(128);
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, Json value) {
        switch (value) {
            case JsonObject object -> {
                char before = '{';
                for (var member : object.members().entrySet()) {
                    out.append(before);
                    quote(out, member.getKey());
                    out.append(':');
                    write(out, member.getValue());
                    before = ',';
                }
                out.append(before == '{' ? "{}" : "}");
            }
            case JsonArray array -> {
                char before = '[';
                for (Json item : array.items()) {
                    out.append(before);
                    write(out, item);
                    before = ',';
                }
                out.append(before == '[' ? "[]" : "]");
            }
            case JsonString string -> quote(out, string.value());
            case JsonNumber number -> out.append(NumberText.of(number.value()));
            case JsonBoolean literal -> out.append(literal.value());
            case JsonNull nothing -> out.append("null");
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c != ' ' && Visible.isHazard(c)) {
                        escape(out, c);
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void escape(StringBuilder out, int c) {
        if (c < FIRST_SUPPLEMENTARY) {
            out.append(String.format("\\u%04x", c));
        } else {
            out.append(
                    String.format("\\u%04x\\u%04x", (int) Character.highSurrogate(c), (int) Character.lowSurrogate(c)));
        }
    }
}
