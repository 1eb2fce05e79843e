package dev.sallyport.connect.link;

import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.http.Joined;
import dev.sallyport.connect.mcp.upstream.Challenge;
import java.util.Optional;

/**
 * The client behind a shim whose server the gateway itself speaks to.
 *
 * @param outbox leads to the shim
 */
record LinkedClient(Outbox outbox) implements Joined.Client {
    @Override
    public void said(Optional<RpcId> about, byte[] frame) {
        outbox.toClient(frame);
    }

    @Override
    public void challenged(RpcId request, Challenge challenge) {
        outbox.notice("the server answers with the HTTP status " + challenge.status());
    }

    @Override
    public void over(String code, String why) {
        outbox.add(new Ending(code, why).frame(LinkFrame.Kind.END));
        outbox.finish();
    }

    @Override
    public void notice(String line) {
        outbox.notice(line);
    }
}
