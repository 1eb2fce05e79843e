package dev.sallyport.connect.mcp.http;

import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.proxy.Counted;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.connect.mcp.proxy.Era;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.ProxyLimits;
import dev.sallyport.connect.mcp.proxy.Unlisted;
import dev.sallyport.connect.mcp.tool.ToolShape;
import dev.sallyport.connect.mcp.upstream.Hears;
import dev.sallyport.connect.mcp.upstream.HttpUpstreams;
import dev.sallyport.connect.mcp.upstream.ProcessUpstream;
import dev.sallyport.connect.mcp.upstream.RequestFields;
import dev.sallyport.connect.mcp.upstream.Supply;
import dev.sallyport.connect.mcp.upstream.Upstream;
import dev.sallyport.gate.identity.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All MCP clients that come over HTTP: who owns which session, which revision a request is in, and what is answered. Every answer is one a
 * client of the protocol can read; nothing that is refused here reaches a server. Thread-safe.
 */
public final class McpSessions implements AutoCloseable {
    private static final String EVENTS = "text/event-stream";
    private static final String JSON = "application/json";

    /** How often a client without room has all sessions looked through. */
    private static final long SWEEP_NANOS = 1_000_000_000;

    private final HttpLimits limits;
    private final ProxyLimits proxyLimits;
    private final Counters counters;
    private final LongSupplier ticker;
    private final Supplier<String> secrets;
    private final Consumer<String> notices;
    private final HttpUpstreams upstreams = new HttpUpstreams();
    private final SessionTable sessions;
    private final Views views;
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicLong sweptNanos;

    /**
     * No sessions yet.
     *
     * @param ticker monotonic time in nanoseconds
     * @param secrets makes words of visible ASCII that nobody can guess
     * @param notices hears what people should know
     */
    public McpSessions(
            HttpLimits limits,
            ProxyLimits proxyLimits,
            Counters counters,
            LongSupplier ticker,
            Supplier<String> secrets,
            Consumer<String> notices) {
        this.limits = limits;
        this.proxyLimits = proxyLimits;
        this.counters = counters;
        this.ticker = ticker;
        this.secrets = secrets;
        this.notices = notices;
        this.sessions = new SessionTable(limits);
        this.sweptNanos = new AtomicLong(ticker.getAsLong() - SWEEP_NANOS);
        this.views = new Views(limits.views());
    }

    /** Answers a POST: one message of the client. */
    public HttpAnswer post(Place place, Fields fields, byte[] body) throws InterruptedException {
        if (!accepts(fields, JSON) || !accepts(fields, EVENTS)) {
            return Refuse.of(
                    406,
                    RpcCode.INVALID_REQUEST,
                    "not_acceptable",
                    "answers come as application/json or text/event-stream; accept both");
        }
        Frame frame = FrameReader.ofClient(body);
        if (frame instanceof Frame.Unreadable unreadable) {
            counters.add(Counted.CLIENT_UNREADABLE);
            return Refuse.unreadable(unreadable);
        }
        try {
            return take(place, fields, traced(frame, fields));
        } catch (Disagreement e) {
            counters.add(Counted.CLIENT_UNREADABLE);
            return Refuse.disagrees(frame, e);
        }
    }

    private static Frame traced(Frame frame, Fields fields) {
        return frame instanceof Frame.Request request
                ? request.within(TraceParent.of(fields.all(TraceParent.FIELD)))
                : frame;
    }

