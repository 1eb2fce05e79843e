package dev.sallyport.connect.model;

import dev.sallyport.connect.broker.Scrubber;
import dev.sallyport.connect.mcp.upstream.EventReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;

/** Passes one answer on, within its limits, and has it recorded how it ended. Confined to one thread. */
final class Passing {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final byte[] REMINDER = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ModelExchange exchange;
    private final ModelLimits.Patience patience;
    private final LongSupplier ticker;
    private final Optional<Scrubber> scrubber;
    private final MessageDigest digest = ModelDoor.digest();
    private final long began;
    private Arriving body = new Arriving();
    private long size;
    private boolean over;

    Passing(ModelExchange exchange, ModelLimits.Patience patience, LongSupplier ticker, Optional<Scrubber> scrubber) {
        this.exchange = exchange;
        this.patience = patience;
        this.ticker = ticker;
        this.scrubber = scrubber;
        this.began = ticker.getAsLong();
    }

    void from(Arriving answer) {
        body = answer;
    }

    /** The question failed, if nobody said yet how it ended. */
    void failed() {
        end(false);
    }

    private void end(boolean whole) {
        if (!over) {
            over = true;
            if (!whole) {
                body.cancel();
            }
            exchange.ended(whole, HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** A whole answer, as it may go on. */
    byte[] whole(AnswerFilter filter) {
        byte[] judged = filter.whole(bytes());
        end(true);
        return judged;
    }

    /** All bytes of an answer, without secrets. */
    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            switch (next(patience.whole()).orElseThrow(Passing::silent)) {
                case Arriving.Piece.Bytes bytes -> bytes.buffers().forEach(buffer -> all.writeBytes(taken(buffer)));
                case Arriving.Piece.End end -> {
                    return clean(all.toByteArray());
                }
                case Arriving.Piece.Broken broken -> throw ModelRefusal.cut();
            }
        }
    }

    private byte[] clean(byte[] bytes) {
        return scrubber.map(s -> s.clean(bytes)).orElse(bytes);
    }

    private byte[] taken(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        size += bytes.length;
        if (size > ModelLimits.ANSWER_BYTES) {
            throw ModelRefusal.tooLarge();
        }
        digest.update(bytes);
        return bytes;
    }

    private Optional<Arriving.Piece> next(long millis) {
        long left = patience.whole() - (ticker.getAsLong() - began) / NANOS_PER_MILLI;
        if (left <= 0) {
            throw silent();
        }
        try {
            return body.next(Math.min(left, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelRefusal(503, "gateway_stopping", "the gateway stops");
        }
    }

    private static ModelRefusal silent() {
        return new ModelRefusal(502, "upstream_silent", "the model's upstream did not go on in time");
    }

    /** Writes a streamed answer. */
    void stream(OutputStream out) throws IOException {
        try {
            AnswerFilter filter = AnswerFilter.of(exchange);
            pump(filter, out);
            filter.ended();
            body.cancel();
            end(true);
        } catch (ModelRefusal refusal) {
            event(out, Optional.of("error").filter(n -> isAnthropic()), JsonParts.bytes(error(refusal)));
            out.flush();
        } finally {
            end(false);
        }
    }

    private boolean isAnthropic() {
        return exchange.asked().route().dialect() == ModelDialect.ANTHROPIC;
    }

    private dev.sallyport.action.json.JsonObject error(ModelRefusal refusal) {
        return ModelErrors.members(
                exchange.asked().route().dialect(),
                refusal.status(),
                refusal.code(),
                String.valueOf(refusal.getMessage()));
    }

    private void pump(AnswerFilter filter, OutputStream out) throws IOException {
        Queue<byte[]> events = new ArrayDeque<>();
        EventReader reader = new EventReader(ModelLimits.EVENT_BYTES, events::add);
        long quiet = 0;
        while (!filter.isOver()) {
            long step = Math.min(ModelLimits.REMINDER_MILLIS, patience.silence() - quiet);
            Optional<Arriving.Piece> piece = next(step);
            if (piece.isEmpty()) {
                quiet += step;
                if (quiet >= patience.silence()) {
                    throw silent();
                }
                out.write(REMINDER);
                out.flush();
                continue;
            }
            quiet = 0;
            switch (piece.get()) {
                case Arriving.Piece.Bytes bytes -> {
                    for (ByteBuffer buffer : bytes.buffers()) {
                        read(reader, ByteBuffer.wrap(taken(buffer)));
                    }
                    pass(events, filter, out);
                }
                case Arriving.Piece.End end -> {
                    return;
                }
                case Arriving.Piece.Broken broken -> throw ModelRefusal.cut();
            }
        }
    }

    private static void read(EventReader reader, ByteBuffer bytes) {
        try {
            reader.read(bytes);
        } catch (IOException e) {
            throw ModelRefusal.tooLarge();
        }
    }

    private void pass(Queue<byte[]> events, AnswerFilter filter, OutputStream out) throws IOException {
        for (byte[] event = events.poll(); event != null; event = events.poll()) {
            if (event.length > 0) {
                filter.event(clean(event), (name, data) -> event(out, name, data));
            }
        }
        out.flush();
    }

    private static void event(OutputStream out, Optional<String> name, byte[] data) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(data.length + 64);
        name.ifPresent(n -> whole.writeBytes(("event: " + n + "\n").getBytes(StandardCharsets.UTF_8)));
        for (String line : new String(data, StandardCharsets.UTF_8).split("\n", -1)) {
            whole.writeBytes(("data: " + line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        whole.write('\n');
        whole.writeTo(out);
    }
}
