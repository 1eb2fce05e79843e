package dev.sallyport.cli.demo;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.JsonText;

/**
 * A tool call's answer as an agent gets it.
 *
 * @param refused whether Sallyport, and not the tool, said no
 * @param code the stable reason of a refusal; empty otherwise
 * @param text the content, or the words of the refusal
 */
record ToolAnswer(boolean refused, String code, String text) {
    private static final String DECISION = "dev.sallyport/decision";

    static ToolAnswer of(JsonObject frame) {
        if (frame.get("error") instanceof JsonObject error) {
            return new ToolAnswer(true, code(error.get("data")), text(error, "message"));
        }
        if (!(frame.get("result") instanceof JsonObject result)) {
            throw new IllegalArgumentException("neither a result nor an error: " + JsonText.of(frame));
        }
        boolean isError = result.get("isError") instanceof JsonBoolean flag && flag.value();
        boolean decided = result.get("_meta") instanceof JsonObject meta && meta.get(DECISION) != null;
        String code = result.get("_meta") instanceof JsonObject meta ? code(meta.get(DECISION)) : "";
        return new ToolAnswer(isError && decided, code, content(result));
    }

    private static String code(@org.jspecify.annotations.Nullable Json data) {
        return data instanceof JsonObject object ? text(object, "code") : "";
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static String content(JsonObject result) {
        StringBuilder text = new StringBuilder();
        if (result.get("content") instanceof JsonArray content) {
            for (Json item : content.items()) {
                if (item instanceof JsonObject part) {
                    text.append(text(part, "text"));
                }
            }
        }
        return text.toString();
    }
}
