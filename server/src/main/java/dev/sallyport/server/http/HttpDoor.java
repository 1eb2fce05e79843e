package dev.sallyport.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one request: Host and Origin, route, endpoint, answer. Runs on a virtual thread and blocks; writes the
 * answer once; logs nothing but what it can't explain. Thread-safe.
 */
public final class HttpDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final String NO_ROUTE = "none";
    /** Any kind of credential begins so; what others put into an address rarely does. */
    private static final Pattern CREDENTIAL = Pattern.compile("sp_[a-z]{2}_");

    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Reply.JSON);
    private static final HttpField[] ALWAYS = {
        new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
        new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
        new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
    };

    private final Router router;
    private final HostGuard guard;
    private final BodyLimit bodyLimit;
    private final RequestMeter meter;
    private final RouteLimits limits;

    /**
     * A door.
     *
     * @param bodyLimit how much of a request's body it takes
     */
    public HttpDoor(Router router, HostGuard guard, BodyLimit bodyLimit, RequestMeter meter) {
        this(router, guard, bodyLimit, meter, RouteLimits.none());
    }

    /**
     * A door with limits.
     *
     * @param limits how often each route may be asked
     */
    public HttpDoor(Router router, HostGuard guard, BodyLimit bodyLimit, RequestMeter meter, RouteLimits limits) {
        super(InvocationType.BLOCKING);
        this.router = router;
        this.guard = guard;
        this.bodyLimit = bodyLimit;
        this.meter = meter;
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply;
        String route = NO_ROUTE;
        try {
            HttpFields headers = request.getHeaders();
            guard.check(headers.get(HttpHeader.HOST), headers.get(HttpHeader.ORIGIN));
            Router.Found.Match match = match(request);
            route = match.route().name();
            Exchange exchange = new Exchange(request, match.route().template(), match.path(), bodyLimit);
            limits.take(match.route(), exchange);
            reply = match.route().endpoint().answer(exchange);
        } catch (Problem problem) {
            reply = isMcp(request) ? problem.rpcReply() : problem.reply();
        } catch (RuntimeException e) {
            // The thread's root: whatever nobody foresaw is refused, and its cause goes to the log alone.
            LOG.error("a request of {} failed", route, e);
            reply = new Problem(500, "internal", "the gateway failed; its log says why").reply();
        }
        meter.answered(route, reply.status());
        send(reply, response, callback);
        return true;
    }

    /** Clients of that protocol read its errors and no others. */
    private static boolean isMcp(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null && path.startsWith("/mcp/");
    }

    private Router.Found.Match match(Request request) {
        String query = request.getHttpURI().getQuery();
        if (query != null && CREDENTIAL.matcher(query).find()) {
            throw new Problem(400, "credential_in_url", "send credentials in the Authorization field, never in a URL");
        }
        return switch (router.find(request.getMethod(), request.getHttpURI().getPath())) {
            case Router.Found.Match match -> match;
            case Router.Found.OtherMethod other ->
                throw new Problem(
                        405,
                        "method_not_allowed",
                        "this path takes " + String.join(", ", other.allowed()),
                        dev.sallyport.action.json.JsonObject.of(),
                        Map.of("Allow", String.join(", ", other.allowed())));
            case Router.Found.Nothing nothing -> throw new Problem(404, "no_such_route", "nothing is served here");
        };
    }

    private static void send(Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        HttpFields.Mutable headers = response.getHeaders();
        for (HttpField field : ALWAYS) {
            headers.add(field);
        }
        headers.add(reply.type().equals(Reply.JSON) ? JSON : new HttpField(HttpHeader.CONTENT_TYPE, reply.type()));
        switch (reply) {
            case Reply.Whole whole -> {
                whole.headers().forEach((name, value) -> headers.put(name, value));
                headers.put(HttpHeader.CONTENT_LENGTH, whole.body().length);
                ByteBuffer bytes = whole.body().length == 0 ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(whole.body());
                response.write(true, bytes, callback);
            }
            case Reply.Streamed streamed -> {
                streamed.headers().forEach((name, value) -> headers.put(name, value));
                stream(streamed, response, callback);
            }
        }
    }

    private static void stream(Reply.Streamed streamed, Response response, Callback callback) {
        OutputStream out = Content.Sink.asOutputStream(response);
        try {
            streamed.source().writeTo(out);
            out.close();
        } catch (IOException | RuntimeException e) {
            // Not closed: the connection is cut, so that nobody takes half an answer for a whole one.
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }
}
