package dev.sallyport.connect.hook;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the dialects' documents have in common. */
final class Documents {
    private static final String MCP = "mcp__";
    private static final String BETWEEN = "__";

    private Documents() {}

    static Fields fields(JsonObject document) {
        return Fields.of("the hook's document", document);
    }

    /** The event of the document, which must be the one the command names. */
    static String event(Optional<String> named, Optional<String> said) {
        if (named.isPresent() && said.isPresent() && !named.get().equals(said.get())) {
            throw new FormBroken("the hook's document is of another event than the command names");
        }
        return said.or(() -> named).orElseThrow(() -> new FormBroken("the hook's document names no event"));
    }

    /** A tool's input: an object, or a string that holds one. */
    static JsonObject input(Fields fields, String name) {
        return optionalInput(fields, name)
                .orElseThrow(() -> new FormBroken("the hook's document lacks `" + name + "`"));
    }

    static Optional<JsonObject> optionalInput(Fields fields, String name) {
        Json value = fields.whole().get(name);
        if (value == null || value instanceof JsonNull) {
            return Optional.empty();
        }
        if (value instanceof JsonObject object) {
            return Optional.of(object);
        }
        if (value instanceof JsonString text) {
            return Optional.of(parsed(text.value(), name));
        }
        throw new FormBroken("the hook's document: `" + name + "` is not an object");
    }

    private static JsonObject parsed(String text, String name) {
        try {
            if (StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJson e) {
            throw new FormBroken("the hook's document: `" + name + "` is a string that is not strict JSON");
        }
        throw new FormBroken("the hook's document: `" + name + "` is not an object");
    }

    /** The tool of {@code mcp__server__tool}; of any other name the host's own. A server can't be called as a host is. */
    static HookEvent.Target target(String host, String tool, Optional<String> server) {
        if (!tool.startsWith(MCP)) {
            return new HookEvent.Target(host, tool);
        }
        String rest = tool.substring(MCP.length());
        int cut = server.filter(s -> rest.startsWith(s + BETWEEN))
                .map(String::length)
                .orElse(rest.indexOf(BETWEEN));
        if (cut <= 0 || cut + BETWEEN.length() >= rest.length()) {
            return new HookEvent.Target(host, tool);
        }
        return reached(host, tool, rest.substring(0, cut), rest.substring(cut + BETWEEN.length()));
    }

    /** The tool of a server that the host names, unless it is called as a host is. */
    static HookEvent.Target reached(String host, String whole, String server, String tool) {
        return Host.byWire(server).isPresent() ? new HookEvent.Target(host, whole) : new HookEvent.Target(server, tool);
    }

    /**
     * What a tool answered.
     *
     * @param texts each text, and structure as JSON
     * @param whole whether that is all: a picture is not
     */
    record Answered(List<String> texts, boolean whole) {}

    static Answered answered(@Nullable Json answer) {
        List<String> texts = new ArrayList<>();
        boolean whole = take(answer, texts);
        return new Answered(texts, whole);
    }

    private static boolean take(@Nullable Json answer, List<String> texts) {
        if (answer == null) {
            return false;
        }
        if (answer instanceof JsonNull) {
            return true;
        }
        if (answer instanceof JsonString text) {
            return texts.add(text.value());
        }
        if (answer instanceof JsonArray blocks && isBlocks(blocks)) {
            return blocks(blocks, texts);
        }
        if (answer instanceof JsonObject object
                && object.get("content") instanceof JsonArray blocks
                && isBlocks(blocks)) {
            Json structured = object.get("structuredContent");
            boolean whole = blocks(blocks, texts);
            return structured == null ? whole : texts.add(json(structured)) && whole;
        }
        return texts.add(json(answer));
    }

    private static boolean isBlocks(JsonArray array) {
        return !array.items().isEmpty()
                && array.items().stream()
                        .allMatch(i -> i instanceof JsonObject o && o.get("type") instanceof JsonString);
    }

    private static boolean blocks(JsonArray blocks, List<String> texts) {
        boolean whole = true;
        for (Json item : blocks.items()) {
            boolean text = item instanceof JsonObject block
                    && block.get("type") instanceof JsonString type
                    && type.value().equals("text")
                    && block.get("text") instanceof JsonString words
                    && texts.add(words.value());
            whole &= text;
        }
        return whole;
    }

    private static String json(Json value) {
        return new String(CanonicalForm.of(value, Scheme.RFC8785), StandardCharsets.UTF_8);
    }

    /** The document of hosts that show their user a message beside what they do, and take an empty document for silence. */
    static JsonObject passed(Ruling ruling) {
        return ruling instanceof Ruling.Pass pass && pass.line().isPresent()
                ? JsonObject.builder().put("systemMessage", pass.line().get()).build()
                : JsonObject.of();
    }
}
