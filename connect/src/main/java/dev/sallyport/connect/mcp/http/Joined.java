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
import java.util.function.Function;

/**
 * A proxy and a server behind it that the gateway itself speaks to: what the proxy lets pass goes to the server, and what the server says
 * goes to the proxy, a frame at a time. Thread-safe.
 */
public final class Joined implements Outlet, Hears {
    /** The client's side. Thread-safe. */
    public interface Client {
        /**
         * A frame for the client.
         *
         * @param about the request on whose answer the server said it, if it did
         */
        void said(Optional<RpcId> about, byte[] frame);

        /** The server began a stream for that request to which one can come back. */
        default void primed(RpcId request) {}

        /** The server sent the client away until later, and will be asked for the rest. */
        default void hungUp(RpcId request) {}

        /** The server wants another credential of the client; an error for that request follows. */
        void challenged(RpcId request, Challenge challenge);

        /** The server is gone and does not come back. */
        void over(String code, String why);

        /** Something for people. */
        void notice(String line);
    }

    /** On whose answer the frame came that is being taken in. */
    private static final ScopedValue<Optional<RpcId>> ABOUT = ScopedValue.newInstance();

    private final Client client;
    private final McpProxy proxy;
    private final Upstream upstream;
    private final ReentrantLock fromServer = new ReentrantLock();

    /** Joins what is made over each other's ends. */
    public Joined(Client client, Function<Outlet, McpProxy> proxy, Function<Hears, Upstream> upstream) {
        this.client = client;
        this.proxy = proxy.apply(this);
        this.upstream = upstream.apply(this);
    }

    /** The proxy. */
    public McpProxy proxy() {
        return proxy;
    }

    /** The server. */
    public Upstream upstream() {
        return upstream;
    }

    /** Ends both. */
    public void end(String code, String why) {
        proxy.end(code, why);
        upstream.close();
        proxy.retire();
    }

    @Override
    public void toClient(byte[] frame) {
        client.said(ABOUT.isBound() ? ABOUT.get() : Optional.empty(), frame);
    }

    @Override
    public void toServer(byte[] frame) {
        upstream.send(frame);
    }

    @Override
    public void notice(String line) {
        client.notice(line);
    }

    @Override
    public void frame(Optional<RpcId> about, byte[] frame) {
        fromServer.lock();
        try {
            ScopedValue.where(ABOUT, about).run(() -> proxy.fromServer(frame));
        } finally {
            fromServer.unlock();
        }
    }

    @Override
    public void primed(RpcId request) {
        client.primed(request);
    }

    @Override
    public void hungUp(RpcId request) {
        client.hungUp(request);
    }

    @Override
    public void lost(RpcId request, String code, String why) {
        proxy.lost(request, code, why);
    }

    @Override
    public void unsent(RpcId request, String code, String why) {
        proxy.unsent(request, code, why);
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
        client.challenged(request, challenge);
        proxy.lost(request, "upstream_unauthorized", "the server wants another credential of the client");
    }

    @Override
    public List<MirroredArgument> mirrored(String tool) {
        return proxy.mirrored(tool);
    }

    @Override
    public void over(String code, String why) {
        client.over(code, why);
    }
}
