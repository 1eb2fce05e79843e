package dev.sallyport.connect.mcp.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aRequest_keepsItsIdAsItWasWritten() {
        var frame = assertInstanceOf(
                Frame.Request.class,
                FrameReader.ofClient(bytes(
                        " {\"params\":{}, \"\\u0069d\" : \"\\u0061\" ,\"method\":\"ping\",\"jsonrpc\":\"2.0\"}")));
        assertEquals(new RpcId(new JsonString("a")), frame.id());
        assertArrayEquals(bytes("\"\\u0061\""), frame.rawId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'jsonrpc':'2.0','id':1,'method':'ping','method':'tools/call'} | duplicate_name",
                "{'jsonrpc':'2.0','id':1,'method':'ping','m\\u0065thod':'tools/call'} | duplicate_name",
                "{'jsonrpc':'2.0','id':1,'method':'ping','Method':'tools/call'} | unknown_member",
                "{'jsonrpc':'2.0','id':1,'method':'ping','result':{}} | unknown_member",
                "[{'jsonrpc':'2.0','id':1,'method':'ping'}] | batch",
                "7 | not_a_message",
                "{'id':1,'method':'ping'} | not_json_rpc",
                "{'jsonrpc':'2.0','id':null,'method':'ping'} | wrong_type",
                "{'jsonrpc':'2.0','id':1,'method':7} | wrong_type",
                "{'jsonrpc':'2.0','id':1,'method':'ping','params':[]} | wrong_type",
                "{'jsonrpc':'2.0','id':1,'result':{},'error':{}} | unknown_member",
                "{'jsonrpc':'2.0','result':{}} | no_id",
                "{'jsonrpc':'2.0','id':1,'result':7} | wrong_type",
                "{'jsonrpc':'2.0','id':1,'method':'ping'} {} | trailing_content",
                "{'jsonrpc':'2.0','id':1,'method':'ping' | unexpected_end",
                "{'jsonrpc':'2.0','id':9007199254740993,'method':'ping'} | number_too_large"
            })
    void aFrameThatReadersCouldTakeDifferently_isUnreadable(String text, String code) {
        var frame = assertInstanceOf(Frame.Unreadable.class, FrameReader.ofClient(bytes(text.replace('\'', '"'))));
        assertEquals(code, frame.code());
    }

    @Test
    void anUnreadableFrame_hasAnIdOnlyWhenThereIsNoDoubtAboutIt() {
        var sure = assertInstanceOf(
                Frame.Unreadable.class,
                FrameReader.ofClient(
                        bytes("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"x\",\"params\":{\"a\":1,\"a\":2}}")));
        assertArrayEquals(bytes("7"), sure.rawId().orElseThrow());
        var unsure = assertInstanceOf(
                Frame.Unreadable.class, FrameReader.ofClient(bytes("{\"jsonrpc\":\"2.0\",\"id\":7,\"id\":8}")));
        assertTrue(unsure.rawId().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud83d\"", "\"\\uffff\"", "1e999", "-0.0", "18446744073709551616"})
    void aServersAnswerWithAnOddValue_isOpaqueOrRead_neverRefused(String value) {
        Frame frame = FrameReader.ofServer(
                bytes("{\"result\":{\"x\":" + value + ",\"isError\":true},\"jsonrpc\":\"2.0\",\"id\":3}"));
        var answer = assertInstanceOf(Frame.Answer.class, frame);
        assertEquals(RpcId.of(JsonNumber.of(3)).orElseThrow(), answer.id());
        assertTrue(answer.failed());
    }

    @Test
    void aServersAnswerWithADuplicateName_isUnreadable() {
        assertInstanceOf(
                Frame.Unreadable.class,
                FrameReader.ofServer(
                        bytes("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"isError\":true,\"isError\":false}}")));
    }

    @Test
    void aFrameBeyondTheLimit_isUnreadable() {
        byte[] big = bytes("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"x\",\"params\":{\"a\":\""
                + "a".repeat(FrameReader.CLIENT_FRAME_BYTES) + "\"}}");
        var frame = assertInstanceOf(Frame.Unreadable.class, FrameReader.ofClient(big));
        assertEquals("too_large", frame.code());
        assertArrayEquals(bytes("3"), frame.rawId().orElseThrow());
    }

    @Test
    void nestingAHundredThousandDeep_isUnreadable() {
        byte[] deep = bytes("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"x\",\"params\":" + "[".repeat(100_000));
        assertEquals(
                "too_deep",
                assertInstanceOf(Frame.Unreadable.class, FrameReader.ofClient(deep))
                        .code());
    }
}
