package dev.sallyport.connect.model;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an agent asks a model, as far as the gateway reads it; its bytes go on as they came.
 *
 * @param streams whether the answer is to come as events
 * @param told what the conversation holds that is not the model's or the agent's own word, in its order
 * @param functionResults how many results of the legacy form it holds
 */
record ModelRequest(String model, boolean streams, List<Told> told, int functionResults) {
    private static final int MODEL_CHARS = 200;

    ModelRequest {
        told = List.copyOf(told);
    }

    /** Names that some languages' readers take in any case and others do not. */
    private static final Set<String> READ =
            Set.of("model", "stream", "messages", "tools", "role", "content", "mcp_servers", "web_search_options");

    /** One piece of a conversation. */
    sealed interface Told {
        /** What the user is said to have said. */
        record Words(String text) implements Told {}

        /**
         * What a tool answered, as the agent says.
         *
         * @param whole whether the texts are all of it
         */
        record Result(String call, boolean failed, List<String> texts, boolean whole) implements Told {
            public Result {
                texts = List.copyOf(texts);
            }
        }

        /** What the gateway can't read: a picture, a document. */
        record Unseen(String kind) implements Told {}
    }

    /**
     * Reads a request.
     *
     * @throws MalformedJson if it is no strict JSON; numbers are only looked at
     * @throws ModelRefusal if it is no request of that dialect, or asks for tools that the provider would run
     */
    static ModelRequest read(ModelDialect dialect, byte[] body) {
        Json document = StrictJson.parse(body, ModelLimits.REQUEST, Numbers.ROUNDED);
        if (!(document instanceof JsonObject object)) {
            throw wrong("the request is no object");
        }
        plain(object);
        String model = object.get("model") instanceof JsonString text ? text.value() : "";
        if (model.isEmpty() || model.length() > MODEL_CHARS || !model.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw wrong("`model` takes the name of a model");
        }
        Json stream = object.get("stream");
        if (JsonParts.has(object, "stream") && !(stream instanceof JsonBoolean)) {
            throw wrong("`stream` takes true or false");
        }
        boolean streams = stream instanceof JsonBoolean flag && flag.value();
        return switch (dialect) {
            case OPENAI -> new OpenAiRequest(object).read(model, streams);
            case ANTHROPIC -> new AnthropicRequest(object).read(model, streams);
        };
    }

    /** The object, if everybody reads the same members in it. */
    static JsonObject plain(JsonObject object) {
        for (String name : object.members().keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals(name) && READ.contains(lower)) {
                throw wrong("`" + lower + "` is spelled in another case");
            }
        }
        return object;
    }

    static ModelRefusal wrong(String what) {
        return new ModelRefusal(400, "wrong_form", what);
    }

    static ModelRefusal serverTool() {
        return new ModelRefusal(
                403,
                "server_tool",
                "the request asks for a tool that the provider would run, where nobody judges it; offer functions alone");
    }
}
