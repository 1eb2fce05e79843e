package dev.sallyport.mailroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the server says on the wire, in both eras of the protocol. */
@Timeout(30)
class ProtocolTest {

    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private Office office;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        office = Office.open(folder);
    }

    @AfterEach
    void close() {
        office.close();
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,2025-11-25", "2025-06-18,2025-06-18", "2024-11-05,2025-11-25", "1999-01-01,2025-11-25"})
    void initialize_answersTheVersionItWillSpeak(String asked, String spoken) throws IOException {
        JsonNode answer =
                office.request(7, "initialize", "{\"protocolVersion\":\"" + asked + "\",\"capabilities\":{}}");
        assertEquals(7, answer.path("id").asInt());
        assertEquals(spoken, answer.path("result").path("protocolVersion").asString());
        assertEquals(
                "mailroom",
                answer.path("result").path("serverInfo").path("name").asString());
    }

    @Test
    void requestBeforeInitialize_isRefused_butPingIsAnswered() throws IOException {
        assertEquals(-32600, errorCode(office.request(1, "tools/list", "{}")));
        assertTrue(office.request(2, "ping", "{}").path("result").isObject());
        office.greeted();
        assertTrue(office.request(3, "tools/list", "{}").has("result"));
    }

    @Test
    void toolsList_namesEveryToolWithSchemaAndHints() throws IOException {
        JsonNode tools =
                office.greeted().request(1, "tools/list", "{}").path("result").path("tools");
        List<String> names = new ArrayList<>();
        for (JsonNode tool : tools) {
            names.add(tool.path("name").asString());
            assertEquals("object", tool.path("inputSchema").path("type").asString());
            assertTrue(tool.path("annotations").has("readOnlyHint"), tool.toString());
            assertTrue(tool.path("annotations").has("destructiveHint"), tool.toString());
            assertTrue(tool.path("annotations").has("openWorldHint"), tool.toString());
        }
        assertEquals(
                List.of(
                        "read_file",
                        "list_files",
                        "write_file",
                        "list_mail",
                        "read_mail",
                        "send_mail",
                        "fetch_page",
                        "wait_for_mail"),
                names);
    }

    @Test
    void statelessRequest_needsNoHandshake_andItsResultSaysItIsComplete() throws IOException {
        JsonNode result = office.request(1, "tools/list", "{" + META + "}").path("result");
        assertEquals("complete", result.path("resultType").asString());
        assertEquals(0, result.path("ttlMs").asInt(-1));
        assertEquals("private", result.path("cacheScope").asString());
        assertEquals(
                "mailroom",
                result.path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .asString());
        JsonNode called = office.request(2, "tools/call", "{\"name\":\"list_files\",\"arguments\":{}," + META + "}");
        assertEquals("complete", called.path("result").path("resultType").asString());
    }

    @Test
    void discover_namesTheStatelessVersionOnly() throws IOException {
        JsonNode result = office.request(1, "server/discover", "{" + META + "}").path("result");
        assertEquals("[\"2026-07-28\"]", result.path("supportedVersions").toString());
        assertTrue(result.path("capabilities").has("tools"));
    }

    @Test
    void unknownVersion_isRefusedWithTheOnesSpoken() throws IOException {
        JsonNode error = office.request(1, "tools/list", "{" + META.replace("2026-07-28", "2031-01-01") + "}")
                .path("error");
        assertEquals(-32022, error.path("code").asInt());
        assertEquals("2031-01-01", error.path("data").path("requested").asString());
        assertEquals("2026-07-28", error.path("data").path("supported").path(0).asString());
    }

    @Test
    void statelessRequestWithoutCapabilities_isRefused() throws IOException {
        String half = "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}";
        assertEquals(-32602, errorCode(office.request(1, "tools/list", half)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "initialize"})
    void methodOfTheHandshakeEra_isUnknownToAStatelessRequest(String method) throws IOException {
        assertEquals(-32601, errorCode(office.request(1, method, "{" + META + "}")));
    }

    @Test
    void malformedMessage_isRefused_andTheConnectionGoesOn() throws IOException {
        Map<String, Integer> codes = Map.of(
                "{\"jsonrpc\":\"2.0\",\"id\":1,", -32700,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}", -32700,
                "{} {}", -32700,
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", -32600,
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}", -32600,
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", -32600,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}", -32600);
        for (Map.Entry<String, Integer> malformed : codes.entrySet()) {
            office.send(malformed.getKey());
            assertEquals(malformed.getValue(), errorCode(office.receive()), malformed.getKey());
            assertTrue(office.request(2, "ping", "{}").has("result"), malformed.getKey());
        }
    }

    @Test
    void messageOverTheLimit_isRefused_andTheConnectionGoesOn() throws IOException {
        office.send("\"" + "x".repeat(Wire.MAX_LINE_BYTES) + "\"");
        assertEquals(-32600, errorCode(office.receive()));
        assertTrue(office.request(2, "ping", "{}").has("result"));
    }

    @Test
    void unknownMethodAndUnknownTool_areRefused() throws IOException {
        office.greeted();
        assertEquals(-32601, errorCode(office.request(1, "tools/destroy", "{}")));
        assertEquals(-32602, errorCode(office.request(2, "tools/call", "{\"name\":\"burn\",\"arguments\":{}}")));
    }

    @Test
    void resources_areTheFiles_andAMissingOneIsRefused() throws IOException {
        office.greeted();
        JsonNode resources =
                office.request(1, "resources/list", "{}").path("result").path("resources");
        assertEquals(
                "mailroom://files/invoices/2026-001.txt",
                resources.path(0).path("uri").asString());
        JsonNode read = office.request(2, "resources/read", "{\"uri\":\"mailroom://files/notes.txt\"}");
        assertTrue(read.path("result")
                .path("contents")
                .path(0)
                .path("text")
                .asString()
                .contains("vault"));
        assertEquals(-32602, errorCode(office.request(3, "resources/read", "{\"uri\":\"mailroom://files/none\"}")));
        assertEquals(
                -32602,
                errorCode(office.request(4, "resources/read", "{\"uri\":\"mailroom://files/../inbox/001.txt\"}")));
    }

    @Test
    void prompt_isListedAndFilledIn() throws IOException {
        office.greeted();
        JsonNode prompts =
                office.request(1, "prompts/list", "{}").path("result").path("prompts");
        assertEquals("answer_mail", prompts.path(0).path("name").asString());
        JsonNode prompt = office.request(2, "prompts/get", "{\"name\":\"answer_mail\",\"arguments\":{\"id\":\"001\"}}");
        assertTrue(prompt.path("result").path("messages").toString().contains("mail 001"));
        assertEquals(-32602, errorCode(office.request(3, "prompts/get", "{\"name\":\"answer_mail\"}")));
    }

    @Test
    void callThatWaits_reportsProgressToTheToken_andAnswers() throws IOException {
        office.greeted();
        office.send("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"wait_for_mail\","
                + "\"arguments\":{\"seconds\":1},\"_meta\":{\"progressToken\":\"t\"}}}");
        int reports = 0;
        JsonNode message = office.receive();
        int last = 0;
        while (message.path("method").asString("").equals("notifications/progress")) {
            assertEquals("t", message.path("params").path("progressToken").asString());
            assertTrue(message.path("params").path("progress").asInt() > last);
            last = message.path("params").path("progress").asInt();
            reports++;
            message = office.receive();
        }
        assertTrue(reports > 1, "reports: " + reports);
        assertEquals(9, message.path("id").asInt());
        assertEquals("no new mail in 1 seconds", Office.text(message.path("result")));
    }

    @Test
    void cancelledCall_isNeverAnswered() throws IOException {
        office.greeted();
        office.send("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"wait_for_mail\","
                + "\"arguments\":{\"seconds\":2},\"_meta\":{\"progressToken\":1}}}");
        assertEquals("notifications/progress", office.receive().path("method").asString());
        office.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":9}}");
        // A second call of the same length ends after the first would have: no answer to 9 may come before it.
        office.send("{\"jsonrpc\":\"2.0\",\"id\":10,\"method\":\"tools/call\",\"params\":{\"name\":\"wait_for_mail\","
                + "\"arguments\":{\"seconds\":2}}}");
        JsonNode message = office.receive();
        while (message.has("method")) {
            message = office.receive();
        }
        assertEquals(10, message.path("id").asInt());
    }

    @Test
    void otherRequests_areAnsweredWhileACallWaits() throws IOException {
        office.greeted();
        office.send("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"wait_for_mail\","
                + "\"arguments\":{\"seconds\":60}}}");
        assertEquals(2, office.request(2, "ping", "{}").path("id").asInt());
    }

    @Test
    void endOfInput_endsTheServer_evenWhileACallWaits() throws IOException, InterruptedException {
        office.greeted();
        office.send("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"wait_for_mail\","
                + "\"arguments\":{\"seconds\":60}}}");
        assertEquals(0, office.hangUp());
    }

    @Test
    void notification_isNeverAnswered() throws IOException {
        office.send("{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\"}");
        assertFalse(office.request(2, "ping", "{}").has("error"));
    }

    private static int errorCode(JsonNode answer) {
        return answer.path("error").path("code").asInt(0);
    }
}
