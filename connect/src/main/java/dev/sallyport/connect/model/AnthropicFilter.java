package dev.sallyport.connect.model;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.frame.Skim;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers of Anthropic's dialect. A call waits for the end of its block; blocks are numbered anew in the order in which they go on, because
 * clients count them. Bytes that go on are those that came, but for that number.
 */
final class AnthropicFilter implements AnswerFilter {
    private static final Set<String> WORDS = Set.of("text", "thinking", "redacted_thinking");
    private static final Map<String, Set<String>> DELTAS = Map.of(
            "text", Set.of("text_delta", "citations_delta"),
            "thinking", Set.of("thinking_delta", "signature_delta"),
            "redacted_thinking", Set.of(),
            "tool_use", Set.of("input_json_delta"));
    private static final byte[] END_TURN = "\"end_turn\"".getBytes(StandardCharsets.UTF_8);
    private static final String TOOL_USE = "tool_use";

    private final ModelExchange exchange;
    private final Map<Integer, Block> blocks = new HashMap<>();
    private boolean begun;
    private boolean done;
    private int next;
    private int passed;

    /** One block of a streamed answer. */
    private static final class Block {
        final String type;
        final JsonObject start;
        final List<byte[]> held = new ArrayList<>();
        final StringBuilder arguments = new StringBuilder();
        int number = -1;
        boolean stopped;

        Block(String type, JsonObject start) {
            this.type = type;
            this.start = start;
        }

        boolean isWords() {
            return WORDS.contains(type);
        }
    }

