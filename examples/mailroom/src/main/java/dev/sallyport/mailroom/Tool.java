package dev.sallyport.mailroom;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tool: its description for the model, what it takes, and what it does.
 *
 * @param name the name a client calls it by
 * @param words what it does, for the model
 * @param arguments each argument's name and description; all are required, all are strings unless the description says integer
 * @param hints what it does to the world, as the protocol's annotations put it
 * @param waits whether a call may take seconds
 * @param work the call itself
 */
record Tool(String name, String words, Map<String, Argument> arguments, Hints hints, boolean waits, Work work) {

    /** One argument's type and meaning. */
    record Argument(String type, String words) {

        static Argument string(String words) {
            return new Argument("string", words);
        }

        static Argument integer(String words) {
            return new Argument("integer", words);
        }

        boolean fits(JsonNode value) {
            return type.equals("integer") ? value.isInt() : value.isString();
        }
    }

    /** MCP's tool annotations (2025-11-25, {@code ToolAnnotations}). */
    record Hints(boolean readOnly, boolean destructive, boolean openWorld) {

        static final Hints READS = new Hints(true, false, false);
        static final Hints READS_WORLD = new Hints(true, false, true);
        static final Hints OVERWRITES = new Hints(false, true, false);
        static final Hints SENDS = new Hints(false, true, true);
    }

    /** What a call does with arguments that fit. */
    @FunctionalInterface
    interface Work {
        ObjectNode apply(JsonNode arguments, Progress progress) throws Refused, IOException, InterruptedException;
    }

    Tool {
        // Insertion order is kept by the one map that is passed in; a copy would lose it.
        arguments = Collections.unmodifiableMap(arguments);
    }

    /** Checks the arguments against the schema, then works. */
    ObjectNode call(JsonNode given, Progress progress) throws Refused, IOException, InterruptedException {
        if (!given.isObject()) {
            throw new Refused("arguments of `" + name + "` must be an object");
        }
        for (Map.Entry<String, Argument> argument : arguments.entrySet()) {
            if (!argument.getValue().fits(given.path(argument.getKey()))) {
                throw new Refused("`" + name + "` needs `" + argument.getKey() + "`, of type "
                        + argument.getValue().type());
            }
        }
        for (String extra : given.propertyNames()) {
            if (!arguments.containsKey(extra)) {
                throw new Refused("`" + name + "` takes no `" + extra + "`");
            }
        }
        return work.apply(given, progress);
    }

    /** The tool as {@code tools/list} shows it. */
    ObjectNode description() {
        ObjectNode tool =
                JsonNodeFactory.instance.objectNode().put("name", name).put("description", words);
        ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        arguments.forEach((argument, kind) ->
                properties.putObject(argument).put("type", kind.type()).put("description", kind.words()));
        arguments.keySet().forEach(schema.withArray("/required")::add);
        schema.put("additionalProperties", false);
        tool.putObject("annotations")
                .put("readOnlyHint", hints.readOnly())
                .put("destructiveHint", hints.destructive())
                .put("openWorldHint", hints.openWorld());
        return tool;
    }

    /** A result of one piece of text. */
    static ObjectNode text(String text) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }

    /** A result of one JSON value, as text for the model and as structure for programs. */
    static ObjectNode structured(ObjectNode value) {
        ObjectNode result = text(value.toString());
        result.set("structuredContent", value);
        return result;
    }
}
