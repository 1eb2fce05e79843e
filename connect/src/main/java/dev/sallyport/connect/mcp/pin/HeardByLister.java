package dev.sallyport.connect.mcp.pin;

import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.tool.MirroredArgument;
import dev.sallyport.connect.mcp.upstream.Challenge;
import dev.sallyport.connect.mcp.upstream.Hears;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/** Hands what a server at an address says to whoever lists its tools. Thread-safe. */
final class HeardByLister implements Hears {
    private final BlockingQueue<Optional<Frame>> in;
    private final Set<RpcId> answered = ConcurrentHashMap.newKeySet();

    HeardByLister(BlockingQueue<Optional<Frame>> in) {
        this.in = in;
    }

    @Override
    public void frame(Optional<RpcId> about, byte[] bytes) {
        Frame frame = FrameReader.ofServer(bytes);
        if (frame instanceof Frame.Answer answer) {
            answered.add(answer.id());
        }
        in.add(Optional.of(frame));
    }

    @Override
    public void lost(RpcId request, String code, String why) {
        byte[] error = Reply.error(Reply.bytes(request.value()), RpcCode.UNAVAILABLE, code, why);
        frame(Optional.of(request), error);
    }

    @Override
    public void unsent(RpcId request, String code, String why) {
        lost(request, code, why);
    }

    @Override
    public boolean waitsFor(RpcId request) {
        return !answered.contains(request);
    }

    @Override
    public void renewed() {
        // what was listed so far is compared with nothing yet
    }

    @Override
    public void again(RpcId request, byte[] frame) {
        lost(request, "upstream_unreachable", "the server can't be reached");
    }

    @Override
    public void challenged(RpcId request, Challenge challenge) {
        lost(request, "upstream_unauthorized", "the server wants a credential");
    }

    @Override
    public List<MirroredArgument> mirrored(String tool) {
        return List.of();
    }

    @Override
    public void over(String code, String why) {
        in.add(Optional.empty());
    }

    @Override
    public void notice(String line) {
        // whoever lists hears of it by the answer that does not come
    }
}