    AnthropicFilter(ModelExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void event(byte[] data, Sink sink) throws IOException {
        if (done) {
            return;
        }
        JsonObject event = JsonParts.answer(data, ModelLimits.EVENT);
        String type = JsonParts.text(event, "type").orElse("");
        if (!begun && type.startsWith("content_block")) {
            throw ModelRefusal.malformed("a block comes before the message");
        }
        switch (type) {
            case "message_start" -> {
                JsonObject message = JsonParts.object(event.get("message"), "a message");
                if (begun || !JsonParts.items(message, "content").isEmpty()) {
                    throw ModelRefusal.malformed("the message begins with blocks, or twice");
                }
                begun = true;
                sink.event(Optional.of(type), data);
            }
            case "content_block_start" -> start(event, data, sink);
            case "content_block_delta" -> delta(event, data, sink);
            case "content_block_stop" -> stop(event, data, sink);
            case "message_delta" -> ending(event, data, sink);
            case "message_stop" -> {
                requireStopped();
                done = true;
                sink.event(Optional.of(type), data);
            }
            case "ping" -> sink.event(Optional.of(type), data);
            case "error" ->
                throw new ModelRefusal(502, "upstream_failed", "the model's upstream ended its answer with an error");
            default -> {
                // kinds of events that later versions add: nobody here knows what a client would do with them
            }
        }
    }

    private void requireStopped() {
        if (!begun || !blocks.values().stream().allMatch(b -> b.stopped)) {
            throw ModelRefusal.cut();
        }
    }

    private static int index(JsonObject event) {
        return JsonParts.index(event, "index").orElseThrow(() -> ModelRefusal.malformed("a block has no index"));
    }

    private Block open(JsonObject event) {
        Block block = blocks.get(index(event));
        if (block == null || block.stopped) {
            throw ModelRefusal.malformed("a block goes on that is not open");
        }
        return block;
    }

    private void start(JsonObject event, byte[] data, Sink sink) throws IOException {
        JsonObject inner = JsonParts.object(event.get("content_block"), "a block");
        Block block = new Block(JsonParts.text(inner, "type").orElse(""), inner);
        exchange.hold(Integer.BYTES);
        if (blocks.put(index(event), block) != null) {
            throw ModelRefusal.malformed("two blocks have one index");
        }
        if (!block.isWords()) {
            exchange.hold(data.length);
            block.held.add(data);
            return;
        }
        block.number = next++;
        byte[] begun = numbered(data, index(event), block.number);
        String early = block.type.equals("text") ? JsonParts.text(inner, "text").orElse("") : "";
        if (exchange.words().isGuarded() && !early.isEmpty()) {
            sink.event(Optional.of("content_block_start"), Splice.replaced(begun, text(""), "content_block", "text"));
            piece(block.number, exchange.words().pass(early), sink);
        } else {
            sink.event(Optional.of("content_block_start"), begun);
        }
    }

    private static byte[] numbered(byte[] data, int was, int now) {
        return was == now ? data : Splice.replaced(data, Splice.number(now), "index");
    }

    private static byte[] text(String words) {
        return JsonParts.bytes(new dev.sallyport.action.json.JsonString(words));
    }

    private void delta(JsonObject event, byte[] data, Sink sink) throws IOException {
        Block block = open(event);
        JsonObject inner = JsonParts.object(event.get("delta"), "a piece of a block");
        String type = JsonParts.text(inner, "type").orElse("");
        Set<String> fitting = DELTAS.get(block.type);
        if (fitting != null && !fitting.contains(type)) {
            throw ModelRefusal.malformed("a block has a piece of another kind");
        }
        if (!block.isWords()) {
            exchange.hold(data.length);
            if (fitting != null) {
                block.arguments.append(JsonParts.text(inner, "partial_json").orElse(""));
                block.held.add(data);
            }
        } else if (type.equals("text_delta") && exchange.words().isGuarded()) {
            piece(
                    block.number,
                    exchange.words().pass(JsonParts.text(inner, "text").orElse("")),
                    sink);
        } else {
            sink.event(Optional.of("content_block_delta"), numbered(data, index(event), block.number));
        }
    }

    private void stop(JsonObject event, byte[] data, Sink sink) throws IOException {
        Block block = open(event);
        block.stopped = true;
        if (block.isWords()) {
            piece(block.number, block.type.equals("text") ? exchange.words().flush() : "", sink);
            sink.event(Optional.of("content_block_stop"), numbered(data, index(event), block.number));
            return;
        }
        switch (judged(block)) {
            case Judged.Passed p -> {
                passed++;
                block.number = next++;
                sink.event(
                        Optional.of("content_block_start"),
                        numbered(block.held.getFirst(), index(event), block.number));
                for (byte[] held : block.held.subList(1, block.held.size())) {
                    sink.event(Optional.of("content_block_delta"), numbered(held, index(event), block.number));
                }
                sink.event(Optional.of("content_block_stop"), numbered(data, index(event), block.number));
            }
            case Judged.Withheld w -> said(w.words(), sink);
        }
        block.held.clear();
        block.arguments.setLength(0);
    }

    private Judged judged(Block block) {
        if (!block.type.equals(TOOL_USE)) {
            return new Judged.Withheld(ModelExchange.unknown("a block of another kind"));
        }
        Optional<Skim.Span> whole = Splice.find(block.held.getFirst(), "content_block", "input");
        boolean early = JsonParts.optionalObject(block.start, "input")
                .filter(input -> !input.members().isEmpty())
                .isPresent();
        if (early && !block.arguments.isEmpty()) {
            throw ModelRefusal.malformed("a call has its arguments twice");
        }
        String arguments = early
                ? new String(whole.orElseThrow().of(block.held.getFirst()), StandardCharsets.UTF_8)
                : block.arguments.toString();
        return exchange.judge(use(block.start, arguments));
    }

    private static ToolUse use(JsonObject block, String arguments) {
        return new ToolUse(
                JsonParts.text(block, "id").orElse(""),
                JsonParts.text(block, "name").orElse(""),
                arguments,
                false);
    }

    /** A block of our own words. */
    private void said(String words, Sink sink) throws IOException {
        int number = next++;
        JsonObject empty =
                JsonObject.builder().put("type", "text").put("text", "").build();
        sink.event(Optional.of("content_block_start"), event("content_block_start", number, "content_block", empty));
        piece(number, words, sink);
        sink.event(
                Optional.of("content_block_stop"),
                JsonParts.bytes(JsonObject.builder()
                        .put("type", "content_block_stop")
                        .put("index", number)
                        .build()));
    }

    private static void piece(int number, String words, Sink sink) throws IOException {
        if (!words.isEmpty()) {
            JsonObject inner = JsonObject.builder()
                    .put("type", "text_delta")
                    .put("text", words)
                    .build();
            sink.event(Optional.of("content_block_delta"), event("content_block_delta", number, "delta", inner));
        }
    }

    private static byte[] event(String type, int number, String name, JsonObject inner) {
        return JsonParts.bytes(JsonObject.builder()
                .put("type", type)
                .put("index", number)
                .put(name, inner)
                .build());
    }

    private void ending(JsonObject event, byte[] data, Sink sink) throws IOException {
        requireStopped();
        boolean calls = JsonParts.optionalObject(event, "delta")
                .flatMap(delta -> JsonParts.text(delta, "stop_reason"))
                .filter(TOOL_USE::equals)
                .isPresent();
        byte[] out = calls && passed == 0 ? Splice.replaced(data, END_TURN, "delta", "stop_reason") : data;
        sink.event(Optional.of("message_delta"), out);
    }

    @Override
    public boolean isOver() {
        return done;
    }

    @Override
    public void ended() {
        if (!done) {
            throw ModelRefusal.cut();
        }
    }

    @Override
    public byte[] whole(byte[] answer) {
        JsonObject document = JsonParts.answer(answer, ModelLimits.ANSWER);
        if (!JsonParts.text(document, "type").orElse("").equals("message")) {
            throw ModelRefusal.malformed("it is no message");
        }
        List<Json> items = JsonParts.items(document, "content");
        List<Skim.Span> spans = Splice.find(answer, "content")
                .flatMap(span -> Skim.items(answer, span))
                .orElseThrow(() -> ModelRefusal.malformed("its blocks can't be found"));
        List<byte[]> out = new ArrayList<>();
        boolean same = true;
        for (int i = 0; i < items.size(); i++) {
            byte[] raw = spans.get(i).of(answer);
            byte[] kept = wholeBlock(JsonParts.object(items.get(i), "a block"), raw);
            same &= Arrays.equals(kept, raw);
            out.add(kept);
        }
        byte[] judged = same ? answer : Splice.replaced(answer, array(out), "content");
        boolean calls =
                JsonParts.text(document, "stop_reason").filter(TOOL_USE::equals).isPresent();
        return calls && passed == 0 ? Splice.replaced(judged, END_TURN, "stop_reason") : judged;
    }

    private byte[] wholeBlock(JsonObject block, byte[] raw) {
        String type = JsonParts.text(block, "type").orElse("");
        if (type.equals("text") && exchange.words().isGuarded()) {
            String words = JsonParts.text(block, "text").orElse("");
            String kept = exchange.words().pass(words) + exchange.words().flush();
            return kept.equals(words) ? raw : Splice.replaced(raw, text(kept), "text");
        }
        if (WORDS.contains(type)) {
            return raw;
        }
        Judged judged = type.equals(TOOL_USE)
                ? exchange.judge(use(block, arguments(raw)))
                : new Judged.Withheld(ModelExchange.unknown("a block of another kind"));
        return switch (judged) {
            case Judged.Passed p -> {
                passed++;
                yield raw;
            }
            case Judged.Withheld w ->
                JsonParts.bytes(JsonObject.builder()
                        .put("type", "text")
                        .put("text", w.words())
                        .build());
        };
    }

    private String arguments(byte[] block) {
        byte[] input = Splice.find(block, "input")
                .map(span -> span.of(block))
                .orElseThrow(() -> ModelRefusal.malformed("a call has no `input`"));
        exchange.hold(input.length);
        return new String(input, StandardCharsets.UTF_8);
    }

    private static byte[] array(List<byte[]> items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < items.size(); i++) {
            out.write(i == 0 ? '[' : ',');
            out.writeBytes(items.get(i));
        }
        if (items.isEmpty()) {
            out.write('[');
        }
        out.write(']');
        return out.toByteArray();
    }
}
