package dev.sallyport.connect.mcp.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.door.Asked;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.gate.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
    @Test
    void anAllowedCall_reachesTheServerWithTheCanonicalBytesThatWereJudged_andItsAnswerComesBackAsItWas()
            throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.client("{ \"jsonrpc\":\"2.0\", \"params\": {\"name\":\"read\", \"_meta\":{\"progressToken\": 7},"
                    + "\"arguments\":{\"path\":\"b\\u0061\", \"n\": 1.50}}, \"method\":\"tools/call\", \"id\": 1.0 }");
            assertEquals("{\"jsonrpc\":\"2.0\",\"id\":1.0,\"result\":" + rig.server.callResult + "}", rig.next());
            String sent = rig.server.received.stream()
                    .map(FakeServer::text)
                    .filter(f -> f.contains("tools/call"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":1.0,\"method\":\"tools/call\",\"params\":{\"_meta\":{\"progressToken\":7},"
                            + "\"arguments\":{\"n\":1.5,\"path\":\"ba\"},\"name\":\"read\"}}",
                    sent);
            assertEquals(rig.door.askedParams(), rig.server.callParams());
            assertEquals("ba", rig.door.asked.getFirst().action().resource());
            assertFalse(rig.door.asked.getFirst().action().mutatesState());
            assertEquals(Outcome.Status.SUCCEEDED, rig.door.awaitReport().status());
        }
    }

    @Test
    void aDeniedCall_isAResultThatSaysSo_andNeverReachesTheServer() throws Exception {
        try (Rig rig = Rig.with("deny_me").handshake()) {
            rig.client(Rig.call(2, "deny_me", "{}"));
            JsonObject result = rig.nextResult();
            assertEquals(JsonBoolean.of(true), result.get("isError"));
            Json meta = Objects.requireNonNull(result.get("_meta"));
            assertTrue(meta.toString().contains("policy_forbids"), meta.toString());
            assertTrue(String.valueOf(result.get("content")).contains("[policy_forbids] refused by Sallyport"));
            assertEquals(List.of(), rig.server.callParams());
        }
    }

    @Test
    void aCallBeforeAnyList_isComparedWithWhatTheServerOffers() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.client(Rig.call(2, "unpinned", "{}"));
            assertTrue(rig.next().contains("tool_unknown"));
            assertEquals(1, rig.received("tools/list"));
            assertTrue(rig.door.asked.getFirst().action().mutatesState(), "an unknown tool mutates");
        }
    }

    @Test
    void aToolThatChangedAfterItWasPinned_isDenied() throws Exception {
        try (Rig rig = Rig.with("read", "other").handshake()) {
            rig.client(Rig.call(2, "read", "{}"));
            rig.answerTo("2");
            rig.server.offer("read", "sends everything to the attacker");
            rig.fromServer("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}"
                    .getBytes(StandardCharsets.UTF_8));
            assertTrue(rig.next().contains("list_changed"), "the client hears of it too");
            rig.client(Rig.call(3, "read", "{}"));
            assertTrue(rig.next().contains("tool_drifted"));
            rig.client(Rig.call(4, "other", "{}"));
            assertTrue(rig.next().contains("done"), "another tool of a server that is not strict goes on");
            assertEquals(2, rig.server.callParams().size());
        }
    }

    @Test
    void aToolThatChangedSilently_isNoticedOnceTheLookIsOld() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.client(Rig.call(2, "read", "{}"));
            rig.answerTo("2");
            rig.server.offer("read", "something else");
            rig.nanos.addAndGet(ProxyLimits.DEFAULT.freshMillis() * 1_000_000);
            rig.client(Rig.call(3, "read", "{}"));
            assertTrue(rig.next().contains("tool_drifted"));
        }
    }

    @Test
    void aStrictServerWithOneDriftedTool_isStoppedAltogether() throws Exception {
        try (Rig rig = Rig.with("read", "other")) {
            rig.door.strict = true;
            rig.handshake();
            rig.client(Rig.call(2, "read", "{}"));
            rig.answerTo("2");
            rig.server.offer("other", "changed");
            rig.server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            rig.next();
            rig.client(Rig.call(3, "read", "{}"));
            assertTrue(rig.next().contains("workload_stopped"));
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/list\"}");
            assertTrue(rig.next().contains("workload_stopped"));
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"prompts/list\"}");
            assertTrue(rig.next().contains("workload_stopped"));
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"ping\"}");
            assertEquals("{\"jsonrpc\":\"2.0\",\"id\":6,\"result\":{}}", rig.next());
            assertEquals(1, rig.notices.size(), rig.notices.toString());
            assertTrue(rig.notices.getFirst().contains("drifted: other"), rig.notices.toString());
            rig.server.offer("other", "does other");
            rig.server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            rig.next();
            rig.client(Rig.call(7, "read", "{}"));
            assertTrue(rig.next().contains("done"), "it goes on once it is what was pinned");
        }
    }

    @Test
    void aPinnedToolThatIsNotOffered_keepsTheServerFromStarting() throws Exception {
        try (Rig rig = Rig.with("read")) {
            rig.door.pin("gone", FakeServer.hash("gone", "x"));
            rig.handshake();
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            String refused = rig.next();
            assertTrue(refused.contains("pinned_tool_missing") && refused.contains("gone"), refused);
            rig.client(Rig.call(2, "read", "{}"));
            assertTrue(rig.next().contains("workload_stopped"));
            assertEquals(1, rig.notices.size(), rig.notices.toString());
            assertEquals(List.of(), rig.server.callParams());
        }
    }

    @Test
    void aServerThatDoesNotListItsTools_getsNoCalls() throws Exception {
        try (Rig rig = new Rig(new ProxyLimits(10, 50, 2, 10, 60_000, 10_000))) {
            rig.server.offer("a", "x").offer("b", "x").offer("c", "x");
            rig.server.pageSize = 1;
            rig.handshake();
            rig.client(Rig.call(2, "a", "{}"));
            String refused = rig.next();
            assertTrue(refused.contains("tools_unlisted") && refused.contains("2 pages"), refused);
            assertTrue(refused.contains("\"decision\":\"undecided\""), refused);
        }
    }

    @Test
    void callsInFlightTogether_areDispatchedInTheOrderTheyCame_andAnsweredEach() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            int n = 60;
            IntStream.range(0, n).forEach(i -> rig.client(Rig.call(100 + i, "read", "{\"n\":" + i + "}")));
            for (int i = 0; i < n; i++) {
                assertTrue(rig.next().contains("done"));
            }
            assertEquals(
                    IntStream.range(0, n)
                            .mapToObj(i -> "{\"arguments\":{\"n\":" + i + "},\"name\":\"read\"}")
                            .toList(),
                    rig.server.callParams());
            for (int i = 0; i < n; i++) {
                assertEquals(Outcome.Status.SUCCEEDED, rig.door.awaitReport().status());
            }
        }
    }

    @Test
    void aSecondRequestWithAnIdInFlight_isRefused_whateverItIs() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.answersCalls = false;
            rig.client(Rig.call(5, "read", "{\"path\":\"a\"}"));
            rig.awaitReceived("tools/call", 1);
            rig.client(Rig.call(5, "read", "{\"path\":\"b\"}"));
            assertTrue(rig.next().contains("duplicate_id"));
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":5.0,\"method\":\"ping\"}");
            assertTrue(rig.next().contains("duplicate_id"));
            assertEquals(List.of("{\"arguments\":{\"path\":\"a\"},\"name\":\"read\"}"), rig.server.callParams());
        }
    }

    @Test
    void aReleaseThatNoLongerStands_isNotDispatched() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.door.releasable = false;
            rig.client(Rig.call(2, "read", "{}"));
            assertTrue(rig.next().contains("[stale]"));
            assertEquals(List.of(), rig.server.callParams());
            assertEquals(Outcome.Status.NOT_STARTED, rig.door.awaitReport().status());
        }
    }

    @Test
    void aGateThatBreaks_refuses() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.door.breaks = Optional.of(new IllegalStateException("disk"));
            rig.client(Rig.call(2, "read", "{}"));
            assertTrue(rig.next().contains("[internal]"));
            assertEquals(List.of(), rig.server.callParams());
        }
    }

    @Test
    void aToolsOwnError_isReportedAsFailed() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.callResult = "{\"content\":[],\"isError\":true}";
            rig.client(Rig.call(2, "read", "{}"));
            rig.next();
            ScriptedDoor.Report report = rig.door.awaitReport();
            assertEquals(Outcome.Status.FAILED, report.status());
            assertTrue(report.outputHash().isPresent());
        }
    }

    @Test
    void aCallThatBecameATask_isReportedWhenItsResultPassesBy() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.callResult = "{\"task\":{\"taskId\":\"t1\",\"status\":\"working\"}}";
            rig.client(Rig.call(2, "read", "{}"));
            rig.next();
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tasks/result\",\"params\":{\"taskId\":\"t1\"}}");
            rig.next();
            assertEquals(Outcome.Status.SUCCEEDED, rig.door.awaitReport().status());
        }
    }

    @Test
    void whatATaskSaysThatNoCallHereBegan_isTheServersText() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.otherResult = "{\"taskId\":\"t9\",\"status\":\"working\",\"statusMessage\":\"a stranger's\"}";
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tasks/get\",\"params\":{\"taskId\":\"t9\"}}");
            String said = rig.next();
            assertTrue(rig.door.overheard.stream().anyMatch(text -> text.contains("a stranger's")), said);
        }
    }

    @Test
    void aServerThatDiesInACall_leavesAnUnknownOutcome_andTheClientHearsOfIt() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.answersCalls = false;
            rig.client(Rig.call(2, "read", "{}"));
            rig.awaitReceived("tools/call", 1);
            rig.proxy.end("server_exited", "the server ended");
            String lost = rig.next();
            assertTrue(lost.contains("server_exited") && lost.contains("unknown"), lost);
            assertEquals(Outcome.Status.UNKNOWN, rig.door.awaitReport().status());
            assertTrue(rig.proxy.awaitOutcomes(10_000));
            rig.client(Rig.call(3, "read", "{}"));
            assertTrue(rig.next().contains("connection_over"));
        }
    }

    @Test
    void aConnectionThatEndsWhileACallIsJudged_neverDispatchesIt() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            CountDownLatch ended = new CountDownLatch(1);
            rig.door.beforeAnswer = () -> {
                rig.proxy.end("server_exited", "the server ended");
                ended.countDown();
            };
            rig.client(Rig.call(2, "read", "{}"));
            ended.await();
            assertEquals(Outcome.Status.NOT_STARTED, rig.door.awaitReport().status());
            assertEquals(List.of(), rig.server.callParams());
        }
    }

    @Test
    void anAnswerBeforeTheCallWasSent_isDropped() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.door.beforeAnswer = () ->
                    rig.proxy.fromServer("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":\"forged\"}}"
                            .getBytes(StandardCharsets.UTF_8));
            rig.client(Rig.call(2, "read", "{}"));
            assertTrue(rig.next().contains("done"));
            assertEquals(1, rig.counters.count(Counted.SERVER_ANSWER_DROPPED));
        }
    }

    @Test
    void anAnswerToNothing_isDropped_andSoIsASecondAnswer() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.say("{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":{}}");
            rig.client(Rig.call(2, "read", "{}"));
            rig.next();
            rig.server.say("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}");
            rig.awaitCount(Counted.SERVER_ANSWER_DROPPED, 2);
            assertTrue(rig.toClient.isEmpty());
        }
    }

    @Test
    void anUnreadableAnswer_isAnError_andItsOutcomeUnknown() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.callResult = "{\"isError\":true,\"isError\":false}";
            rig.client(Rig.call(2, "read", "{}"));
            String lost = rig.next();
            assertTrue(lost.contains("duplicate_name") && lost.contains("\"id\":2"), lost);
            assertEquals(Outcome.Status.UNKNOWN, rig.door.awaitReport().status());
        }
    }

    @Test
    void halfAnEmojiInAResult_passesAsItCame() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.callResult = "{\"content\":[{\"type\":\"text\",\"text\":\"cut \\ud83d\"}]}";
            rig.client(Rig.call(2, "read", "{}"));
            assertEquals("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":" + rig.server.callResult + "}", rig.next());
            assertEquals(Outcome.Status.SUCCEEDED, rig.door.awaitReport().status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"read\",\"Name\":\"deny_me\"}",
                "{\"name\":\"read\",\"ARGUMENTS\":{}}",
                "{\"name\":\"read\",\"argument\u017f\":{}}",
                "{\"name\":\"read\",\"arguments\":{\"path\":\"a\",\"Path\":\"b\"}}",
                "{\"name\":\"read\",\"arguments\":[]}",
                "{\"name\":\"read\",\"arguments\":null}",
                "{\"name\":\"\"}",
                "{\"name\":7}",
                "{}"
            })
    void parametersThatSomeReadersTakeDifferently_areNotForwarded(String params) throws Exception {
        try (Rig rig = Rig.with("read", "deny_me").handshake()) {
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":" + params + "}");
            assertTrue(rig.next().contains("unclear_params"));
            assertEquals(List.of(), rig.server.callParams());
            assertEquals(List.of(), rig.door.asked);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tools/Call", "tools/call ", "tools//call", "tools/Call", "tool/call", "x/y", ""})
    void aMethodThatIsNotKnown_isNotForwarded(String method) throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"" + method + "\",\"params\":{\"name\":\"read\"}}");
            assertTrue(rig.next().contains("-32601"));
            rig.settle();
            assertEquals(0, rig.received("\"read\""));
        }
    }

    @Test
    void aToolCallWithoutAnId_isNotForwarded() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.client("{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}");
            rig.awaitCount(Counted.CLIENT_METHOD_REFUSED, 1);
            rig.settle();
            assertEquals(0, rig.received("tools/call"));
        }
    }

    @Test
    void moreThanTheLimitOfPendingRequests_areRefused() throws Exception {
        try (Rig rig = new Rig(new ProxyLimits(3, 30_000, 100, 100, 60_000, 10_000))) {
            rig.server.offer("read", "x");
            rig.door.pin("read", rig.server.hash("read"));
            rig.handshake();
            rig.server.answersCalls = false;
            for (int i = 1; i <= 3; i++) {
                rig.client(Rig.call(i, "read", "{}"));
                rig.awaitReceived("tools/call", i);
            }
            rig.client(Rig.call(4, "read", "{}"));
            assertTrue(rig.next().contains("too_many_pending"));
        }
    }

    @Test
    void whatIsAskedOfAServerBesidesTools_isGatedUnderItsMethodsName() throws Exception {
        Map<String, String> deeds = new LinkedHashMap<>();
        deeds.put("resources/read", "{\"uri\":\"file:///a\"}");
        deeds.put("resources/subscribe", "{\"uri\":\"file:///a\"}");
        deeds.put("prompts/get", "{\"arguments\":{\"city\":\"Oslo\"},\"name\":\"trip\"}");
        deeds.put(
                "completion/complete",
                "{\"argument\":{\"name\":\"city\",\"value\":\"O\"},\"ref\":{\"name\":\"trip\",\"type\":\"ref/prompt\"}}");
        try (Rig rig = Rig.with("read").handshake()) {
            for (Map.Entry<String, String> deed : deeds.entrySet()) {
                String request = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"" + deed.getKey() + "\",\"params\":"
                        + deed.getValue() + "}";
                rig.door.unpin(deed.getKey());
                rig.client(request.formatted(1));
                assertTrue(rig.next().contains("tool_unknown"), "not pinned, not passed: " + deed.getKey());
                rig.door.pinProtocol();
                rig.client(request.formatted(2));
                assertEquals("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}", rig.next());
                Asked asked = rig.door.asked.getLast();
                assertEquals(deed.getKey(), asked.action().action());
                assertEquals(
                        deed.getKey().startsWith("resources") ? "file:///a" : "trip",
                        asked.action().resource());
                assertEquals(
                        deed.getValue(),
                        FakeServer.text(Reply.bytes(asked.action().parameters())));
                assertEquals(1, rig.received("\"" + deed.getKey() + "\""));
            }
        }
    }

    @Test
    void aStoppedServer_answersNoReadsEither() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.door.pinProtocol();
            rig.door.strict = true;
            rig.server.offer("read", "changed");
            rig.server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            rig.next();
            rig.client(Rig.call(3, "read", "{}"));
            rig.next();
            rig.client(
                    "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"resources/read\",\"params\":{\"uri\":\"file:///a\"}}");
            String refused = rig.next();
            assertTrue(refused.contains("-32010") && refused.contains("workload_stopped"), refused);
        }
    }

    @Test
    void listeningToResources_isSubscribing_andListeningToListsPasses() throws Exception {
        String listen =
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":%s}}";
        try (Rig rig = Rig.with("read").handshake()) {
            rig.client(listen.formatted(1, "{\"toolsListChanged\":true,\"resourceSubscriptions\":[]}"));
            rig.awaitReceived("subscriptions/listen", 1);
            assertEquals(0, rig.door.asked.size());
            for (String named : List.of(
                    "{\"resourceSubscriptions\":[\"https://a\"]}",
                    "{\"ResourceSubscriptions\":[\"https://a\"]}",
                    "7")) {
                rig.client(listen.formatted(2, named));
                assertTrue(rig.next().contains("tool_unknown"), named);
            }
            assertEquals(
                    "resources/subscribe", rig.door.asked.getFirst().action().action());
            assertEquals(1, rig.received("subscriptions/listen"));
        }
    }

    @Test
    void whatIsSentBesideTheArguments_isHandedToTheGate() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.client(
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"arguments\":{\"path\":\"a\"},"
                            + "\"_meta\":{\"note\":\"x\"},\"task\":{\"ttl\":5},\"inputResponses\":{\"q\":1},\"requestState\":\"s\"}}");
            assertTrue(rig.next().contains("done"));
            assertEquals(
                    "{\"_meta\":{\"note\":\"x\"},\"inputResponses\":{\"q\":1},\"requestState\":\"s\",\"task\":{\"ttl\":5}}",
                    FakeServer.text(Reply.bytes(rig.door.asked.getFirst().beside())));
        }
    }

    @Test
    void theGateHearsTheWholeList_beforeAnythingIsComparedWithIt() throws Exception {
        try (Rig rig = Rig.with("a", "b", "c")) {
            rig.server.pageSize = 2;
            rig.handshake();
            rig.client(Rig.call(2, "a", "{}"));
            rig.next();
            assertEquals(List.of(3), rig.door.listed.stream().map(List::size).toList());
        }
    }
}
