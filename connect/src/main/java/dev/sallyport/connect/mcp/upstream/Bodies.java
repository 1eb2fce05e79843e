package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.connect.mcp.frame.FrameReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server answers, a piece at a time and bounded: an event stream is heard as it comes, anything else is kept whole. One for
 * each answer; its methods are called one after the other.
 */
final class Bodies implements HttpResponse.BodySubscriber<Bodies.Read> {
    /**
     * What an answer held.
     *
     * @param whole the body, if it was no event stream; empty otherwise
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Read(boolean streamed, byte[] whole) {}

    private static final byte[] NONE = {};

    private final boolean streams;
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private final EventReader events;
    private final CompletableFuture<Read> done = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;

    private Bodies(boolean streams, EventReader events) {
        this.streams = streams;
        this.events = events;
    }

    /**
     * Reads an answer.
     *
     * @param events reads it if it is an event stream
     * @param began hears of the answer's header fields before anything of its body
     */
    static HttpResponse.BodyHandler<Read> reading(EventReader events, Consumer<HttpResponse.ResponseInfo> began) {
        return info -> {
            String type = info.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
            boolean streams = info.statusCode() == 200 && type.startsWith("text/event-stream");
            began.accept(info);
            return new Bodies(streams, events);
        };
    }

    @Override
    public CompletionStage<Read> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        Flow.Subscription here = subscription;
        try {
            for (ByteBuffer piece : pieces) {
                take(piece);
            }
            if (here != null) {
                here.request(1);
            }
        } catch (IOException | RuntimeException e) {
            if (here != null) {
                here.cancel();
            }
            done.completeExceptionally(e);
        }
    }

    private void take(ByteBuffer piece) throws IOException {
        if (streams) {
            events.read(piece);
            return;
        }
        if (whole.size() + piece.remaining() > FrameReader.SERVER_FRAME_BYTES) {
            throw new IOException("an answer longer than " + FrameReader.SERVER_FRAME_BYTES + " bytes");
        }
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        whole.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable e) {
        done.completeExceptionally(e);
    }

    @Override
    public void onComplete() {
        done.complete(new Read(streams, streams ? NONE : whole.toByteArray()));
    }
}
