package dev.sallyport.connect.mcp.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.ApprovalId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HoldTest {
    private static final String CANCEL =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%d}}";

    @Test
    void anApprovedCall_isDispatchedWithExactlyTheBytesThatPeopleSaw() throws Exception {
        try (Rig rig = Rig.with("hold_it", "read").handshake()) {
            rig.client(Rig.call(2, "hold_it", "{\"to\":\"anna\",\"sum\":98.70}"));
            ApprovalId id = rig.door.awaitOpened();
            rig.client(Rig.call(3, "read", "{}"));
            assertTrue(rig.next().contains("\"id\":3"), "a held call lets the next one pass");
            rig.door.decide(id, ApprovalStatus.APPROVED);
            assertTrue(rig.next().contains("\"id\":2"));
            assertEquals(
                    List.of(
                            "{\"arguments\":{},\"name\":\"read\"}",
                            "{\"arguments\":{\"sum\":98.7,\"to\":\"anna\"},\"name\":\"hold_it\"}"),
                    rig.server.callParams());
            assertEquals(ApprovalStatus.CONSUMED, rig.door.status(id));
            rig.door.awaitReport();
            assertEquals(Outcome.Status.SUCCEEDED, rig.door.awaitReport().status());
        }
    }

    @Test
    void aClientThatGaveAProgressToken_hearsThatItWaits() throws Exception {
        try (Rig rig = Rig.with("hold_it").handshake()) {
            rig.client(
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"hold_it\",\"_meta\":{\"progressToken\":\"p\"}}}");
            String progress = rig.next();
            assertTrue(
                    progress.contains("notifications/progress") && progress.contains("\"progressToken\":\"p\""),
                    progress);
            assertTrue(progress.contains("apr_"), progress);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ApprovalStatus.class,
            names = {"REJECTED", "EXPIRED", "INVALIDATED", "CONSUMED"})
    void aCallThatPeopleDidNotApprove_isRefused(ApprovalStatus status) throws Exception {
        try (Rig rig = Rig.with("hold_it").handshake()) {
            rig.client(Rig.call(2, "hold_it", "{}"));
            rig.door.decide(rig.door.awaitOpened(), status);
            String refused = rig.next();
            assertTrue(refused.contains("[approval_" + status.name().toLowerCase(Locale.ROOT) + "]"), refused);
            assertEquals(List.of(), rig.server.callParams());
            assertEquals(List.of(), rig.door.claims);
        }
    }

    @Test
    void aCallCancelledWhileHeld_isNotClaimedNorSent_evenIfPeopleApproveLater() throws Exception {
        try (Rig rig = Rig.with("hold_it").handshake()) {
            rig.client(Rig.call(2, "hold_it", "{}"));
            ApprovalId id = rig.door.awaitOpened();
            rig.awaitCount(Counted.HELD, 1);
            rig.client("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":2}}");
            assertEquals(id, rig.door.awaitWithdrawn());
            assertEquals(ApprovalStatus.INVALIDATED, rig.door.status(id), "nobody can approve it any more");
            rig.door.decide(id, ApprovalStatus.APPROVED);
            rig.client("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}");
            assertTrue(rig.next().contains("\"id\":3"), "a cancelled request gets no answer");
            rig.proxy.end("closed", "over");
            assertTrue(rig.proxy.awaitOutcomes(10_000));
            assertEquals(List.of(), rig.door.claims);
            assertEquals(List.of(), rig.server.callParams());
            assertEquals(0, rig.received("notifications/cancelled"), "the server never knew the request");
        }
    }

    @Test
    void aCallCancelledInFlight_isCancelledAtTheServer() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.answersCalls = false;
            rig.client(Rig.call(2, "read", "{}"));
            rig.awaitReceived("tools/call", 1);
            rig.client("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":2}}");
            rig.awaitReceived("notifications/cancelled", 1);
        }
    }

    @Test
    void aCallCancelledInFlight_keepsItsId_andALateAnswerIsItsOutcome() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.answersCalls = false;
            rig.client(Rig.call(2, "read", "{}"));
            rig.awaitReceived("tools/call", 1);
            rig.client(CANCEL.formatted(2));
            rig.awaitReceived("notifications/cancelled", 1);
            rig.client(Rig.call(2, "read", "{}"));
            assertTrue(rig.next().contains("duplicate_id"), "an answer to the first could come for the second");
            rig.server.say("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[]}}");
            assertEquals(Outcome.Status.SUCCEEDED, rig.door.awaitReport().status());
            assertTrue(rig.next().contains("\"id\":2"), "as without the proxy; clients leave it aside");
            rig.server.answersCalls = true;
            rig.client(Rig.call(2, "read", "{}"));
            assertTrue(rig.next().contains("done"), "answered, the id is free");
        }
    }

    @Test
    void cancelledCallsThatNobodyAnswers_takeNoPlaceForLong_andTheirOutcomeIsUnknown() throws Exception {
        try (Rig rig = new Rig(new ProxyLimits(2, 1000, 10, 10, 60_000, 10_000))) {
            rig.server.offer("read", "reads");
            rig.door.pin("read", rig.server.hash("read"));
            rig.handshake();
            rig.server.answersCalls = false;
            for (int i = 1; i <= 5; i++) {
                rig.client(Rig.call(i, "read", "{}"));
                rig.awaitReceived("tools/call", i);
                rig.client(CANCEL.formatted(i));
                rig.awaitReceived("notifications/cancelled", i);
            }
            for (int given = 1; given <= 3; given++) {
                assertEquals(Outcome.Status.UNKNOWN, rig.door.awaitReport().status());
            }
            rig.server.answersCalls = true;
            rig.client(Rig.call(1, "read", "{}"));
            assertTrue(rig.next().contains("done"), "nothing was said to the client before, and the oldest id is free");
        }
    }

    @Test
    void aCancelledCallWhoseConnectionEnds_isUnknownAndGetsNoAnswer() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.server.answersCalls = false;
            rig.client(Rig.call(2, "read", "{}"));
            rig.awaitReceived("tools/call", 1);
            rig.client(CANCEL.formatted(2));
            rig.awaitReceived("notifications/cancelled", 1);
            rig.proxy.end("over", "over");
            assertTrue(rig.proxy.awaitOutcomes(10_000));
            assertEquals(Outcome.Status.UNKNOWN, rig.door.awaitReport().status());
            assertTrue(rig.toClient.isEmpty());
        }
    }

    @Test
    void aSwapWhileHeld_isRefused_andTheApprovedBytesRun() throws Exception {
        try (Rig rig = Rig.with("hold_it").handshake()) {
            rig.client(Rig.call(2, "hold_it", "{\"to\":\"anna\"}"));
            ApprovalId id = rig.door.awaitOpened();
            rig.client(Rig.call(2, "hold_it", "{\"to\":\"mallory\"}"));
            assertTrue(rig.next().contains("duplicate_id"));
            rig.door.decide(id, ApprovalStatus.APPROVED);
            rig.next();
            assertEquals(List.of("{\"arguments\":{\"to\":\"anna\"},\"name\":\"hold_it\"}"), rig.server.callParams());
        }
    }

    @Test
    void anApproval_isForOneCall() throws Exception {
        try (Rig rig = Rig.with("hold_it").handshake()) {
            rig.client(Rig.call(2, "hold_it", "{}"));
            rig.door.decide(rig.door.awaitOpened(), ApprovalStatus.APPROVED);
            rig.next();
            rig.client(Rig.call(3, "hold_it", "{}"));
            rig.door.awaitOpened();
            assertEquals(1, rig.server.callParams().size());
        }
    }

    @Test
    void aToolThatDriftsWhileItsCallIsHeld_isNotClaimed() throws Exception {
        try (Rig rig = Rig.with("hold_it").handshake()) {
            rig.client(Rig.call(2, "hold_it", "{}"));
            ApprovalId id = rig.door.awaitOpened();
            rig.server.offer("hold_it", "another thing");
            rig.server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            rig.next();
            rig.door.decide(id, ApprovalStatus.APPROVED);
            assertTrue(rig.next().contains("tool_drifted"));
            assertEquals(id, rig.door.awaitWithdrawn());
            assertEquals(List.of(), rig.door.claims);
            assertEquals(List.of(), rig.server.callParams());
        }
    }

    @Test
    void aReleaseThatFellWhileItWasClaimed_isNotDispatched() throws Exception {
        try (Rig rig = Rig.with("hold_it").handshake()) {
            rig.client(Rig.call(2, "hold_it", "{}"));
            ApprovalId id = rig.door.awaitOpened();
            rig.door.releasable = false;
            rig.door.decide(id, ApprovalStatus.APPROVED);
            assertTrue(rig.next().contains("[stale]"));
            assertEquals(Outcome.Status.NOT_STARTED, rig.door.awaitReport().status());
            assertEquals(List.of(), rig.server.callParams());
        }
    }

    @Test
    void aConnectionThatEnds_withdrawsTheApproval() throws Exception {
        try (Rig rig = Rig.with("hold_it").handshake()) {
            rig.client(Rig.call(2, "hold_it", "{}"));
            ApprovalId id = rig.door.awaitOpened();
            rig.proxy.end("link_closed", "the client is gone");
            assertTrue(rig.proxy.awaitOutcomes(10_000));
            assertTrue(rig.next().contains("link_closed"));
            assertEquals(ApprovalStatus.INVALIDATED, rig.door.status(id));
            assertEquals(List.of(), rig.door.claims);
        }
    }
}
