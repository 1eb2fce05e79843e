package dev.sallyport.connect.model;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Answers of OpenAI's dialect. Streamed calls may be interleaved, so the calls of a choice wait until the choice says that it is finished.
 * What holds no call goes on byte for byte; what does is written anew, with its arguments as they came.
 */
final class OpenAiFilter implements AnswerFilter {
    private static final String DONE = "[DONE]";
    private static final Set<String> CALLS = Set.of("tool_calls", "function_call");

    /** Structures in a message that are words, or about words. Any other structure that nobody knows is left out. */
    private static final Set<String> WORDS = Set.of(
            "role",
            "content",
            "refusal",
            "annotations",
            "audio",
            "reasoning",
            "reasoning_content",
            "reasoning_details");

    /** What a choice counts of what may be held back: an answer has few. */
    private static final int CHOICE_BYTES = 1 << 12;

    private static final int CALL_BYTES = 1 << 8;

    private final ModelExchange exchange;
    private final Map<Integer, Choice> choices = new TreeMap<>();
    private boolean done;

    /**
     * A chunk that is written anew, choice by choice.
     *
     * @param raw its bytes, if it has one choice alone
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    private record Chunk(JsonObject members, Optional<byte[]> raw) {}

    /** What one choice held back. */
    private final class Choice {
        final Map<Integer, Assembled> calls = new TreeMap<>();
        Optional<Assembled> legacy = Optional.empty();
        boolean finished;
        int unnumbered = -1;

        void take(JsonObject delta) {
            for (Json item : JsonParts.items(delta, "tool_calls")) {
                JsonObject piece = JsonParts.object(item, "a tool call");
                calls.computeIfAbsent(index(piece), i -> {
                            exchange.hold(CALL_BYTES);
                            return new Assembled(exchange);
                        })
                        .take(piece);
            }
            JsonParts.optionalObject(delta, "function_call").ifPresent(piece -> {
                Assembled call = legacy.orElseGet(() -> new Assembled(exchange));
                legacy = Optional.of(call);
                call.takeLegacy(piece);
            });
        }

        boolean holds() {
            return !calls.isEmpty() || legacy.isPresent();
        }

        /** Some upstreams number no pieces: an id begins the next call. */
        private int index(JsonObject piece) {
            Optional<Integer> said = JsonParts.index(piece, "index");
            if (said.isEmpty() && (unnumbered < 0 || JsonParts.has(piece, "id"))) {
                unnumbered++;
            }
            return said.orElse(unnumbered);
        }
    }

    /** What is left of calls that were judged. */
    private record Left(List<JsonObject> passed, Optional<JsonObject> legacy, List<String> withheld) {
        boolean isNothing() {
            return passed.isEmpty() && legacy.isEmpty();
        }

        String words() {
            return String.join("\n", withheld);
        }
    }

