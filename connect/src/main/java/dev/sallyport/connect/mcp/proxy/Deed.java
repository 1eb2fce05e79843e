package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.Action;
import dev.sallyport.action.Effect;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Fold;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.tool.ProtocolOperation;
import dev.sallyport.connect.mcp.tool.ToolShape;
import dev.sallyport.gate.identity.TraceParent;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a gated request would do, read out of its parameters. Parameters that a reader who ignores case would understand differently are
 * refused; so are names of arguments that differ only in case, because such a reader takes the last of them.
 */
sealed interface Deed {
    /** The operation of the server. */
    String action();

    /** What it is done with. */
    JsonObject parameters();

    /** What is sent with it and says nothing of what is to be done: metadata, a task's wish, answers to questions. */
    JsonObject beside();

    /** The span of the client's that the metadata names (MCP, "OpenTelemetry Trace Context": the member {@code traceparent}). */
    default Optional<TraceParent> within() {
        return Frame.object(beside(), "_meta")
                .flatMap(meta -> string(meta.get(TraceParent.FIELD)))
                .flatMap(TraceParent::parse);
    }

    /** Calls a tool. */
    record ToolCall(String action, JsonObject parameters, JsonObject beside) implements Deed {}

    /** Has the server do something else than calling a tool. */
    record Operation(ProtocolOperation operation, JsonObject parameters, JsonObject beside) implements Deed {
        @Override
        public String action() {
            return operation.method();
        }
    }

    /** Parameters from which no deed can be read: why, as a lower-case fragment. */
    final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        Unclear(String why) {
            super(why, null, false, false);
        }
    }

    /** Members of the parameters of any gated request, in either era. */
    Set<String> COMMON_MEMBERS = Set.of("_meta", "task", "inputResponses", "requestState");

    /** Members of {@code tools/call} parameters that say what is to be done. */
    Set<String> CALL_MEMBERS = Set.of("name", "arguments");

    /** The member of {@code subscriptions/listen} parameters that names resources, MCP 2026-07-28. */
    String NOTIFICATIONS = "notifications";

    /** The member of {@link #NOTIFICATIONS} that lists them. */
    String RESOURCES = "resourceSubscriptions";

    /** Whether the request does something, so that it has a deed. */
    static boolean isIn(Frame.Request request) {
        return request.method().equals(Method.TOOLS_CALL) || operation(request).isPresent();
    }

    /** Listening to resources is subscribing to them; listening to lists of what is offered does nothing. */
    private static Optional<ProtocolOperation> operation(Frame.Request request) {
        boolean listens = request.method().equals(Method.LISTEN) && !isPlain(request.params());
        return listens ? Optional.of(ProtocolOperation.SUBSCRIBE) : ProtocolOperation.of(request.method());
    }

    /** Whether every reader sees that no resource is named. */
    private static boolean isPlain(JsonObject params) {
        Json wanted = params.get(NOTIFICATIONS);
        if (Fold.imitates(params.members().keySet(), Set.of(NOTIFICATIONS))) {
            return false;
        }
        if (!(wanted instanceof JsonObject object)) {
            return wanted == null;
        }
        Json list = object.get(RESOURCES);
        return !Fold.imitates(object.members().keySet(), Set.of(RESOURCES))
                && (list == null || list.equals(JsonArray.of()));
    }

    /** Reads the deed of a request that has one. */
    static Deed of(Frame.Request request) throws Unclear {
        Optional<ProtocolOperation> operation = operation(request);
        Set<String> own = request.method().equals(Method.LISTEN)
                ? Set.of(NOTIFICATIONS)
                : operation.map(ProtocolOperation::members).orElse(CALL_MEMBERS);
        JsonObject params = request.params();
        Set<String> names = params.members().keySet();
        Set<String> known = new LinkedHashSet<>(own);
        known.addAll(COMMON_MEMBERS);
        if (Fold.imitates(names, known) || Fold.clashes(names)) {
            throw new Unclear("a member of `params` that some readers take for another one");
        }
        JsonObject beside = part(params, own, false);
        if (operation.isEmpty()) {
            return toolCall(params, beside);
        }
        for (String member : Set.of("uri", "name")) {
            if (own.contains(member)) {
                text(params, member);
            }
        }
        if (params.get("arguments") != null) {
            arguments(params);
        }
        return new Operation(operation.get(), part(params, own, true), beside);
    }

    private static JsonObject part(JsonObject params, Set<String> own, boolean wanted) {
        JsonObject.Builder part = JsonObject.builder();
        params.members().forEach((name, value) -> {
            if (own.contains(name) == wanted) {
                part.put(name, value);
            }
        });
        return part.build();
    }

    private static Deed toolCall(JsonObject params, JsonObject beside) throws Unclear {
        String name = text(params, "name");
        if (name.length() > ToolShape.NAME_CHARS) {
            throw new Unclear("a tool's name of " + name.length() + " characters, limit " + ToolShape.NAME_CHARS);
        }
        return new ToolCall(name, params.get("arguments") == null ? JsonObject.of() : arguments(params), beside);
    }

    private static JsonObject arguments(JsonObject params) throws Unclear {
        if (!(params.get("arguments") instanceof JsonObject object)) {
            throw new Unclear("`params.arguments` is not an object");
        }
        if (Fold.clashes(object.members().keySet())) {
            throw new Unclear("two arguments whose names differ only in case");
        }
        return object;
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
                        .flatMap(path -> string(call.parameters.get(path)))
                        .orElse(null);
                boolean mutates = pin.map(p -> p.effect() == Effect.MUTATES).orElse(true);
                yield new Action(serverKey, action(), resource, mutates, call.parameters);
            }
            case Operation operation ->
                new Action(
                        serverKey, action(), subject(operation.parameters).orElse(null), false, operation.parameters);
        };
    }

    /** What an operation is about: the resource's or prompt's name, or the one whose argument is completed. */
    private static Optional<String> subject(JsonObject named) {
        JsonObject about = named.get("ref") instanceof JsonObject reference ? reference : named;
        return string(about.get("uri")).or(() -> string(about.get("name")));
    }

    private static Optional<String> string(@Nullable Json value) {
        return value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }
}
