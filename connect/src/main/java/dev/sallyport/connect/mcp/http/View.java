package dev.sallyport.connect.mcp.http;

import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import dev.sallyport.connect.mcp.tool.MirroredArgument;
import dev.sallyport.connect.mcp.upstream.Challenge;
import dev.sallyport.connect.mcp.upstream.Hears;
import dev.sallyport.connect.mcp.upstream.Upstream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What stateless requests of one agent to one server share: a proxy that looks at the server's tools and has no client. Thread-safe.
 */
final class View implements Outlet, Hears {
    private final Consumer<String> notices;
    private final McpProxy proxy;
    private final Upstream upstream;
    private final ReentrantLock fromServer = new ReentrantLock();

    View(Consumer<String> notices, Function<Outlet, McpProxy> proxy, Function<Hears, Upstream> upstream) {
        this.notices = notices;
        this.proxy = proxy.apply(this);
        this.upstream = upstream.apply(this);
    }

    McpProxy proxy() {
        return proxy;
    }

    void end() {
        proxy.end("forgotten", "what was known of the server was forgotten");
        upstream.close();
    }

    @Override
    public void toClient(byte[] frame) {
        // there is none
    }

    @Override
    public void toServer(byte[] frame) {
        upstream.send(frame);
    }

    @Override
    public void notice(String line) {
        notices.accept(line);
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
    public void lost(RpcId request, String code, String why) {
        proxy.lost(request, code, why);
    }

    @Override
    public boolean waitsFor(RpcId request) {
        return proxy.waitsFor(request);
    }

    @Override
    public void renewed() {
        proxy.renewed();
    }

    @Override
    public void again(RpcId request, byte[] frame) {
        proxy.again(request, frame);
    }

    @Override
    public void challenged(RpcId request, Challenge challenge) {
        proxy.lost(request, "upstream_unauthorized", "the server wants another credential of the client");
    }

    @Override
    public List<MirroredArgument> mirrored(String tool) {
        return List.of();
    }

    @Override
    public void over(String code, String why) {
        proxy.end(code, why);
    }
}
