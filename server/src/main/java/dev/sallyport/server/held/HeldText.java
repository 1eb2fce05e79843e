package dev.sallyport.server.held;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.NumberText;
import dev.sallyport.provenance.source.OriginKind;
import dev.sallyport.text.visible.Visible;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A held action as a person reads it before answering. Every word an agent could have chosen is marked by {@link
 * Visible#strict}; text of arguments stands in quotes with its own quotes, backslashes and line ends escaped, so that no
 * argument can look like another line of this page.
 */
public final class HeldText {
    private static final String INDENT = "  ";

    private HeldText() {}

    /** The page of an approval as {@link HeldForm} and the API give it. */
    public static String of(JsonObject approval) {
        JsonObject call = object(approval.get("call"));
        JsonObject held = object(approval.get("held"));
        StringBuilder out = new StringBuilder(512);
        line(out, "approval", word(approval.get("approval_id")) + ", " + word(approval.get("status")));
        line(out, "asked by", asker(approval, held));
        line(out, "tool", value(call.get("tool")));
        line(out, "action", value(call.get("action")));
        line(out, "resource", value(call.get("resource")));
        line(out, "effect", effect(call, held));
        line(out, "influenced by", words(held.get("influences")) + from(held));
        line(out, "held because", because(held));
        provenance(out, object(held.get("provenance")));
        restores(out, object(held.get("restores")));
        line(
                out,
                "answers",
                "needs " + word(approval.get("quorum")) + " of group " + word(approval.get("approver_group"))
                        + "; so far " + answers(approval.get("answers")));
        line(out, "expires", word(approval.get("expires_at")));
        line(out, "action hash", word(approval.get("action_hash")));
        earlier(out, object(approval.get("earlier")));
        out.append("arguments\n");
        arguments(out, call.get("parameters"), INDENT);
        if (call.get("beside") != null) {
            out.append("sent beside the arguments\n");
            arguments(out, call.get("beside"), INDENT);
        }
        return out.toString().stripTrailing();
    }

    private static String asker(JsonObject approval, JsonObject held) {
        String user = held.get("user_id") == null ? "" : ", which says it works for " + value(held.get("user_id"));
        return word(approval.get("agent_id")) + " (" + word(approval.get("agent_key")) + "), session "
                + word(approval.get("session")) + user;
    }

    private static String effect(JsonObject call, JsonObject held) {
        Json effect = held.get("effect");
        boolean says = JsonBoolean.TRUE.equals(call.get("mutates_state"));
        return (effect == null ? (says ? "mutates" : "reads, as the agent says") : word(effect))
                + (held.get("capability") == null ? "" : ", capability " + word(held.get("capability")))
                + (JsonBoolean.TRUE.equals(held.get("authority")) ? "; an argument decides where data goes" : "")
                + (JsonBoolean.TRUE.equals(held.get("sensitive")) ? "; sensitive data is involved" : "");
    }

    private static String from(JsonObject held) {
        return held.get("sources") instanceof JsonArray some && !some.items().isEmpty()
                ? ", brought by " + words(some)
                : "";
    }

    private static String because(JsonObject held) {
        String reason = held.get("explanation") == null ? "the facts were erased" : word(held.get("explanation"));
        return reason + "; policies " + words(held.get("policies"));
    }

    /** Where the values came from, if that is known: the values in it are a stranger's. */
    private static void provenance(StringBuilder out, JsonObject known) {
        if (known.get("sentence") == null) {
            return;
        }
        line(out, "", word(known.get("sentence")));
        if (known.get("chain") instanceof JsonArray places) {
            places.items().forEach(place -> line(out, "", "- " + word(place)));
        }
        if (known.get("arguments") instanceof JsonArray arguments) {
            arguments.items().stream().map(HeldText::object).forEach(one -> line(out, "traced", traced(one)));
        }
        line(out, "would permit", word(known.get("permit")));
    }

    /** One argument, who stands for it, and where it was found. */
    private static String traced(JsonObject one) {
        String says = one.get("origin") instanceof JsonString kind
                ? OriginKind.byWire(kind.value()).map(OriginWords::of).orElse(word(kind))
                : "-";
        String where = one.get("source") == null
                ? ""
                : ", result " + word(one.get("result")) + " of " + word(one.get("source")) + ", "
                        + word(one.get("path"));
        return word(one.get("argument")) + ", " + word(one.get("standing")) + ": " + says + where;
    }

    /** What is not as in the last held call of the same agent, tool and action. */
    private static void earlier(StringBuilder out, JsonObject earlier) {
        if (earlier.get("approval_id") == null) {
            return;
        }
        line(
                out,
                "last like it",
                word(earlier.get("approval_id")) + ", " + word(earlier.get("status")) + ", asked "
                        + word(earlier.get("created_at")) + "; " + word(earlier.get("differing")) + " differ, "
                        + word(earlier.get("same")) + " the same");
        if (earlier.get("changes") instanceof JsonArray changes) {
            changes.items().stream().map(HeldText::object).forEach(change -> line(out, "", changed(change)));
        }
    }

    private static String changed(JsonObject change) {
        return word(change.get("change")) + " " + word(change.get("argument"))
                + (change.get("before") == null ? "" : " from " + word(change.get("before")))
                + (change.get("now") == null ? "" : " to " + word(change.get("now")));
    }

    /** What is not in the arguments that stand here, and will be in what is sent. */
    private static void restores(StringBuilder out, JsonObject kinds) {
        kinds.members()
                .forEach((kind, count) -> line(
                        out,
                        "puts back",
                        value(count) + " secret(s) of kind " + Visible.strict(kind) + " in place of placeholders"));
    }

    private static String answers(@Nullable Json given) {
        if (!(given instanceof JsonArray some) || some.items().isEmpty()) {
            return "none";
        }
        return some.items().stream()
                .map(HeldText::object)
                .map(vote -> word(vote.get("person")) + " " + word(vote.get("answer"))
                        + (JsonBoolean.TRUE.equals(vote.get("recently_enrolled"))
                                ? " (whose credential was set only recently)"
                                : ""))
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder out, String name, String text) {
        out.append(String.format("%-14s %s%n", name, text));
    }

    /** One argument a line, nested ones indented. */
    private static void arguments(StringBuilder out, @Nullable Json value, String indent) {
        if (!isNested(value)) {
            out.append(indent)
                    .append(value == null ? "not shown" : value(value))
                    .append('\n');
        } else if (value instanceof JsonObject object) {
            object.members().forEach((name, member) -> entry(out, indent, quoted(name) + ":", member));
        } else if (value instanceof JsonArray array) {
            array.items().forEach(item -> entry(out, indent, "-", item));
        }
    }

    private static void entry(StringBuilder out, String indent, String head, Json value) {
        out.append(indent).append(head);
        if (isNested(value)) {
            out.append('\n');
            arguments(out, value, indent + INDENT);
        } else {
            out.append(' ').append(value(value)).append('\n');
        }
    }

    private static boolean isNested(@Nullable Json value) {
        return (value instanceof JsonObject object && !object.members().isEmpty())
                || (value instanceof JsonArray array && !array.items().isEmpty());
    }

    static String value(@Nullable Json value) {
        if (value == null) {
            return "-";
        }
        return switch (value) {
            case JsonString text -> quoted(text.value());
            case JsonNumber number -> NumberText.of(number.value());
            case JsonBoolean flag -> Boolean.toString(flag.value());
            case JsonNull nothing -> "none";
            case JsonObject object -> "{}";
            case JsonArray array -> "[]";
        };
    }

    /** A name or a code of the gateway's own. */
    private static String word(@Nullable Json value) {
        return value instanceof JsonString text ? Visible.strict(text.value()) : value(value);
    }

    private static String words(@Nullable Json values) {
        return values instanceof JsonArray array && !array.items().isEmpty()
                ? array.items().stream().map(HeldText::word).collect(Collectors.joining(", "))
                : "-";
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return '"' + Visible.strict(escaped) + '"';
    }

    private static JsonObject object(@Nullable Json value) {
        return value instanceof JsonObject object ? object : JsonObject.of();
    }
}
