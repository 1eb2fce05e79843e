package dev.sallyport.connect.mcp.http;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.upstream.Challenge;
import dev.sallyport.connect.mcp.upstream.Hears;
import dev.sallyport.connect.mcp.upstream.Upstream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One request of the stateless era, with a proxy and a connection to the server of its own. A client that leaves has cancelled it.
 *
 * <p>From MCP 2026-07-28, Streamable HTTP, "Receiving messages" and "Cancellation".
 */
final class StatelessRequest implements Joined.Client {
    private final Frame.Request request;
    private final HttpLimits limits;
    private final View view;
    private final EventStream stream;
    private final Joined joined;
    private final AtomicReference<Challenge> challenge = new AtomicReference<>();

    StatelessRequest(Frame.Request request, HttpLimits limits, View view, Function<Hears, Upstream> upstream) {
        this.request = request;
        this.limits = limits;
        this.view = view;
        this.stream = new EventStream(limits);
        this.joined = new Joined(this, outlet -> new McpProxy(view.proxy(), outlet), upstream);
    }

    /** Has it judged, sent and answered. */
    HttpAnswer run() throws InterruptedException {
        int reader = stream.attach();
        joined.proxy().fromClient(request);
        EventStream.Found found = stream.after(reader, 0, limits.quietMillis());
        if (found instanceof EventStream.Found.Next next && next.event().last()) {
            end();
            return whole(reader, next.event().frame());
        }
        int again = stream.attach();
        StreamWriter writer =
                new StreamWriter(stream, again, 0, Optional.empty(), false, limits.keepMillis(), this::end);
        return new HttpAnswer.Events(
                out -> {
                    try {
                        writer.writeTo(out);
                    } finally {
                        end();
                    }
                },
                Map.of());
    }

    private HttpAnswer whole(int reader, byte[] frame) {
        RpcId id = request.id();
        Challenge wanted = challenge.get();
        if (wanted != null) {
            return new InFlight(id, 0, stream, reader, Optional.empty(), challenge).answer(frame, Map.of());
        }
        return new HttpAnswer.Whole(status(frame), frame, Map.of());
    }

    /** The status that goes with an error (MCP 2026-07-28, Streamable HTTP, "Protocol version header" and "Server validation"). */
    private static int status(byte[] frame) {
        if (!(FrameReader.ofServer(frame) instanceof Frame.Failure failure
                && failure.error().get("code") instanceof JsonNumber code)) {
            return 200;
        }
        return switch ((int) code.value()) {
            case RpcCode.METHOD_NOT_FOUND -> 404;
            case RpcCode.HEADER_MISMATCH, RpcCode.CLIENT_INCAPABLE, RpcCode.UNSUPPORTED_VERSION -> 400;
            default -> 200;
        };
    }

    private void end() {
        joined.end("client_gone", "the client left");
        stream.finish();
    }

    @Override
    public void said(Optional<RpcId> about, byte[] frame) {
        stream.say(frame, FrameReader.answered(frame).isPresent());
    }

    @Override
    public void challenged(RpcId id, Challenge wanted) {
        challenge.set(wanted);
    }

    @Override
    public void over(String code, String why) {
        joined.end(code, why);
    }

    @Override
    public void notice(String line) {
        view.notice(line);
    }
}
