package dev.sallyport.connect.mcp.http;

import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import dev.sallyport.connect.mcp.upstream.Challenge;
import dev.sallyport.connect.mcp.upstream.Hears;
import dev.sallyport.connect.mcp.upstream.Upstream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What stateless requests of one agent to one server share: a proxy that looks at the server's tools and has no client. Thread-safe. */
final class View implements Joined.Client {
    private final Consumer<String> notices;
    private final Joined joined;

    View(Consumer<String> notices, Function<Outlet, McpProxy> proxy, Function<Hears, Upstream> upstream) {
        this.notices = notices;
        this.joined = new Joined(this, proxy, upstream);
    }

    McpProxy proxy() {
        return joined.proxy();
    }

    void end() {
        joined.end("forgotten", "what was known of the server was forgotten");
    }

    @Override
    public void said(Optional<RpcId> about, byte[] frame) {
        // there is no client
    }

    @Override
    public void challenged(RpcId request, Challenge challenge) {
        // whoever asks next hears it for itself
    }

    @Override
    public void over(String code, String why) {
        joined.end(code, why);
    }

    @Override
    public void notice(String line) {
        notices.accept(line);
    }
}
