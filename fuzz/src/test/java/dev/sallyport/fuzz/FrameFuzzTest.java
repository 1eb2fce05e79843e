package dev.sallyport.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcId;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of clients and servers: any bytes give a frame, and what is understood is understood again when it is written anew. */
class FrameFuzzTest {

    static Stream<byte[]> seeds() {
        return Seeds.texts(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"arguments\":{\"n\":1.5}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\\u0041\",\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"\\ud800\"}],\"isError\":true}}",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-1,\"message\":\"no\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":{\"n\":-0}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"ID\":2,\"method\":\"ping\"}");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void anyBytes_giveAFrame_thatMeansTheSameWhenWrittenAnew(byte[] bytes) {
        Frame ofClient = FrameReader.ofClient(bytes);
        Frame ofServer = FrameReader.ofServer(bytes);
        assertArrayEquals(bytes, ofClient.bytes());
        assertArrayEquals(bytes, ofServer.bytes());
        writtenAnew(ofClient);
        keepsItsId(ofClient);
        keepsItsId(ofServer);
    }

    /** A client's numbers are exact, so that everything it says can be written anew; a server's bytes are handed on instead. */
    private static void writtenAnew(Frame frame) {
        switch (frame) {
            case Frame.Request request -> {
                byte[] anew = Reply.request(request.rawId(), request.method(), Reply.bytes(request.params()));
                Frame.Request again = assertInstanceOf(Frame.Request.class, FrameReader.ofClient(anew));
                assertEquals(request.id(), again.id());
                assertEquals(request.method(), again.method());
                assertEquals(request.params(), again.params());
            }
            case Frame.Notification notification -> {
                byte[] anew = Reply.notification(notification.method(), notification.params());
                Frame.Notification again = assertInstanceOf(Frame.Notification.class, FrameReader.ofClient(anew));
                assertEquals(notification.method(), again.method());
                assertEquals(notification.params(), again.params());
            }
            case Frame.Result result -> {
                byte[] anew = Reply.result(result.rawId(), result.result());
                Frame.Result again = assertInstanceOf(Frame.Result.class, FrameReader.ofClient(anew));
                assertEquals(result.id(), again.id());
                assertEquals(result.result(), again.result());
            }
            case Frame.Failure failure -> Reply.bytes(failure.error());
            case Frame.Opaque opaque -> {}
            case Frame.Unreadable unreadable -> {}
        }
    }

    /** Whoever is answered by the id as it was written recognises its question. */
    private static void keepsItsId(Frame frame) {
        switch (frame) {
            case Frame.Request request -> sameId(request.id(), request.rawId());
            case Frame.Answer answer -> sameId(answer.id(), answer.rawId());
            case Frame.Notification notification -> {}
            case Frame.Unreadable unreadable -> {
                assertEquals(unreadable.id().isPresent(), unreadable.rawId().isPresent());
                unreadable.rawId().ifPresent(rawId -> sameId(unreadable.id().orElseThrow(), rawId));
            }
        }
    }

    private static void sameId(RpcId id, byte[] rawId) {
        Frame error = FrameReader.ofServer(Reply.error(rawId, -1, "no", "no"));
        assertEquals(id, assertInstanceOf(Frame.Failure.class, error).id());
    }
}
