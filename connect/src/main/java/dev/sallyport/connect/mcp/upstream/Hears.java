package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.tool.MirroredArgument;
import java.util.List;
import java.util.Optional;

/** Hears what a server says. Called from any thread; what belongs to one request comes in its order. May block. */
public interface Hears {
    /**
     * A frame of the server.
     *
     * @param about the request on whose answer it came, if it did
     */
    void frame(Optional<RpcId> about, byte[] frame);

    /** The server answers that request with a stream to which one can come back, and has said nothing on it so far. */
    default void primed(RpcId request) {}

    /** The server ended the stream of that request before it answered, having said when to come back for the rest. */
    default void hungUp(RpcId request) {}

    /** That request will get no answer. */
    void lost(RpcId request, String code, String why);

    /** That request was not sent and will not be. */
    void unsent(RpcId request, String code, String why);

    /** Whether somebody still waits for the answer to that request. */
    boolean waitsFor(RpcId request);

    /** The server had forgotten this client, was told of it again, and may say other things now. */
    void renewed();

    /** The server did not take that request in and would take it now: it may be sent again. */
    void again(RpcId request, byte[] frame);

    /** The server wants another credential of the client for that request. */
    void challenged(RpcId request, Challenge challenge);

    /** The arguments of that tool that are repeated in header fields. */
    List<MirroredArgument> mirrored(String tool);

    /** The server is gone and does not come back: nothing more can be sent. */
    void over(String code, String why);

    /** Something for people. */
    void notice(String line);
}