    private HttpAnswer take(Place place, Fields fields, Frame frame) throws Disagreement, InterruptedException {
        Optional<String> version = Agreement.version(fields, frame);
        boolean stateless = version.filter(Versions::isStateless).isPresent();
        if (frame instanceof Frame.Request request
                && (stateless || Era.of(request.params()) instanceof Era.Stateless)) {
            return stateless(place, fields, request, version);
        }
        if (stateless) {
            // That era has no notifications of clients, and no answers: nobody would hear of them.
            return new HttpAnswer.Bare(202, Map.of());
        }
        Optional<String> named = fields.one(RequestFields.SESSION);
        if (named.isEmpty()) {
            return frame instanceof Frame.Request request && request.method().equals("initialize")
                    ? open(place, fields, request)
                    : Refuse.of(
                            400,
                            frame,
                            RpcCode.INVALID_REQUEST,
                            "session_required",
                            "the field Mcp-Session-Id is missing: send initialize first, and then what it answered");
        }
        Optional<McpSession> session = sessions.of(place.owner(), named.get());
        if (session.isEmpty()) {
            return unknown(frame);
        }
        Agreement.withSession(frame, fields);
        if (frame instanceof Frame.Request request && request.method().equals("initialize")) {
            return Refuse.of(400, frame, RpcCode.INVALID_REQUEST, "already_open", "the session is open already");
        }
        return session.get().post(frame);
    }

    private static HttpAnswer unknown(Frame frame) {
        return Refuse.of(
                404, frame, RpcCode.INVALID_REQUEST, "session_unknown", "there is no such session; send initialize");
    }

    private HttpAnswer open(Place place, Fields fields, Frame.Request initialize)
            throws Disagreement, InterruptedException {
        Agreement.withSession(initialize, fields);
        boolean command = place.target() instanceof Place.Target.Command;
        if (command && commands.incrementAndGet() > limits.commands()) {
            commands.decrementAndGet();
            return Refuse.later(
                    initialize, "too_many_commands", "too many processes of servers run; end a session with DELETE");
        }
        String id = secrets.get();
        McpSession session = new McpSession(
                id,
                limits,
                ticker,
                notices,
                outlet -> new McpProxy(place.door(), outlet, proxyLimits, counters, ticker, secrets.get()),
                hears -> upstream(place, hears),
                () -> {
                    sessions.remove(id);
                    if (command) {
                        commands.decrementAndGet();
                    }
                });
        if (!admitted(place.owner(), session)) {
            session.end("too_many_sessions", "too many sessions are open");
            return Refuse.later(
                    initialize,
                    "too_many_sessions",
                    "too many sessions are open; close some with DELETE, or wait until they are idle for long enough");
        }
        return session.open(initialize);
    }

    /** Where there is no room, sessions that were idle for too long make it at once, and not only when they are swept. */
    private boolean admitted(String owner, McpSession session) {
        if (sessions.add(owner, session)) {
            return true;
        }
        long now = ticker.getAsLong();
        long before = sweptNanos.get();
        if (now - before < SWEEP_NANOS || !sweptNanos.compareAndSet(before, now)) {
            return false;
        }
        sweep();
        return sessions.add(owner, session);
    }

    private Upstream upstream(Place place, Hears hears) {
        return switch (place.target()) {
            case Place.Target.Address address -> upstreams.open(address.http(), hears);
            case Place.Target.Command command -> new ProcessUpstream(command.command(), hears);
        };
    }

    private HttpAnswer stateless(Place place, Fields fields, Frame.Request request, Optional<String> version)
            throws Disagreement, InterruptedException {
        Agreement.stateless(request, fields, version);
        if (place.target() instanceof Place.Target.Command) {
            return Refuse.unsupportedVersion(request, version.orElseThrow());
        }
        View view = views.of(
                key(place, request),
                () -> new View(
                        notices,
                        outlet -> new McpProxy(place.door(), outlet, proxyLimits, counters, ticker, secrets.get()),
                        hears -> upstream(place, hears)));
        mirrored(view, fields, request);
        return new StatelessRequest(request, limits, view, hears -> upstream(place, hears)).run();
    }

    private static void mirrored(View view, Fields fields, Frame.Request request)
            throws Disagreement, InterruptedException {
        Optional<String> tool =
                RequestFields.subject(request).filter(name -> request.method().equals("tools/call"));
        if (tool.isPresent()) {
            try {
                Agreement.mirrored(request, fields, view.proxy().mirrored(tool.get(), request));
            } catch (Unlisted e) {
                // The proxy finds out the same and refuses the call on the record.
                return;
            }
        }
    }

