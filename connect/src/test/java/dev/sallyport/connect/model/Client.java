package dev.sallyport.connect.model;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a streamed answer as a lenient client does: it puts together whatever it finds. */
final class Client {
    final StringBuilder text = new StringBuilder();
    final List<String> calls = new ArrayList<>();
    String reason = "";
    String error = "";
    boolean done;

    private final Map<String, StringBuilder> arguments = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();

    static Client openAi(String stream) {
        Client client = new Client();
        for (String data : data(stream)) {
            if (data.equals("[DONE]")) {
                client.done = true;
            } else {
                client.chunk(object(data));
            }
        }
        client.settle();
        return client;
    }

    static Client anthropic(String stream) {
        Client client = new Client();
        data(stream).forEach(data -> client.event(object(data)));
        client.settle();
        return client;
    }

    static List<String> data(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    private static JsonObject object(String data) {
        return (JsonObject) StrictJson.parse(data.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject object(JsonObject from, String name) {
        return from.get(name) instanceof JsonObject inner ? inner : JsonObject.of();
    }

    private static String text(@Nullable Json value) {
        return value instanceof JsonString text ? text.value() : "";
    }

    private static int number(@Nullable Json value) {
        return value instanceof JsonNumber number ? (int) number.value() : 0;
    }

    private void chunk(JsonObject chunk) {
        error += text(object(chunk, "error").get("code"));
        Json choices = Optional.ofNullable(chunk.get("choices")).orElse(new JsonArray(List.of()));
        for (Json item : ((JsonArray) choices).items()) {
            JsonObject choice = (JsonObject) item;
            JsonObject delta = object(choice, "delta");
            text.append(text(delta.get("content")));
            reason += text(choice.get("finish_reason"));
            if (delta.get("tool_calls") instanceof JsonArray pieces) {
                pieces.items().forEach(p -> piece(number(choice.get("index")) + "/", (JsonObject) p));
            }
            if (delta.get("function_call") instanceof JsonObject legacy) {
                add("legacy", text(legacy.get("name")), text(legacy.get("arguments")));
            }
        }
    }

    private void piece(String choice, JsonObject piece) {
        JsonObject function = object(piece, "function");
        add(choice + number(piece.get("index")), text(function.get("name")), text(function.get("arguments")));
    }

    private void add(String key, String name, String more) {
        names.merge(key, name, String::concat);
        arguments.computeIfAbsent(key, k -> new StringBuilder()).append(more);
    }

    private void event(JsonObject event) {
        String key = "b" + number(event.get("index"));
        switch (text(event.get("type"))) {
            case "content_block_start" -> {
                JsonObject block = object(event, "content_block");
                text.append(text(block.get("text")));
                if (!text(block.get("name")).isEmpty()) {
                    add(key, text(block.get("name")), "");
                }
            }
            case "content_block_delta" -> {
                JsonObject delta = object(event, "delta");
                text.append(text(delta.get("text")));
                if (delta.get("partial_json") != null) {
                    add(key, "", text(delta.get("partial_json")));
                }
            }
            case "message_delta" -> reason += text(object(event, "delta").get("stop_reason"));
            case "message_stop" -> done = true;
            case "error" -> error += text(object(event, "error").get("code"));
            default -> {}
        }
    }

    private void settle() {
        names.forEach((key, name) -> calls.add(name + arguments.get(key)));
    }
}
