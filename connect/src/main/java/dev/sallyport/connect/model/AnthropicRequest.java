package dev.sallyport.connect.model;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.model.ModelRequest.Told;
import java.util.ArrayList;
import java.util.List;

/** Reads requests of Anthropic's dialect. Confined to one thread. */
final class AnthropicRequest {
    /** Types of tools that the agent's side runs, although the provider wrote their schemas. */
    private static final List<String> OURS = List.of("bash_", "text_editor_", "computer_", "memory_");

    private final JsonObject request;
    private final List<Told> told = new ArrayList<>();

    AnthropicRequest(JsonObject request) {
        this.request = request;
    }

    ModelRequest read(String model, boolean streams) {
        if (JsonParts.has(request, "mcp_servers") || JsonParts.has(request, "container")) {
            throw ModelRequest.serverTool();
        }
        if (JsonParts.has(request, "tools") && !(request.get("tools") instanceof JsonArray)) {
            throw ModelRequest.wrong("`tools` takes an array");
        }
        if (request.get("tools") instanceof JsonArray tools
                && !tools.items().stream().allMatch(AnthropicRequest::isOurs)) {
            throw ModelRequest.serverTool();
        }
        if (!(request.get("messages") instanceof JsonArray messages)) {
            throw ModelRequest.wrong("`messages` takes an array");
        }
        messages.items().forEach(this::message);
        return new ModelRequest(model, streams, told, 0);
    }

    private static boolean isOurs(Json tool) {
        if (!(tool instanceof JsonObject object)) {
            return false;
        }
        if (!JsonParts.has(object, "type")) {
            return true;
        }
        return object.get("type") instanceof JsonString type
                && (type.value().equals("custom")
                        || OURS.stream().anyMatch(prefix -> type.value().startsWith(prefix)));
    }

    private void message(Json message) {
        if (!(message instanceof JsonObject object) || !(object.get("role") instanceof JsonString role)) {
            throw ModelRequest.wrong("each of `messages` is an object with a `role`");
        }
        if (role.value().equals("assistant") || role.value().equals("system")) {
            return; // the model's own words and the agent's own instructions
        }
        if (!role.value().equals("user")) {
            throw ModelRequest.wrong("a message has a `role` that nobody knows");
        }
        switch (ModelRequest.plain(object).get("content")) {
            case JsonString text -> told.add(new Told.Words(text.value()));
            case JsonArray blocks -> blocks.items().forEach(this::block);
            case null -> throw unread();
            default -> throw unread();
        }
    }

    private static ModelRefusal unread() {
        return ModelRequest.wrong("a message of `user` has no `content` that can be read");
    }

    private void block(Json block) {
        boolean result = block instanceof JsonObject object
                && object.get("type") instanceof JsonString type
                && type.value().equals("tool_result");
        told.add(result ? result((JsonObject) block) : Results.said(block));
    }

    private static Told result(JsonObject block) {
        if (!(block.get("tool_use_id") instanceof JsonString id)) {
            throw ModelRequest.wrong("a `tool_result` lacks its `tool_use_id`");
        }
        boolean failed = block.get("is_error") instanceof JsonBoolean flag && flag.value();
        return Results.read(id.value(), failed, block.get("content"));
    }
}
