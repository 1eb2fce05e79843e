package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.gate.session.Entered;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer brings into the session: the text of its blocks, its structured content, and the text of resources and prompts.
 * Whatever else it holds is read as free text, so that nothing a client might show enters unseen; pictures and sounds are not read.
 */
final class Results {
    /** Members that hold bytes no reader takes for text. */
    private static final Set<String> BYTES = Set.of("blob", "data");

    /** Values of the members {@code type}, {@code role}, {@code mimeType} and {@code resultType}. */
    private static final Set<String> WORDS = Set.of(
            "text",
            "image",
            "audio",
            "resource",
            "resource_link",
            "user",
            "assistant",
            "complete",
            "text/plain",
            "text/markdown",
            "application/json");

    private static final String STRUCTURED = "structuredContent";

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder rest = new StringBuilder();
    private boolean whole = true;

    private Results() {}

    /** The content of an answer to a released call. */
    static Entered of(Frame.Answer answer) {
        return switch (answer) {
            case Frame.Opaque opaque -> Entered.UNSEEN;
            case Frame.Failure failure -> new Entered(List.of(said(failure.error())), true);
            case Frame.Result result -> {
                Results read = new Results();
                read.result(result.result());
                yield read.entered();
            }
        };
    }

    /** All strings of a message, as one free text. */
    static String said(JsonObject message) {
        Results read = new Results();
        read.loose(message);
        return read.rest.toString();
    }

    /** Whether it is one of the words by which the protocol says what a block or a result is, and so nobody's text. */
    private static boolean isOfTheProtocol(Json value) {
        return value instanceof JsonString text && WORDS.contains(text.value());
    }

    private void result(JsonObject result) {
        result.members().forEach((name, value) -> {
            if (name.equals(STRUCTURED) && value instanceof JsonObject structure) {
                texts.add(new String(Reply.bytes(structure), StandardCharsets.UTF_8));
            } else if (name.equals("content") || name.equals("contents") || name.equals("messages")) {
                blocks(value);
            } else if (!isOfTheProtocol(value)) {
                loose(value);
            }
        });
    }

    private void blocks(@Nullable Json value) {
        switch (value) {
            case JsonArray array -> array.items().forEach(this::blocks);
            case JsonObject block -> block(block);
            case null -> {}
            default -> loose(value);
        }
    }

    /** A block of content, a resource, or a prompt's message with a block inside: its text by itself, the rest as free text. */
    private void block(JsonObject block) {
        block.members().forEach((name, value) -> {
            if (name.equals("text") && value instanceof JsonString text) {
                texts.add(text.value());
            } else if (name.equals("content") || name.equals("resource")) {
                blocks(value);
            } else if (BYTES.contains(name) && value instanceof JsonString) {
                whole = false;
            } else if (!isOfTheProtocol(value)) {
                loose(value);
            }
        });
    }

    private void loose(Json value) {
        switch (value) {
            case JsonString text -> rest.append(text.value()).append('\n');
            case JsonNumber number -> rest.append(number.value()).append('\n');
            case JsonArray array -> array.items().forEach(this::loose);
            case JsonObject object ->
                object.members().forEach((name, inner) -> {
                    rest.append(name).append('\n');
                    loose(inner);
                });
            case JsonBoolean flag -> {}
            case JsonNull nothing -> {}
        }
    }

    private Entered entered() {
        if (!rest.isEmpty()) {
            texts.add(rest.toString());
        }
        return new Entered(texts, whole);
    }
}
