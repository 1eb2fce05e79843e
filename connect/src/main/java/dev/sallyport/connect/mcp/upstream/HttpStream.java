package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.connect.mcp.frame.FrameReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a session that is asked for with GET: the standing one, or one that broke off and goes on behind its last event. Comes back
 * as long as the server has something to say now and then; gives up after {@link #FAILURES} attempts without an event.
 *
 * <p>From MCP 2025-11-25, Transports, "Resumability and redelivery".
 */
@SuppressWarnings("FutureReturnValueIgnored") // its end is heard in `ended`
final class HttpStream {
    /** Hears what the stream says. */
    interface Listener {
        void heard(byte[] data);

        /** Whether anybody still waits for what it may say. */
        boolean wanted();

        void gaveUp();
    }

    /** Attempts in a row that brought no event. */
    static final int FAILURES = 5;

    /** How long to wait before coming back if the server does not say, in milliseconds. */
    static final long RETRY_MILLIS = 1_000;

    /** The longest wait a server can ask for, in milliseconds. */
    static final long LONGEST_RETRY_MILLIS = 30_000;

    private final Sender sender;
    private final HttpSession session;
    private final Optional<String> of;
    private final UnaryOperator<CompletableFuture<HttpResponse<Bodies.Read>>> flying;
    private final Listener listener;

    HttpStream(
            Sender sender,
            HttpSession session,
            Optional<String> of,
            UnaryOperator<CompletableFuture<HttpResponse<Bodies.Read>>> flying,
            Listener listener) {
        this.sender = sender;
        this.session = session;
        this.of = of;
        this.flying = flying;
        this.listener = listener;
    }

    /**
     * Comes back after a pause.
     *
     * @param failures attempts without an event so far; below 0 to come at once
     */
    void goOn(EventReader before, int failures) {
        long pause = Math.min(LONGEST_RETRY_MILLIS, before.retryMillis().orElse(RETRY_MILLIS));
        if (failures < 0) {
            ask(before, 0);
        } else if (failures >= FAILURES) {
            listener.gaveUp();
        } else {
            sender.later(pause, () -> ask(before, failures));
        }
    }

    private void ask(EventReader before, int failures) {
        if (!listener.wanted() || !session.id().equals(of)) {
            return;
        }
        boolean[] heard = new boolean[1];
        EventReader events = new EventReader(FrameReader.SERVER_FRAME_BYTES, before.lastId(), data -> {
            heard[0] = true;
            listener.heard(data);
        });
        HttpRequest.Builder get = HttpFields.of(sender.target(), of, session.version());
        get.setHeader("Accept", "text/event-stream");
        if (!before.lastId().isEmpty()) {
            get.header(RequestFields.LAST_EVENT, before.lastId());
        }
        flying.apply(sender.insist(get.GET(), Bodies.reading(events, info -> {})))
                .whenCompleteAsync(
                        (answer, broken) -> ended(answer, events, heard[0] ? 0 : failures + 1), sender.threads());
    }

    private void ended(@Nullable HttpResponse<Bodies.Read> answer, EventReader events, int failures) {
        if (!listener.wanted()) {
            return;
        }
        if (answer != null && !(answer.statusCode() == 200 && answer.body().streamed())) {
            listener.gaveUp();
        } else {
            goOn(events, failures);
        }
    }
}
