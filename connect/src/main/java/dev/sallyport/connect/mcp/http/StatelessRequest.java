package dev.sallyport.connect.mcp.http;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import dev.sallyport.connect.mcp.tool.MirroredArgument;
import dev.sallyport.connect.mcp.upstream.Challenge;
import dev.sallyport.connect.mcp.upstream.Hears;
import dev.sallyport.connect.mcp.upstream.Upstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One request of the stateless era, with a proxy and a connection to the server of its own. A client that leaves has cancelled it.
 *
 * <p>From MCP 2026-07-28, Streamable HTTP, "Receiving messages" and "Cancellation".
 */
final class StatelessRequest implements Outlet, Hears {
    private final Frame.Request request;
    private final HttpLimits limits;
    private final View view;
    private final EventStream stream;
    private final McpProxy proxy;
    private final Upstream upstream;
    private final AtomicReference<Challenge> challenge = new AtomicReference<>();
    private final ReentrantLock fromServer = new ReentrantLock();

    StatelessRequest(Frame.Request request, HttpLimits limits, View view, Function<Hears, Upstream> upstream) {
        this.request = request;
        this.limits = limits;
        this.view = view;
        this.stream = new EventStream(limits);
        this.proxy = new McpProxy(view.proxy(), this);
        this.upstream = upstream.apply(this);
    }

    /** Has it judged, sent and answered. */
    HttpAnswer run() throws InterruptedException {
        int reader = stream.attach();
        proxy.fromClient(request);
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
        proxy.end("client_gone", "the client left");
        upstream.close();
        stream.finish();
    }

    @Override
    public void toClient(byte[] frame) {
        stream.say(frame, FrameReader.answered(frame).isPresent());
    }

    @Override
    public void toServer(byte[] frame) {
        upstream.send(frame);
    }

    @Override
    public void notice(String line) {
        view.notice(line);
    }

    @Override
    public void frame(Optional<RpcId> about, byte[] frame) {
        fromServer.lock();
        try {
            proxy.fromServer(frame);
        } finally {
            fromServer.unlock();
        }
    }

    @Override
    public void lost(RpcId id, String code, String why) {
        proxy.lost(id, code, why);
    }

    @Override
    public boolean waitsFor(RpcId id) {
        return proxy.waitsFor(id);
    }

    @Override
    public void renewed() {
        proxy.renewed();
    }

    @Override
    public void again(RpcId id, byte[] frame) {
        proxy.again(id, frame);
    }

    @Override
    public void challenged(RpcId id, Challenge wanted) {
        challenge.set(wanted);
        proxy.lost(id, "upstream_unauthorized", "the server wants another credential of the client");
    }

    @Override
    public List<MirroredArgument> mirrored(String tool) {
        return proxy.mirrored(tool);
    }

    @Override
    public void over(String code, String why) {
        proxy.end(code, why);
    }
}
