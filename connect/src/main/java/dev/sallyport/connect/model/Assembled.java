package dev.sallyport.connect.model;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One tool call of OpenAI's dialect, put together from its pieces; a whole one is one piece. Confined to one thread. */
final class Assembled {
    /** What a piece may name the function under, and what the arguments are called there. */
    private static final Map<String, String> KINDS = Map.of("function", "arguments", "custom", "input");

    private static final Set<String> READ = Set.of("index", "id", "type", "function", "custom");

    private final ModelExchange exchange;
    private final StringBuilder arguments = new StringBuilder();
    private final Map<String, Json> more = new LinkedHashMap<>();
    private Optional<String> id = Optional.empty();
    private Optional<String> type = Optional.empty();
    private Optional<String> kind = Optional.empty();
    private Optional<String> name = Optional.empty();

    Assembled(ModelExchange exchange) {
        this.exchange = exchange;
    }

    /** Takes a piece of an entry of {@code tool_calls}. */
    void take(JsonObject piece) {
        id = same("id", id, JsonParts.text(piece, "id").filter(text -> !text.isEmpty()));
        type = same("type", type, JsonParts.text(piece, "type").filter(text -> !text.isEmpty()));
        for (String each : List.of("function", "custom")) {
            JsonParts.optionalObject(piece, each).ifPresent(inner -> {
                kind = same("kind", kind, Optional.of(each));
                inner(inner, KINDS.getOrDefault(each, "arguments"));
            });
        }
        JsonParts.without(piece, READ).members().forEach((member, value) -> {
            exchange.hold(JsonParts.bytes(value).length);
            more.put(member, value);
        });
    }

    /** Takes a piece of a legacy {@code function_call}. */
    void takeLegacy(JsonObject piece) {
        inner(piece, "arguments");
    }

    private void inner(JsonObject inner, String argumentsName) {
        name = same("name", name, JsonParts.text(inner, "name").filter(text -> !text.isEmpty()));
        JsonParts.text(inner, argumentsName).ifPresent(text -> {
            exchange.hold(text.length());
            arguments.append(text);
        });
    }

    /** Pieces that name two things for one call are read in two ways by two clients. */
    private Optional<String> same(String what, Optional<String> known, Optional<String> said) {
        said.ifPresent(text -> exchange.hold(text.length()));
        if (known.isPresent() && said.isPresent() && !known.equals(said)) {
            throw ModelRefusal.malformed("a tool call has two values of `" + what + "`");
        }
        return known.or(() -> said);
    }

    private boolean isKnown() {
        return kind.isPresent()
                && type.map(t -> kind.get().equals(t)).orElse(kind.get().equals("function"));
    }

    /** Has it judged; what is neither a function nor a custom tool is withheld. */
    Judged judged() {
        if (!isKnown()) {
            return new Judged.Withheld(ModelExchange.unknown("a tool call of another kind"));
        }
        return exchange.judge(new ToolUse(
                id.orElse(""), name.orElse(""), arguments.toString(), kind.get().equals("custom")));
    }

    /** Has it judged as the legacy form, whose results have no id but a place. */
    Judged judgedLegacy() {
        String known = OpenAiRequest.LEGACY + exchange.asked().request().functionResults() + "/" + name.orElse("");
        return exchange.judge(new ToolUse(known, name.orElse(""), arguments.toString(), false));
    }

    /** The whole call as one entry, with that index. */
    JsonObject entry(int index) {
        String inside = kind.orElse("function");
        JsonObject.Builder entry = JsonObject.builder().put("index", index);
        id.ifPresent(text -> entry.put("id", text));
        entry.put("type", inside);
        entry.put(inside, named(KINDS.getOrDefault(inside, "arguments")));
        more.forEach(entry::put);
        return entry.build();
    }

    /** The whole call in the legacy form. */
    JsonObject legacy() {
        return named("arguments");
    }

    private JsonObject named(String argumentsName) {
        return JsonObject.builder()
                .put("name", name.orElse(""))
                .put(argumentsName, arguments.toString())
                .build();
    }
}
