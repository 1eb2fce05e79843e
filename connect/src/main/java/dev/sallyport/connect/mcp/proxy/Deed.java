package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.Action;
import dev.sallyport.action.Effect;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Fold;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.tool.ToolShape;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import java.util.Optional;
import java.util.Set;

/**
 * What a gated request would do, read out of its parameters. Parameters that a reader who ignores case would understand differently are
 * refused; so are names of arguments that differ only in case, because such a reader takes the last of them.
 */
sealed interface Deed {
    /** The operation of the server. */
    String action();

    /** Calls a tool. */
    record ToolCall(String action, JsonObject arguments) implements Deed {}

    /** Reads a resource. */
    record ResourceRead(String uri) implements Deed {
        @Override
        public String action() {
            return ToolShape.RESOURCE_READ;
        }
    }

    /** Parameters from which no deed can be read: why, as a lower-case fragment. */
    final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        Unclear(String why) {
            super(why, null, false, false);
        }
    }

    /** Members of {@code tools/call} parameters in either era. */
    Set<String> CALL_MEMBERS = Set.of("name", "arguments", "_meta", "task", "inputResponses", "requestState");

    /** Members of {@code resources/read} parameters in either era. */
    Set<String> READ_MEMBERS = Set.of("uri", "_meta", "inputResponses", "requestState");

    /** Reads the deed of a {@code tools/call} or {@code resources/read}. */
    static Deed of(Frame.Request request) throws Unclear {
        boolean call = request.method().equals(Method.TOOLS_CALL);
        Set<String> names = request.params().members().keySet();
        if (Fold.imitates(names, call ? CALL_MEMBERS : READ_MEMBERS) || Fold.clashes(names)) {
            throw new Unclear("a member of `params` that some readers take for another one");
        }
        return call ? toolCall(request.params()) : new ResourceRead(text(request.params(), "uri"));
    }

    private static Deed toolCall(JsonObject params) throws Unclear {
        String name = text(params, "name");
        if (name.length() > ToolShape.NAME_CHARS) {
            throw new Unclear("a tool's name of " + name.length() + " characters, limit " + ToolShape.NAME_CHARS);
        }
        Json arguments = params.get("arguments");
        if (arguments == null) {
            return new ToolCall(name, JsonObject.of());
        }
        if (!(arguments instanceof JsonObject object)) {
            throw new Unclear("`params.arguments` is not an object");
        }
        if (Fold.clashes(object.members().keySet())) {
            throw new Unclear("two arguments whose names differ only in case");
        }
        return new ToolCall(name, object);
    }

    private static String text(JsonObject params, String member) throws Unclear {
        if (!(params.get(member) instanceof JsonString text) || text.value().isEmpty()) {
            throw new Unclear("`params." + member + "` is not a string with at least one character");
        }
        return text.value();
    }

    /** The action as the gate judges it. An unknown tool mutates. */
    default Action on(String serverKey, Optional<Server> server) {
        Optional<PinnedTool> pin = server.flatMap(s -> s.tool(action()));
        return switch (this) {
            case ToolCall call -> {
                String resource = pin.flatMap(PinnedTool::resourcePath)
                        .flatMap(path -> Optional.ofNullable(call.arguments.get(path)))
                        .flatMap(value ->
                                value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty())
                        .orElse(null);
                boolean mutates = pin.map(p -> p.effect() == Effect.MUTATES).orElse(true);
                yield new Action(serverKey, action(), resource, mutates, call.arguments);
            }
            case ResourceRead read ->
                new Action(
                        serverKey,
                        action(),
                        read.uri,
                        false,
                        JsonObject.builder().put("uri", read.uri).build());
        };
    }
}