    OpenAiFilter(ModelExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void event(byte[] data, Sink sink) throws IOException {
        if (done) {
            return;
        }
        if (new String(data, StandardCharsets.UTF_8).strip().equals(DONE)) {
            ended();
            done = true;
            sink.event(Optional.empty(), data);
            return;
        }
        JsonObject chunk = JsonParts.answer(data, ModelLimits.EVENT);
        if (JsonParts.has(chunk, "error")) {
            throw new ModelRefusal(502, "upstream_failed", "the model's upstream ended its answer with an error");
        }
        List<Json> items = JsonParts.items(chunk, "choices");
        boolean plain = !exchange.words().isGuarded();
        for (Json item : items) {
            plain &= isPlain(JsonParts.object(item, "a choice"));
        }
        if (plain) {
            items.forEach(item -> pass((JsonObject) item));
            sink.event(Optional.empty(), data);
            return;
        }
        for (Json item : items) {
            choice(new Chunk(chunk, items.size() == 1 ? Optional.of(data) : Optional.empty()), (JsonObject) item, sink);
        }
    }

    /** Whether there is nothing in it to hold back, to let go or to leave out. */
    private boolean isPlain(JsonObject choice) {
        if (choice.get("message") != null) {
            throw ModelRefusal.malformed("a streamed choice holds a whole message");
        }
        Choice known = known(choice);
        Optional<JsonObject> delta = JsonParts.optionalObject(choice, "delta");
        boolean bare = delta.map(d -> words(d).equals(d)).orElse(true);
        if (known.finished && !bare) {
            throw ModelRefusal.malformed("a choice goes on after it was finished");
        }
        return bare && !(JsonParts.text(choice, "finish_reason").isPresent() && known.holds());
    }

    private void pass(JsonObject choice) {
        if (JsonParts.text(choice, "finish_reason").isPresent()) {
            known(choice).finished = true;
        }
    }

    private Choice known(JsonObject choice) {
        return choices.computeIfAbsent(JsonParts.index(choice, "index").orElse(0), i -> {
            exchange.hold(CHOICE_BYTES);
            return new Choice();
        });
    }

    /** What of a message or of a piece of one is words. */
    private static JsonObject words(JsonObject message) {
        JsonObject.Builder builder = JsonObject.builder();
        message.members().forEach((name, value) -> {
            boolean structure = value instanceof JsonObject || value instanceof JsonArray;
            boolean call = CALLS.contains(name) && !(value instanceof JsonNull);
            if (!call && (!structure || WORDS.contains(name))) {
                builder.put(name, value);
            }
        });
        return builder.build();
    }

    private void choice(Chunk chunk, JsonObject choice, Sink sink) throws IOException {
        Choice known = known(choice);
        JsonObject delta = JsonParts.optionalObject(choice, "delta").orElse(JsonObject.of());
        known.take(delta);
        JsonObject said = guarded(words(delta));
        Optional<String> reason = JsonParts.text(choice, "finish_reason");
        if (reason.isEmpty()) {
            if (!said.members().isEmpty()) {
                emit(chunk.members(), JsonParts.with(choice, "delta", said), sink);
            }
            return;
        }
        if (!said.members().isEmpty()) {
            emit(bare(chunk), JsonParts.with(open(choice), "delta", said), sink);
        }
        finish(chunk, choice, known, reason.get(), sink);
    }

    private JsonObject guarded(JsonObject delta) {
        if (!exchange.words().isGuarded() || !(delta.get("content") instanceof JsonString text)) {
            return delta;
        }
        String passed = exchange.words().pass(text.value());
        return passed.isEmpty() && !text.value().isEmpty()
                ? JsonParts.without(delta, Set.of("content"))
                : JsonParts.with(delta, "content", new JsonString(passed));
    }

    private void finish(Chunk chunk, JsonObject choice, Choice known, String reason, Sink sink) throws IOException {
        known.finished = true;
        say(chunk, choice, exchange.words().flush(), sink);
        Left left = judged(known.calls.values(), known.legacy);
        known.calls.clear();
        known.legacy = Optional.empty();
        for (JsonObject call : left.passed()) {
            emit(
                    bare(chunk),
                    JsonParts.with(open(choice), "delta", single("tool_calls", new JsonArray(List.of(call)))),
                    sink);
        }
        if (left.legacy().isPresent()) {
            emit(
                    bare(chunk),
                    JsonParts.with(
                            open(choice),
                            "delta",
                            single("function_call", left.legacy().get())),
                    sink);
        }
        say(chunk, choice, left.words(), sink);
        JsonObject last = JsonParts.with(
                JsonParts.with(choice, "delta", JsonObject.of()),
                "finish_reason",
                new JsonString(reason(reason, left)));
        if (chunk.raw().isPresent() && last.equals(choice)) {
            sink.event(Optional.empty(), chunk.raw().get());
        } else {
            emit(chunk.members(), last, sink);
        }
    }

    private void say(Chunk chunk, JsonObject choice, String words, Sink sink) throws IOException {
        if (!words.isEmpty()) {
            emit(bare(chunk), JsonParts.with(open(choice), "delta", single("content", new JsonString(words))), sink);
        }
    }

    private static JsonObject single(String name, Json value) {
        return JsonObject.builder().put(name, value).build();
    }

    /** The chunk's own members but those that only its last piece may carry. */
    private static JsonObject bare(Chunk chunk) {
        return JsonParts.without(chunk.members(), Set.of("usage"));
    }

    private static JsonObject open(JsonObject choice) {
        return JsonParts.with(JsonParts.without(choice, Set.of("logprobs")), "finish_reason", JsonNull.NULL);
    }

    private static String reason(String said, Left left) {
        return CALLS.contains(said) && left.isNothing() ? "stop" : said;
    }

    private Left judged(Iterable<Assembled> calls, Optional<Assembled> legacy) {
        List<JsonObject> passed = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        for (Assembled call : calls) {
            switch (call.judged()) {
                case Judged.Passed p -> passed.add(call.entry(passed.size()));
                case Judged.Withheld w -> withheld.add(w.words());
            }
        }
        Optional<JsonObject> old = Optional.empty();
        if (legacy.isPresent()) {
            switch (legacy.get().judgedLegacy()) {
                case Judged.Passed p -> old = Optional.of(legacy.get().legacy());
                case Judged.Withheld w -> withheld.add(w.words());
            }
        }
        return new Left(passed, old, withheld);
    }

    private static void emit(JsonObject chunk, JsonObject choice, Sink sink) throws IOException {
        JsonObject whole = JsonParts.with(chunk, "choices", new JsonArray(List.of(choice)));
        sink.event(Optional.empty(), JsonParts.bytes(whole));
    }

    @Override
    public boolean isOver() {
        return done;
    }

    @Override
    public void ended() {
        if (choices.isEmpty() || !choices.values().stream().allMatch(c -> c.finished)) {
            throw ModelRefusal.cut();
        }
    }

    @Override
    public byte[] whole(byte[] answer) {
        JsonObject document = JsonParts.answer(answer, ModelLimits.ANSWER);
        List<Json> out = new ArrayList<>();
        for (Json item : JsonParts.items(document, "choices")) {
            out.add(wholeChoice(JsonParts.object(item, "a choice")));
        }
        if (out.isEmpty()) {
            throw ModelRefusal.malformed("it holds no choice");
        }
        JsonArray judged = new JsonArray(out);
        return judged.equals(document.get("choices"))
                ? answer
                : JsonParts.bytes(JsonParts.with(document, "choices", judged));
    }

    private JsonObject wholeChoice(JsonObject choice) {
        if (choice.get("delta") != null) {
            throw ModelRefusal.malformed("a whole choice holds a piece of a message");
        }
        JsonObject message = JsonParts.object(choice.get("message"), "a message");
        Choice known = new Choice();
        known.take(message);
        JsonObject looked = looked(words(message)); // first: what a guard finds in the words bears on the calls
        Left left = judged(known.calls.values(), known.legacy);
        JsonObject said = left.withheld().isEmpty() ? looked : saying(looked, left.words());
        if (!left.passed().isEmpty()) {
            List<Json> entries = new ArrayList<>();
            left.passed().forEach(entry -> entries.add(JsonParts.without(entry, Set.of("index"))));
            said = JsonParts.with(said, "tool_calls", new JsonArray(entries));
        }
        if (left.legacy().isPresent()) {
            said = JsonParts.with(said, "function_call", left.legacy().get());
        }
        JsonObject out = JsonParts.with(choice, "message", said);
        Optional<String> reason = JsonParts.text(choice, "finish_reason");
        return reason.isEmpty()
                ? out
                : JsonParts.with(out, "finish_reason", new JsonString(reason(reason.get(), left)));
    }

    private JsonObject looked(JsonObject said) {
        return exchange.words().isGuarded() && said.get("content") instanceof JsonString words
                ? JsonParts.with(
                        said,
                        "content",
                        new JsonString(exchange.words().pass(words.value())
                                + exchange.words().flush()))
                : said;
    }

    private static JsonObject saying(JsonObject said, String withheld) {
        if (JsonParts.has(said, "content") && !(said.get("content") instanceof JsonString)) {
            throw ModelRefusal.malformed("the `content` beside a refused call is no text");
        }
        String text = said.get("content") instanceof JsonString words ? words.value() : "";
        return JsonParts.with(said, "content", new JsonString(text.isEmpty() ? withheld : text + "\n" + withheld));
    }
}
