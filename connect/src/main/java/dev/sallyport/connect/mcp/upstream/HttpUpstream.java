package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A server over Streamable HTTP, as one client of it. Every frame is a request of its own; what the answer holds goes to {@link Hears} as
 * it comes. Holds no thread while nothing happens.
 *
 * <p>Design. Frames may be sent side by side, but what follows a notification waits until the server has it, because {@code
 * notifications/initialized} opens the door for all others. An answer's stream that ends early is gone on with if it had event ids. A session
 * that the server has forgotten is opened anew with the client's own {@code initialize}, once for each request that finds it gone; {@link
 * Hears#again} decides whether that request is sent once more. A request whose connection broke after it was sent is never sent again.
 *
 * <p>From MCP 2025-11-25, Transports, and MCP 2026-07-28, Streamable HTTP. Thread-safe: {@link #lock} guards what a session is.
 */
@SuppressWarnings({"FutureReturnValueIgnored", "CollectionUndefinedEquality"
}) // each end is handled where it is heard, by identity
public final class HttpUpstream implements Upstream {
    /** How long opening a session anew may take, in milliseconds. */
    static final long RENEWAL_MILLIS = 30_000;

    /** How long a server that can't be reached is given before the one further attempt, in milliseconds. */
    static final long RECONNECT_MILLIS = 300;

    private static final int AGAIN = 2;
    private static final String INITIALIZE = "initialize";

    private final ExecutorService threads;
    private final HttpTarget target;
    private final Sender sender;
    private final Hears hears;
    private final HttpSession session = new HttpSession();
    private final Set<CompletableFuture<?>> flights = ConcurrentHashMap.newKeySet();
    private final Map<RpcId, Integer> again = new ConcurrentHashMap<>();
    /** Requests that were refused for their credential once. */
    private final Set<RpcId> renewed = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    /** Held while the session is opened anew. */
    private final ReentrantLock renewing = new ReentrantLock();

    // Under the lock:
    private CompletableFuture<?> told = CompletableFuture.completedFuture(null);
    private volatile boolean closed;
    private volatile boolean listening;

    HttpUpstream(HttpClient http, ExecutorService threads, HttpTarget target, Hears hears) {
        this.threads = threads;
        this.target = target;
        this.sender = new Sender(http, threads, target);
        this.hears = hears;
    }

    @Override
    public boolean tellsWhatItIsAbout() {
        return true;
    }

    @Override
    public void send(byte[] bytes) {
        Frame frame = FrameReader.ofClient(bytes);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            switch (frame) {
                case Frame.Request request -> {
                    after(told, () -> ask(request));
                }
                case Frame.Notification notification -> tell(notification.bytes());
                case Frame.Answer answer -> tell(answer.bytes());
                case Frame.Unreadable unreadable -> throw new IllegalArgumentException("no frame of the gateway's");
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell(byte[] bytes) {
        CompletableFuture<?> mine = new CompletableFuture<>();
        CompletableFuture<?> before = told;
        told = mine;
        after(before, () -> after(post(bytes), () -> mine.complete(null)));
    }

    /** Goes on when that is over, however it ended: here if it is already, else on a thread of its own. */
    private void after(CompletableFuture<?> before, Runnable then) {
        if (before.isDone()) {
            then.run();
        } else {
            before.whenCompleteAsync((done, broken) -> then.run(), threads);
        }
    }

    private CompletableFuture<?> post(byte[] bytes) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        HttpRequest.Builder request = HttpFields.of(target, session.id(), session.version())
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        EventReader ignored = new EventReader(FrameReader.SERVER_FRAME_BYTES, data -> {});
        return flying(sender.insist(request, Bodies.reading(ignored, info -> {})));
    }

    /** Notes what is under way, so that closing ends it. */
    private <T> CompletableFuture<T> flying(CompletableFuture<T> flight) {
        flights.add(flight);
        flight.whenComplete((done, broken) -> flights.remove(flight));
        if (closed) {
            flight.cancel(true);
        }
        return flight;
    }

    private void ask(Frame.Request request) {
        if (closed) {
            return;
        }
        boolean opens = request.method().equals(INITIALIZE);
        if (opens) {
            session.begin(request);
        }
        Optional<String> used = session.id();
        EventReader events = new EventReader(FrameReader.SERVER_FRAME_BYTES, data -> heard(Optional.of(request), data));
        HttpRequest.Builder post = HttpFields.of(target, used, request, session.version(), hears::mirrored);
        flying(sender.send(post, Bodies.reading(events, info -> {
                    if (opens) {
                        session.opened(info);
                    }
                })))
                .whenCompleteAsync((answer, broken) -> ended(request, used, events, answer, broken), threads);
    }

    private void heard(Optional<Frame.Request> about, byte[] data) {
        if (data.length == 0 || closed) {
            about.map(Frame.Request::id).ifPresent(hears::primed);
            return;
        }
        about.filter(request -> request.method().equals(INITIALIZE)).ifPresent(request -> session.answered(data));
        hears.frame(about.map(Frame.Request::id), data);
    }

    private void ended(
            Frame.Request request,
            Optional<String> used,
            EventReader events,
            @Nullable HttpResponse<Bodies.Read> answer,
            @Nullable Throwable broken) {
        RpcId id = request.id();
        if (closed || !hears.waitsFor(id)) {
            forget(id);
            return;
        }
        if (answer == null) {
            broke(request, used, events, broken);
        } else if (answer.statusCode() / 100 == 2) {
            answered(request, used, events, answer.body());
        } else if (renewed.add(id) && sender.mayRenew(answer)) {
            hears.again(id, request.bytes());
        } else if (!Forgotten.says(answer, used) || !mayAgain(id)) {
            refused(request, answer);
        } else if (renew(used.orElseThrow())) {
            hears.again(id, request.bytes());
        } else {
            lost(id, "upstream_forgot", "the server forgot the session and could not be told of it again");
        }
    }

    private void broke(Frame.Request request, Optional<String> used, EventReader events, @Nullable Throwable broken) {
        Optional<Unsupplied> unsupplied = cause(broken, Unsupplied.class);
        if (unsupplied.isPresent()) {
            unsent(request.id(), unsupplied.get());
        } else if (isUnsent(broken)) {
            if (mayAgain(request.id())) {
                CompletableFuture.delayedExecutor(RECONNECT_MILLIS, TimeUnit.MILLISECONDS, threads)
                        .execute(() -> hears.again(request.id(), request.bytes()));
            } else {
                lost(request.id(), "upstream_unreachable", "the server can't be reached");
            }
        } else if (!events.lastId().isEmpty()) {
            stream(Optional.of(request), used, events, 0);
        } else {
            lost(request.id(), "upstream_broken", "the connection to the server broke");
        }
    }

    /** A request that never arrived may be sent again: once because nobody was there, once because the server had forgotten. */
    private boolean mayAgain(RpcId id) {
        return again.merge(id, 1, Integer::sum) <= AGAIN;
    }

    private static boolean isUnsent(@Nullable Throwable broken) {
        return cause(broken, ConnectException.class).isPresent()
                || cause(broken, HttpConnectTimeoutException.class).isPresent();
    }

    private static <T extends Throwable> Optional<T> cause(@Nullable Throwable broken, Class<T> kind) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }

    private void unsent(RpcId id, Unsupplied why) {
        forget(id);
        hears.unsent(id, why.code(), String.valueOf(why.getMessage()));
    }

    /** Nothing of that request is counted any more. */
    private void forget(RpcId id) {
        again.remove(id);
        renewed.remove(id);
    }

    private void answered(Frame.Request request, Optional<String> used, EventReader events, Bodies.Read read) {
        if (!read.streamed()) {
            heard(Optional.of(request), read.whole());
        } else if (!events.lastId().isEmpty()) {
            if (events.retryMillis().isPresent()) {
                hears.hungUp(request.id());
            }
            stream(Optional.of(request), used, events, 0);
            return;
        }
        forget(request.id());
        if (hears.waitsFor(request.id())) {
            lost(request.id(), "upstream_broken", "the server's answer ended without the answer");
        }
    }

    private void refused(Frame.Request request, HttpResponse<Bodies.Read> answer) {
        RpcId id = request.id();
        List<String> challenges = answer.headers().allValues("www-authenticate").stream()
                .map(text -> target.supply().map(supply -> supply.clean(text)).orElse(text))
                .toList();
        if ((answer.statusCode() == 401 || answer.statusCode() == 403) && target.passesChallenges()) {
            hears.challenged(id, new Challenge(answer.statusCode(), challenges));
        } else if (FrameReader.ofServer(answer.body().whole()) instanceof Frame.Failure failure
                && failure.id().equals(id)) {
            heard(Optional.of(request), failure.bytes());
        }
        forget(id);
        if (hears.waitsFor(id)) {
            lost(
                    id,
                    answer.statusCode() == 401 || answer.statusCode() == 403
                            ? "upstream_unauthorized"
                            : "upstream_refused",
                    "the server answered with the HTTP status " + answer.statusCode());
        }
    }

    private void lost(RpcId id, String code, String why) {
        forget(id);
        hears.lost(id, code, why);
    }

    @Override
    public void listen() {
        lock.lock();
        try {
            if (listening || closed) {
                return;
            }
            listening = true;
            after(told, this::standing);
        } finally {
            lock.unlock();
        }
    }

    private void standing() {
        stream(Optional.empty(), session.id(), new EventReader(FrameReader.SERVER_FRAME_BYTES, data -> {}), -1);
    }

    /** Goes on with a stream behind its last event, or opens the standing one, until its answer is in or nobody waits. */
    private void stream(Optional<Frame.Request> about, Optional<String> used, EventReader before, int failures) {
        new HttpStream(sender, session, used, this::flying, new HttpStream.Listener() {
                    @Override
                    public void heard(byte[] data) {
                        HttpUpstream.this.heard(about, data);
                    }

                    @Override
                    public boolean wanted() {
                        return !closed
                                && about.map(Frame.Request::id)
                                        .map(hears::waitsFor)
                                        .orElse(true);
                    }

                    @Override
                    public void gaveUp() {
                        about.ifPresentOrElse(
                                request -> lost(
                                        request.id(), "upstream_broken", "the server's stream ended before its answer"),
                                () -> listening = false);
                    }
                })
                .goOn(before, failures);
    }

    /** Opens the session anew, unless somebody else just did. */
    private boolean renew(String stale) {
        renewing.lock();
        try {
            if (!session.id().equals(Optional.of(stale))) {
                return true;
            }
            Optional<Frame.Request> initialize = session.initialize();
            if (initialize.isEmpty() || !open(initialize.get())) {
                return false;
            }
            post(Reply.notification("notifications/initialized", JsonObject.of()))
                    .get(RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
            hears.renewed();
            if (listening) {
                standing();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } finally {
            renewing.unlock();
        }
    }

    private boolean open(Frame.Request initialize) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<byte[]> first = new CompletableFuture<>();
        EventReader events = new EventReader(FrameReader.SERVER_FRAME_BYTES, data -> {
            if (FrameReader.answered(data).isPresent()) {
                first.complete(data);
            }
        });
        HttpRequest.Builder post =
                HttpFields.of(target, Optional.empty(), initialize, Optional.empty(), tool -> List.of());
        session.forget();
        flying(sender.insist(post, Bodies.reading(events, session::opened))).whenComplete((answer, broken) -> {
            if (answer == null || answer.statusCode() != 200) {
                first.completeExceptionally(new IOException("not opened"));
            } else {
                first.complete(answer.body().whole());
            }
        });
        return session.answered(first.get(RENEWAL_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lock.unlock();
        }
        flights.forEach(flight -> flight.cancel(true));
        session.id().ifPresent(id -> {
            EventReader ignored = new EventReader(FrameReader.SERVER_FRAME_BYTES, data -> {});
            HttpRequest.Builder delete =
                    HttpFields.of(target, Optional.of(id), session.version()).DELETE();
            sender.send(delete, Bodies.reading(ignored, info -> {}));
        });
    }
}
