package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.tool.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server was last seen to offer. Looks for itself, with requests of its own whose answers nobody else gets: at the start, after
 * the server said that its tools changed, and when the last look is older than {@link ProxyLimits#freshMillis}. Thread-safe; one look at a
 * time.
 */
final class ToolBook {
    /** One page that was asked for. */
    record Page(CompletableFuture<Frame.Answer> answer) {}

    /** How often the tools may change while they are listed before the look is given up. */
    private static final int RESTARTS = 3;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Requests requests;
    private final Wire wire;
    private final ProxyLimits limits;
    private final LongSupplier ticker;
    private final Threads threads;
    private final String idPrefix;
    private final Consumer<List<Json>> listed;

    private final ReentrantLock lock = new ReentrantLock();
    // The fields below are read and written under the lock.
    private @Nullable Observation seen;
    private long seenNanos;
    private boolean current;
    private long changes;
    private long asked;
    private @Nullable CompletableFuture<Observation> looking;

    /**
     * A book in which nothing stands yet.
     *
     * @param listed hears each whole list before it counts
     */
    ToolBook(
            Requests requests,
            Wire wire,
            ProxyLimits limits,
            LongSupplier ticker,
            Threads threads,
            String idPrefix,
            Consumer<List<Json>> listed) {
        this.listed = listed;
        this.requests = requests;
        this.wire = wire;
        this.limits = limits;
        this.ticker = ticker;
        this.threads = threads;
        this.idPrefix = idPrefix;
    }

    /** Starts the first look, if nobody has. */
    void begin(Era era) {
        lock.lock();
        try {
            if (seen == null && looking == null) {
                looking = start(era);
            }
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Observation> look(Era era) {
        lock.lock();
        try {
            if (seen != null && current && ticker.getAsLong() - seenNanos < limits.freshMillis() * NANOS_PER_MILLI) {
                return CompletableFuture.completedFuture(seen);
            }
            if (looking == null) {
                looking = start(era);
            }
            return looking;
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Observation> start(Era era) {
        CompletableFuture<Observation> mine = new CompletableFuture<>();
        threads.run(() -> work(era, mine));
        return mine;
    }

    /** A current look. */
    Observation fresh(Era era) throws Unlisted, InterruptedException {
        try {
            return look(era).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Unlisted unlisted ? unlisted : new Unlisted("the look was broken off");
        }
    }

    /** The last look, current or not. */
    Optional<Observation> last() {
        lock.lock();
        try {
            return Optional.ofNullable(seen);
        } finally {
            lock.unlock();
        }
    }

    /** The server said that its tools changed. */
    void changed() {
        lock.lock();
        try {
            current = false;
            changes++;
        } finally {
            lock.unlock();
        }
    }

    /** A page the client was shown. */
    void shown(Observation page) {
        lock.lock();
        try {
            if (seen != null) {
                seen = seen.updated(page);
            }
        } finally {
            lock.unlock();
        }
    }

    private void work(Era era, CompletableFuture<Observation> mine) {
        try {
            for (int i = 0; i < RESTARTS; i++) {
                long before = changesSoFar();
                List<Json> entries = list(era);
                if (changesSoFar() == before) {
                    listed.accept(entries);
                }
                Observation found = Observation.of(entries);
                if (keep(found, before)) {
                    mine.complete(found);
                    return;
                }
            }
            fail(mine, new Unlisted("the server's tools keep changing while they are listed"));
        } catch (Unlisted e) {
            fail(mine, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(mine, new Unlisted("the look was broken off"));
        } catch (RuntimeException e) {
            fail(mine, new Unlisted("the look failed: " + e));
        }
    }

    private long changesSoFar() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private boolean keep(Observation found, long before) {
        lock.lock();
        try {
            if (changes != before) {
                return false;
            }
            seen = found;
            seenNanos = ticker.getAsLong();
            current = true;
            looking = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void fail(CompletableFuture<Observation> mine, Unlisted why) {
        lock.lock();
        try {
            current = false;
            looking = null;
        } finally {
            lock.unlock();
        }
        mine.completeExceptionally(why);
    }

    private List<Json> list(Era era) throws Unlisted, InterruptedException {
        List<Json> entries = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < limits.pages(); page++) {
            switch (ask(era, cursor)) {
                case Frame.Result result -> {
                    entries.addAll(Observation.entries(result.result()));
                    cursor = nextCursor(result.result());
                }
                case Frame.Failure error -> {
                    if (page == 0 && isUnknownMethod(error)) {
                        return List.of();
                    }
                    throw new Unlisted("the server answers tools/list with an error");
                }
                case Frame.Opaque opaque -> throw new Unlisted("the server's list of tools is not strict JSON");
            }
            if (entries.size() > limits.tools()) {
                throw new Unlisted("the server lists more than " + limits.tools() + " tools");
            }
            if (cursor.isEmpty()) {
                return entries;
            }
        }
        throw new Unlisted("the server's list of tools has more than " + limits.pages() + " pages");
    }

    private Frame.Answer ask(Era era, Optional<String> cursor) throws Unlisted, InterruptedException {
        JsonObject.Builder params = era.params();
        cursor.ifPresent(c -> params.put("cursor", c));
        Page page = new Page(new CompletableFuture<>());
        RpcId id = open(page);
        if (requests.ended()) {
            throw new Unlisted("the connection is over");
        }
        wire.send(
                Wire.Side.SERVER,
                Reply.request(Reply.bytes(id.value()), Method.TOOLS_LIST, Reply.bytes(params.build())));
        try {
            return page.answer().get(limits.listMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Unlisted("the server did not list its tools within " + limits.listMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Unlisted unlisted ? unlisted : new Unlisted("the server is gone");
        } finally {
            requests.close(id, new Requests.Waiting.Own(page));
        }
    }

    private RpcId open(Page page) {
        while (true) {
            RpcId id = RpcId.of(nextId());
            if (requests.open(id, new Requests.Waiting.Own(page))) {
                return id;
            }
        }
    }

    private String nextId() {
        lock.lock();
        try {
            asked++;
            return "sallyport:" + idPrefix + ":" + asked;
        } finally {
            lock.unlock();
        }
    }

    private static Optional<String> nextCursor(JsonObject result) {
        return result.get("nextCursor") instanceof JsonString cursor ? Optional.of(cursor.value()) : Optional.empty();
    }

    private static boolean isUnknownMethod(Frame.Failure error) {
        return error.error().get("code") instanceof JsonNumber code && code.value() == RpcCode.METHOD_NOT_FOUND;
    }
}
