package dev.sallyport.cli.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.JsonText;
import java.util.List;
import java.util.Map;

/** JSON as configuration files hold it: two spaces a level, members in their order, a line end at the end. */
public final class PrettyJson {
    private PrettyJson() {}

    /** The value, laid out. */
    public static String of(Json value) {
        StringBuilder out = new StringBuilder();
        write(out, value, "\n");
        return out.append('\n').toString();
    }

    private static void write(StringBuilder out, Json value, String line) {
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            String before = "{";
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                out.append(before).append(line).append("  ");
                out.append(JsonText.of(new JsonString(member.getKey()))).append(": ");
                write(out, member.getValue(), line + "  ");
                before = ",";
            }
            out.append(line).append('}');
        } else if (value instanceof JsonArray array && !array.items().isEmpty()) {
            items(out, array.items(), line);
        } else {
            out.append(JsonText.of(value));
        }
    }

    private static void items(StringBuilder out, List<Json> items, String line) {
        String before = "[";
        for (Json item : items) {
            out.append(before).append(line).append("  ");
            write(out, item, line + "  ");
            before = ",";
        }
        out.append(line).append(']');
    }
}
