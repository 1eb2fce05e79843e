package dev.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.gate.replay.Replay;
import dev.sallyport.gate.replay.Replayed;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What must hold after every event of a {@link Simulation}, whatever happened before. */
final class Laws {
    private long checkedReceipts;
    private String previous = "0".repeat(64);

    /** At the very moment of an effect: its record is durable, and everything it relied on stands. */
    static void checkRelease(Simulation world, Walk walk, Decided decided) {
        String what = walk.call.session() + " " + walk.call.action().action();
        assertTrue(
                world.memory.receipt(TestInstall.TENANT, decided.receiptId()).isPresent(),
                () -> "an effect before its durable record: " + what);
        Facts facts = decided.facts();
        Registry now = world.memory.registry();
        assertEquals(
                AgentStatus.ACTIVE,
                now.agent(TestInstall.TENANT, TestInstall.AGENT).orElseThrow().status(),
                () -> "an effect of a frozen agent: " + what);
        assertTrue(
                !now.sessionFrozen(TestInstall.TENANT, walk.call.session()),
                () -> "an effect in a frozen session: " + what);
        assertEquals(
                now.policy(TestInstall.TENANT).orElseThrow().digest(),
                facts.policyDigest(),
                () -> "an effect judged by a policy that is not active: " + what);
        Server server = now.server(TestInstall.TENANT, TestInstall.SERVER).orElseThrow();
        assertTrue(!server.quarantined(), () -> "an effect on a quarantined server: " + what);
        if (walk.call.door().dispatches()) {
            Optional<String> pin = server.tool(walk.call.action().action()).map(PinnedTool::schemaHash);
            assertEquals(facts.what().schemaHash(), pin, () -> "an effect through a tool that is not pinned: " + what);
        }
        if (world.isMcpChange(walk) && decided.judgement().decision().reason() == ReasonCode.PERMITTED) {
            assertEquals(
                    0, walk.strangersAtJudgement, () -> "a change judged after strangers' text was released: " + what);
        }
    }

    /** After every event. */
    void check(Simulation world) {
        checkChain(world);
        world.effectsByApproval.forEach((id, count) -> {
            assertEquals(1, count, () -> "approval " + id + " ran " + count + " times");
            assertEquals(
                    ApprovalStatus.CONSUMED,
                    world.gate.approval(TestInstall.TENANT, id).orElseThrow().status());
        });
        world.effectsByDecision.forEach(
                (id, count) -> assertEquals(1, count, () -> "decision " + id + " ran " + count + " times"));
    }

    /** At the end: nothing acknowledged is lost, every judgement derives again, every release has an outcome. */
    void checkEnd(Simulation world) {
        for (Decided decided : world.acknowledged) {
            assertTrue(
                    world.memory
                            .receipt(TestInstall.TENANT, decided.receiptId())
                            .isPresent(),
                    () -> "an acknowledged receipt is lost: " + decided.receiptId());
        }
        Replay replay = new Replay(world.memory, world.parts.policies(), world.parts.sealer());
        replay.all(TestInstall.TENANT, Optional.empty(), r -> assertInstanceOf(Replayed.Same.class, r));
        assertEquals(List.of(), world.memory.openReleases());
        for (String id : world.effectsByDecision.keySet()) {
            assertEquals(
                    1,
                    world.memory.facts(TestInstall.TENANT, new DecisionId(id)).stream()
                            .count(),
                    () -> "an effect without facts: " + id);
        }
    }

    private void checkChain(Simulation world) {
        List<SealedReceipt> fresh = world.memory.receipts(TestInstall.TENANT, checkedReceipts, Integer.MAX_VALUE);
        for (SealedReceipt receipt : fresh) {
            String text = new String(receipt.canonical(), StandardCharsets.UTF_8);
            assertEquals(checkedReceipts, receipt.sequence());
            assertTrue(text.contains("\"chain\":{\"previous\":\"" + previous + "\""), "the chain is broken");
            previous = HexFormat.of().formatHex(ReceiptHash.of(receipt.canonical()));
            assertEquals(previous, receipt.hashHex());
            checkedReceipts++;
        }
    }
}
