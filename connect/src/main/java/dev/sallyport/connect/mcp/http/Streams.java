package dev.sallyport.connect.mcp.http;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.upstream.Challenge;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The streams of one session: one for each request that is not answered yet, the standing one (number 0), and a few that ended and that a client may
 * come back to. Thread-safe.
 */
final class Streams {
    /** Streams that ended and are kept. */
    static final int KEPT = 16;

    /** A stream that was written to its end is kept only if it is no longer than this, in bytes. */
    static final int KEPT_BYTES = 4 << 10;

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})");

    /** A place in a stream. */
    record Cursor(int number, EventStream stream, long at) {}

    private final HttpLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    // Under the lock:
    private final Map<RpcId, InFlight> flying = new LinkedHashMap<>(4);
    private final Map<Integer, EventStream> ended = new LinkedHashMap<>(4);
    private final EventStream standing;
    private int numbers;
    private int readers;

    Streams(HttpLimits limits) {
        this.limits = limits;
        this.standing = new EventStream(limits);
    }

    EventStream standing() {
        return standing;
    }

    boolean isIdle() {
        lock.lock();
        try {
            return flying.isEmpty() && readers == 0;
        } finally {
            lock.unlock();
        }
    }

    void reading(int more) {
        lock.lock();
        try {
            readers += more;
        } finally {
            lock.unlock();
        }
    }

    /** A stream for a request; nothing if one with its id is in flight. */
    Optional<InFlight> open(Frame.Request request) {
        Optional<Json> token = Frame.object(request.params(), "_meta")
                .flatMap(meta -> Optional.ofNullable(meta.get("progressToken")))
                .filter(t -> t instanceof JsonString || t instanceof JsonNumber);
        lock.lock();
        try {
            if (flying.containsKey(request.id())) {
                return Optional.empty();
            }
            EventStream stream = new EventStream(limits);
            InFlight mine =
                    new InFlight(request.id(), ++numbers, stream, stream.attach(), token, new AtomicReference<>());
            flying.put(request.id(), mine);
            return Optional.of(mine);
        } finally {
            lock.unlock();
        }
    }

    /** The stream of a request that is in flight. */
    Optional<EventStream> of(RpcId id) {
        lock.lock();
        try {
            return Optional.ofNullable(flying.get(id)).map(InFlight::stream);
        } finally {
            lock.unlock();
        }
    }

    /** The answer to a request; dropped if nobody waits for it. */
    void answer(RpcId id, byte[] frame) {
        lock.lock();
        try {
            InFlight mine = flying.remove(id);
            if (mine != null) {
                mine.stream().say(frame, true);
                keep(mine);
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(InFlight mine) {
        ended.put(mine.number(), mine.stream());
        Iterator<EventStream> oldest = ended.values().iterator();
        while (oldest.hasNext()) {
            EventStream next = oldest.next();
            if (ended.size() > KEPT || (next.isDelivered() && next.keptBytes() > KEPT_BYTES)) {
                oldest.remove();
            }
        }
    }

    /** The answer was written as one body: nobody can come back to it. */
    void delivered(InFlight mine) {
        lock.lock();
        try {
            ended.remove(mine.number());
        } finally {
            lock.unlock();
        }
    }

    /** The client gave a request up: no answer will come. */
    void cancel(RpcId id) {
        lock.lock();
        try {
            InFlight mine = flying.remove(id);
            if (mine != null) {
                mine.stream().finish();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The server wants something before it answers. */
    void challenged(RpcId id, Challenge challenge) {
        lock.lock();
        try {
            InFlight mine = flying.get(id);
            if (mine != null) {
                mine.challenge().set(challenge);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Something that is no answer.
     *
     * @param about the request on whose answer it came
     * @param known whether a server that does not say what it is about means nothing that is under way
     */
    void say(Optional<RpcId> about, boolean known, byte[] frame) {
        Optional<Json> token = progress(frame);
        lock.lock();
        try {
            of(about, token, known).say(frame, false);
        } finally {
            lock.unlock();
        }
    }

    private EventStream of(Optional<RpcId> about, Optional<Json> token, boolean known) {
        InFlight newest = null;
        InFlight named = null;
        for (InFlight each : flying.values()) {
            if (token.isPresent() && token.equals(each.token())) {
                return each.stream();
            }
            named = about.equals(Optional.of(each.id())) ? each : named;
            newest = each;
        }
        InFlight fits = named != null || known ? named : newest;
        return fits == null ? standing : fits.stream();
    }

    private static Optional<Json> progress(byte[] frame) {
        return FrameReader.ofServer(frame) instanceof Frame.Notification told
                        && told.method().equals("notifications/progress")
                ? Optional.ofNullable(told.params().get("progressToken"))
                : Optional.empty();
    }

    /** The place that an event's id names. */
    Optional<Cursor> cursor(String lastEvent) {
        Matcher parts = CURSOR.matcher(lastEvent);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(parts.group(1));
        long at = Long.parseLong(parts.group(2));
        lock.lock();
        try {
            EventStream stream = number == 0 ? standing : ended.get(number);
            for (InFlight each : flying.values()) {
                stream = each.number() == number ? each.stream() : stream;
            }
            return stream == null || at > stream.said()
                    ? Optional.empty()
                    : Optional.of(new Cursor(number, stream, at));
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be said on any stream. */
    void finish() {
        lock.lock();
        try {
            flying.values().forEach(each -> each.stream().finish());
            flying.clear();
            ended.clear();
            standing.finish();
        } finally {
            lock.unlock();
        }
    }
}
