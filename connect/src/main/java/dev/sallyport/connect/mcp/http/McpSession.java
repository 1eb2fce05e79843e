package dev.sallyport.connect.mcp.http;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import dev.sallyport.connect.mcp.upstream.Challenge;
import dev.sallyport.connect.mcp.upstream.Hears;
import dev.sallyport.connect.mcp.upstream.RequestFields;
import dev.sallyport.connect.mcp.upstream.Upstream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One client's session of the revisions that begin with {@code initialize}: its proxy, its server, and the streams on which it hears of
 * them. Holds no thread while nobody asks. Thread-safe: frames of the client go in one after the other, and so do frames of the server.
 */
final class McpSession implements Joined.Client {
    private final String id;
    private final HttpLimits limits;
    private final LongSupplier ticker;
    private final Consumer<String> notices;
    private final Runnable leave;
    private final Joined joined;
    private final Streams streams;
    private final ReentrantLock fromClient = new ReentrantLock();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long usedNanos;
    private volatile Optional<String> version = Optional.empty();

    /**
     * A session that is not opened yet.
     *
     * @param leave is run when it ends
     */
    McpSession(
            String id,
            HttpLimits limits,
            LongSupplier ticker,
            Consumer<String> notices,
            Function<Outlet, McpProxy> proxy,
            Function<Hears, Upstream> upstream,
            Runnable leave) {
        this.id = id;
        this.limits = limits;
        this.ticker = ticker;
        this.notices = notices;
        this.leave = leave;
        this.streams = new Streams(limits);
        this.usedNanos = ticker.getAsLong();
        this.joined = new Joined(this, proxy, upstream);
    }

    String id() {
        return id;
    }

    /** The revision that was agreed on, once it was. */
    Optional<String> version() {
        return version;
    }

    boolean isIdle() {
        return streams.isIdle() && ticker.getAsLong() - usedNanos > limits.idleMillis() * 1_000_000;
    }

    /** Opens it: the answer to {@code initialize}; the session ends if that is none that agrees. */
    HttpAnswer open(Frame.Request initialize) throws InterruptedException {
        InFlight mine = streams.open(initialize).orElseThrow();
        give(initialize);
        EventStream.Found found = mine.stream().after(mine.reader(), 0, limits.initializeMillis());
        if (!(found instanceof EventStream.Found.Next next)) {
            end("server_silent", "the server did not answer initialize");
            return Refuse.of(
                    504, initialize, RpcCode.UNAVAILABLE, "server_silent", "the server did not answer in time");
        }
        streams.delivered(mine);
        version = agreed(next.event().frame());
        if (version.isEmpty()) {
            HttpAnswer answer = mine.answer(next.event().frame(), Map.of());
            end("not_opened", "the server did not open the session");
            return answer;
        }
        return mine.answer(next.event().frame(), Map.of(RequestFields.SESSION, id));
    }

    private static Optional<String> agreed(byte[] frame) {
        return FrameReader.ofServer(frame) instanceof Frame.Result result
                        && result.result().get("protocolVersion") instanceof JsonString agreed
                ? Optional.of(agreed.value())
                : Optional.empty();
    }

    /** Takes a frame of the client. */
    HttpAnswer post(Frame frame) throws InterruptedException {
        usedNanos = ticker.getAsLong();
        return switch (frame) {
            case Frame.Request request -> ask(request);
            case Frame.Notification notification -> {
                give(notification);
                if (notification.method().equals("notifications/cancelled")) {
                    Json named = notification.params().get("requestId");
                    Optional.ofNullable(named).flatMap(RpcId::of).ifPresent(streams::cancel);
                }
                yield new HttpAnswer.Bare(202, Map.of());
            }
            case Frame.Answer answer -> {
                give(answer);
                yield new HttpAnswer.Bare(202, Map.of());
            }
            case Frame.Unreadable unreadable -> Refuse.unreadable(unreadable);
        };
    }

    private HttpAnswer ask(Frame.Request request) throws InterruptedException {
        Optional<InFlight> mine = streams.open(request);
        if (mine.isEmpty()) {
            return Refuse.of(
                    400, request, RpcCode.INVALID_REQUEST, "duplicate_id", "a request with this id is in flight");
        }
        give(request);
        InFlight flight = mine.get();
        return switch (flight.stream().first(flight.reader(), limits.quietMillis())) {
            case EventStream.Found.Next next -> {
                if (next.event().last()) {
                    streams.delivered(flight);
                    yield flight.answer(next.event().frame(), Map.of());
                }
                yield streamed(flight.number(), flight.stream(), 0);
            }
            case EventStream.Found.Nothing nothing -> streamed(flight.number(), flight.stream(), 0);
            case EventStream.Found.Over over -> new HttpAnswer.Bare(202, Map.of());
        };
    }

    private HttpAnswer streamed(int number, EventStream stream, long from) {
        boolean primes = from == 0 && comesBack();
        int reader = stream.attach();
        StreamWriter writer = new StreamWriter(
                stream, reader, from, Optional.of(number + "-"), primes, limits.keepMillis(), () -> {});
        return new HttpAnswer.Events(
                out -> {
                    streams.reading(1);
                    try {
                        writer.writeTo(out);
                    } finally {
                        usedNanos = ticker.getAsLong();
                        streams.reading(-1);
                    }
                },
                Map.of());
    }

    /** The standing stream, or one that broke off and goes on behind the event it names. */
    HttpAnswer get(Optional<String> lastEvent) {
        usedNanos = ticker.getAsLong();
        if (lastEvent.isPresent()) {
            Optional<Streams.Cursor> cursor = streams.cursor(lastEvent.get());
            if (cursor.isEmpty()) {
                return Refuse.of(
                        400,
                        RpcCode.INVALID_REQUEST,
                        "event_unknown",
                        "the field Last-Event-ID names no event that is kept");
            }
            cursor.get().stream().comeBack();
            return streamed(
                    cursor.get().number(), cursor.get().stream(), cursor.get().at());
        }
        joined.upstream().listen();
        EventStream standing = streams.standing();
        return streamed(0, standing, standing.writtenTo());
    }

    private void give(Frame frame) {
        fromClient.lock();
        try {
            joined.proxy().fromClient(frame);
        } finally {
            fromClient.unlock();
        }
    }

    /** Ends it; does nothing the second time. */
    void end(String code, String why) {
        if (ended.compareAndSet(false, true)) {
            leave.run();
            joined.end(code, why);
            streams.finish();
        }
    }

    @Override
    public void said(Optional<RpcId> about, byte[] frame) {
        Optional<RpcId> answered = FrameReader.answered(frame);
        if (answered.isPresent()) {
            streams.answer(answered.get(), frame);
        } else {
            streams.say(about, joined.upstream().tellsWhatItIsAbout(), frame);
        }
    }

    @Override
    public void primed(RpcId request) {
        if (comesBack()) {
            streams.of(request).ifPresent(EventStream::begin);
        }
    }

    @Override
    public void hungUp(RpcId request) {
        if (comesBack()) {
            streams.of(request).ifPresent(EventStream::hangUp);
        }
    }

    /** Whether the client knows that a stream which ended without an answer is one to come back to. */
    private boolean comesBack() {
        return Versions.primes(version.orElse(""));
    }

    @Override
    public void challenged(RpcId request, Challenge challenge) {
        streams.challenged(request, challenge);
    }

    @Override
    public void over(String code, String why) {
        end(code, why);
    }

    @Override
    public void notice(String line) {
        notices.accept(line);
    }
}