    /** What a server says of its tools may depend on the client's abilities and credential. */
    private static String key(Place place, Frame.Request request) {
        Era era = Era.of(request.params());
        String says = era instanceof Era.Stateless stateless
                ? stateless.version() + " " + ToolShape.sha256(Reply.bytes(stateless.capabilities()))
                : "";
        String credential = place.target() instanceof Place.Target.Address address
                ? address.http()
                                .authorization()
                                .map(value -> ToolShape.sha256(value.getBytes(StandardCharsets.UTF_8)))
                                .orElse("")
                        + " " + address.http().supply().map(Supply::key).orElse("")
                        + " " + address.http().url()
                : "";
        return place.owner() + " " + says + " " + credential;
    }

    /** Answers a GET: the standing stream of a session, or one that is gone on with. */
    public HttpAnswer get(Place place, Fields fields) {
        if (!accepts(fields, EVENTS)) {
            return Refuse.of(406, RpcCode.INVALID_REQUEST, "not_acceptable", "this stream comes as text/event-stream");
        }
        try {
            Optional<String> version = Agreement.version(fields);
            Optional<String> named = fields.one(RequestFields.SESSION);
            if (named.isEmpty()) {
                return new HttpAnswer.Whole(
                        405,
                        Reply.errorWithoutId(
                                RpcCode.INVALID_REQUEST, "session_required", "only a session has a stream of its own"),
                        Map.of("Allow", "POST"));
            }
            Optional<McpSession> session = sessions.of(place.owner(), named.get());
            if (session.isEmpty()) {
                return Refuse.of(404, RpcCode.INVALID_REQUEST, "session_unknown", "there is no such session");
            }
            if (version.filter(Versions::isStateless).isPresent()) {
                throw new Disagreement("the field MCP-Protocol-Version names a revision without sessions");
            }
            return session.get().get(fields.one(RequestFields.LAST_EVENT));
        } catch (Disagreement e) {
            return Refuse.of(400, RpcCode.HEADER_MISMATCH, "header_mismatch", e.why());
        }
    }

    /** Answers a DELETE: the client ends its session. */
    public HttpAnswer delete(Place place, Fields fields) {
        try {
            Optional<McpSession> session =
                    fields.one(RequestFields.SESSION).flatMap(id -> sessions.of(place.owner(), id));
            if (session.isEmpty()) {
                return Refuse.of(404, RpcCode.INVALID_REQUEST, "session_unknown", "there is no such session");
            }
            session.get().end("session_closed", "the client closed the session");
            return new HttpAnswer.Bare(200, Map.of());
        } catch (Disagreement e) {
            return Refuse.of(400, RpcCode.HEADER_MISMATCH, "header_mismatch", e.why());
        }
    }

    private static boolean accepts(Fields fields, String type) {
        List<String> given = fields.all("Accept");
        String slash = type.substring(0, type.indexOf('/')) + "/*";
        return given.isEmpty()
                || given.stream()
                        .flatMap(value -> List.of(value.toLowerCase(Locale.ROOT).split(",")).stream())
                        .map(range -> range.split(";", 2)[0].strip())
                        .anyMatch(range -> range.equals(type) || range.equals(slash) || range.equals("*/*"));
    }

    /** Ends the sessions that nobody used for too long. To be called now and then. */
    public void sweep() {
        for (McpSession session : sessions.all()) {
            if (session.isIdle()) {
                session.end("session_idle", "nobody used the session for too long");
            }
        }
    }

    /** How many sessions are open. */
    public int open() {
        return sessions.size();
    }

    @Override
    public void close() {
        for (McpSession session : sessions.all()) {
            session.end("gateway_stopping", "the gateway stops");
        }
        views.end();
        upstreams.close();
    }
}
