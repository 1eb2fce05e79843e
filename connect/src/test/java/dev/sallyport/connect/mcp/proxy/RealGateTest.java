package dev.sallyport.connect.mcp.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.connect.mcp.door.FirstUse;
import dev.sallyport.connect.mcp.door.OpenDoor;
import dev.sallyport.connect.mcp.door.PolledApprovals;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy over the real gate with a journal in memory. */
class RealGateTest {
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final Gate gate = new Gate(TestInstall.parts(journal, journal, new ManualClock(), 1));

    @BeforeEach
    void setUp() {
        TestInstall.setUp(gate);
        List<PinnedTool> pins = TestInstall.tools().stream()
                .map(t -> new PinnedTool(
                        t.name(),
                        FakeServer.hash(t.name(), "does it"),
                        t.effect(),
                        t.capability(),
                        t.resultTrust(),
                        Optional.of("path"),
                        t.authority()))
                .toList();
        change(new RegistryChange.PinTools(TestInstall.TENANT, TestInstall.SERVER, pins));
    }

    private void change(RegistryChange change) {
        gate.change(Actor.system(TestInstall.TENANT), change, "test");
    }

    private Rig rig() throws InterruptedException {
        OpenDoor door = new OpenDoor(
                gate,
                journal,
                new PolledApprovals(journal, TestInstall.TENANT),
                new OpenDoor.Connected(
                        TestInstall.TENANT, TestInstall.AGENT, new SessionId("s1"), true, TestInstall.SERVER));
        Rig rig = new Rig(door);
        TestInstall.tools().forEach(t -> rig.server.offer(t.name(), "does it"));
        rig.server.offer("surprise", "new");
        return rig.handshake();
    }

    private long receipts() {
        return journal.receiptCount(TestInstall.TENANT);
    }

    private Approval awaitApproval() {
        for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end; ) {
            List<Approval> pending = journal.approvals(TestInstall.TENANT, Optional.of(ApprovalStatus.PENDING), 1, 0);
            if (!pending.isEmpty()) {
                return pending.getFirst();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no approval was asked for");
    }

    @Test
    void aReleasedCall_leavesADecisionAndAnOutcome() throws Exception {
        try (Rig rig = rig()) {
            long before = receipts();
            rig.client(Rig.call(1, "write_file", "{\"path\":\"a.txt\"}"));
            assertTrue(rig.next().contains("done"));
            rig.proxy.end("over", "over");
            assertTrue(rig.proxy.awaitOutcomes(10_000));
            assertEquals(before + 2, receipts());
            assertEquals(List.of(), journal.openReleases());
        }
    }

    @Test
    void anUnpinnedTool_isDeniedOnTheRecord() throws Exception {
        try (Rig rig = rig()) {
            long before = receipts();
            rig.client(Rig.call(1, "surprise", "{}"));
            String refused = rig.next();
            assertTrue(refused.contains("[tool_unknown]") && refused.contains("receipt_id"), refused);
            assertEquals(before + 1, receipts());
        }
    }

    @Test
    void whatAStrangersPageBroughtIn_deniesTheNextChange() throws Exception {
        try (Rig rig = rig()) {
            rig.client(Rig.call(1, "read_page", "{}"));
            assertTrue(rig.next().contains("done"));
            rig.client(Rig.call(2, "send_mail", "{\"to\":\"mallory\"}"));
            assertTrue(rig.next().contains("[policy_forbids]"));
            assertEquals(1, rig.server.callParams().size());
        }
    }

    @Test
    void anApprovedCall_runsOnce_withTheBytesThatWereHeld() throws Exception {
        change(TestInstall.policy("ask-all"));
        try (Rig rig = rig()) {
            rig.client(Rig.call(1, "send_mail", "{\"to\":\"anna\", \"n\":1.0}"));
            Approval approval = awaitApproval();
            gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true);
            assertTrue(rig.next().contains("done"));
            assertEquals(
                    List.of("{\"arguments\":{\"n\":1,\"to\":\"anna\"},\"name\":\"send_mail\"}"),
                    rig.server.callParams());
            assertEquals(
                    ApprovalStatus.CONSUMED,
                    journal.approval(TestInstall.TENANT, approval.id())
                            .orElseThrow()
                            .status());
        }
    }

