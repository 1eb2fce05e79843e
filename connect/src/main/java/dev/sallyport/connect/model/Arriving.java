package dev.sallyport.connect.model;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that is still coming: one thread takes pieces out as they come, and no more than one waits, so that a slow reader slows
 * the sender. Thread-safe.
 */
final class Arriving implements HttpResponse.BodySubscriber<Arriving> {
    /** What comes. */
    sealed interface Piece {
        /** Some bytes. */
        record Bytes(List<ByteBuffer> buffers) implements Piece {}

        /** No more. */
        record End() implements Piece {}

        /** The connection broke. */
        record Broken() implements Piece {}
    }

    private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<Arriving> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        pieces.add(new Piece.Bytes(buffers));
    }

    @Override
    public void onError(Throwable e) {
        pieces.add(new Piece.Broken());
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece.End());
    }

    /** The next piece, if one comes within that time. */
    Optional<Piece> next(long millis) throws InterruptedException {
        Piece piece = pieces.poll(millis, TimeUnit.MILLISECONDS);
        Flow.Subscription here = subscription;
        if (piece instanceof Piece.Bytes && here != null) {
            here.request(1);
        }
        return Optional.ofNullable(piece);
    }

    /** Nobody wants the rest. */
    void cancel() {
        Flow.Subscription here = subscription;
        if (here != null) {
            here.cancel();
        }
    }
}
