package dev.sallyport.connect.model;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.model.ModelRequest.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads requests of OpenAI's dialect. Confined to one thread. */
final class OpenAiRequest {
    /** Under which name the result of a legacy function call is known, with its place among those results. */
    static final String LEGACY = "function_call/";

    /** Tools that the agent's side runs. */
    private static final Set<String> OURS = Set.of("function", "custom");

    private final JsonObject request;
    private final List<Told> told = new ArrayList<>();
    private int functionResults;

    OpenAiRequest(JsonObject request) {
        this.request = request;
    }

    ModelRequest read(String model, boolean streams) {
        if (JsonParts.has(request, "web_search_options")) {
            throw ModelRequest.serverTool();
        }
        for (Json tool : array("tools")) {
            boolean ours = tool instanceof JsonObject object
                    && object.get("type") instanceof JsonString type
                    && OURS.contains(type.value());
            if (!ours) {
                throw ModelRequest.serverTool();
            }
        }
        for (Json message : array("messages")) {
            if (!(message instanceof JsonObject object) || !(object.get("role") instanceof JsonString role)) {
                throw ModelRequest.wrong("each of `messages` is an object with a `role`");
            }
            message(role.value(), ModelRequest.plain(object));
        }
        return new ModelRequest(model, streams, told, functionResults);
    }

    private List<Json> array(String name) {
        if (!JsonParts.has(request, name)) {
            return List.of();
        }
        if (request.get(name) instanceof JsonArray array) {
            return array.items();
        }
        throw ModelRequest.wrong("`" + name + "` takes an array");
    }

    private void message(String role, JsonObject message) {
        switch (role) {
            case "user" -> user(message.get("content"));
            case "tool" -> {
                if (!(message.get("tool_call_id") instanceof JsonString id)) {
                    throw ModelRequest.wrong("a message of `tool` lacks its `tool_call_id`");
                }
                told.add(Results.read(id.value(), false, message.get("content")));
            }
            case "function" -> {
                String name = message.get("name") instanceof JsonString text ? text.value() : "";
                told.add(Results.read(LEGACY + functionResults + "/" + name, false, message.get("content")));
                functionResults++;
            }
            case "assistant", "system", "developer" -> {
                // the model's own words and the agent's own instructions
            }
            default -> throw ModelRequest.wrong("a message has a `role` that nobody knows");
        }
    }

    private void user(@Nullable Json content) {
        if (content instanceof JsonString text) {
            told.add(new Told.Words(text.value()));
        } else if (content instanceof JsonArray parts) {
            for (Json part : parts.items()) {
                told.add(Results.said(part));
            }
        } else {
            throw ModelRequest.wrong("a message of `user` has no `content` that can be read");
        }
    }
}