    @Test
    void anApprovalWhosePolicyChanged_isInvalidated_andNothingRuns() throws Exception {
        change(TestInstall.policy("ask-all"));
        try (Rig rig = rig()) {
            rig.client(Rig.call(1, "send_mail", "{\"to\":\"anna\"}"));
            Approval approval = awaitApproval();
            change(TestInstall.policy("deny-all"));
            gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true);
            String refused = rig.next();
            assertTrue(refused.contains("\"isError\":true"), refused);
            assertEquals(List.of(), rig.server.callParams());
        }
    }

    @Test
    void aFrozenAgent_isRefused() throws Exception {
        try (Rig rig = rig()) {
            change(new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN));
            rig.client(Rig.call(1, "read_file", "{}"));
            assertTrue(rig.next().contains("[agent_frozen]"));
            assertEquals(List.of(), rig.server.callParams());
        }
    }

    @Test
    void aStoppedAgentSessionOrServer_getsNothingThatIsNotGatedEither() throws Exception {
        List<RegistryChange> stops = List.of(
                new RegistryChange.SetQuarantine(TestInstall.TENANT, TestInstall.SERVER, true),
                new RegistryChange.SetSessionFrozen(TestInstall.TENANT, new SessionId("s1"), true),
                new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN),
                new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.REVOKED));
        List<String> codes = List.of("server_quarantined", "session_frozen", "agent_frozen", "agent_revoked");
        try (Rig rig = rig()) {
            for (int i = 0; i < stops.size(); i++) {
                change(stops.get(i));
                rig.client("{\"jsonrpc\":\"2.0\",\"id\":" + i
                        + ",\"method\":\"resources/read\",\"params\":{\"uri\":\"file:///etc/passwd\"}}");
                String refused = rig.next();
                assertTrue(refused.contains(codes.get(i)), refused);
                rig.client("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"prompts/get\",\"params\":{\"name\":\"x\"}}");
                assertTrue(rig.next().contains(codes.get(i)));
            }
            assertEquals(0, rig.received("resources/read") + rig.received("prompts/get"));
        }
    }

    @Test
    void aServerNobodyRegistered_isAcceptedAsFirstSeen_onTheRecord_andNeverAgain() throws Exception {
        long before = receipts();
        try (Rig rig = firstUse("fresh")) {
            rig.server.offer("look", "does it");
            rig.handshake();
            rig.client(Rig.call(1, "look", "{}"));
            assertTrue(rig.next().contains("done"));
            rig.proxy.end("over", "over");
            assertTrue(rig.proxy.awaitOutcomes(10_000));
        }
        Server server = journal.registry().server(TestInstall.TENANT, "fresh").orElseThrow();
        assertEquals(before + 4, receipts(), "registered, pinned, decided, what became of it");
        PinnedTool pin = server.tool("look").orElseThrow();
        assertFalse(pin.reviewed());
        assertEquals(Optional.of(TrustLevel.UNKNOWN), pin.resultTrust());
        assertTrue(server.tool("resources/read").isPresent());
        try (Rig rig = firstUse("fresh")) {
            rig.server.offer("look", "does another thing").offer("more", "does it");
            rig.handshake();
            rig.client(Rig.call(1, "look", "{}"));
            assertTrue(rig.next().contains("[tool_drifted]"));
            rig.client(Rig.call(2, "more", "{}"));
            assertTrue(rig.next().contains("[tool_unknown]"));
        }
    }

    @Test
    void withoutTheWordOfWhoeverStartedIt_nothingIsAcceptedAtFirstUse() throws Exception {
        OpenDoor door = new OpenDoor(
                gate,
                journal,
                new PolledApprovals(journal, TestInstall.TENANT),
                new OpenDoor.Connected(TestInstall.TENANT, TestInstall.AGENT, new SessionId("s1"), true, "fresh"));
        try (Rig rig = new Rig(door)) {
            rig.server.offer("look", "does it");
            rig.handshake();
            rig.client(Rig.call(1, "look", "{}"));
            assertTrue(rig.next().contains("[tool_unknown]"));
        }
        assertTrue(journal.registry().server(TestInstall.TENANT, "fresh").isEmpty());
    }

    private Rig firstUse(String server) {
        return new Rig(new OpenDoor(
                gate,
                journal,
                new PolledApprovals(journal, TestInstall.TENANT),
                new OpenDoor.Connected(TestInstall.TENANT, TestInstall.AGENT, new SessionId("s1"), true, server),
                Optional::empty,
                Optional.of(new FirstUse(gate, journal))));
    }

    @Test
    void aHeldCallWhoseConnectionEnds_leavesNothingToApprove() throws Exception {
        change(TestInstall.policy("ask-all"));
        try (Rig rig = rig()) {
            rig.client(Rig.call(1, "send_mail", "{\"to\":\"anna\"}"));
            Approval approval = awaitApproval();
            rig.proxy.end("link_closed", "the client is gone");
            assertTrue(rig.proxy.awaitOutcomes(10_000));
            assertEquals(
                    ApprovalStatus.INVALIDATED,
                    journal.approval(TestInstall.TENANT, approval.id())
                            .orElseThrow()
                            .status());
        }
    }

    @Test
    void whatTheProxyAdds_isPrinted() throws Exception {
        try (Rig rig = rig()) {
            String call = "{\"path\":\"" + "x".repeat(1000) + "\"}";
            int warm = 2_000;
            int measured = 2_000;
            long[] nanos = new long[measured];
            for (int i = 0; i < warm + measured; i++) {
                long began = System.nanoTime();
                rig.client(Rig.call(i, "read_file", call));
                rig.next();
                if (i >= warm) {
                    nanos[i - warm] = System.nanoTime() - began;
                }
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "mcp proxy, 1 KB call, gate with a journal in memory, threads of the test included: p50 %.3f ms, p95 %.3f ms, p99 %.3f ms%n",
                    nanos[measured / 2] / 1e6, nanos[measured * 95 / 100] / 1e6, nanos[measured * 99 / 100] / 1e6);
            assertEquals(warm + measured, rig.server.callParams().size());
        }
    }
}
