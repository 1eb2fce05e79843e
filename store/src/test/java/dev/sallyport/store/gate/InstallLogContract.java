package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.merkle.ConsistencyProof;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.store.gate.InstallLog.Anchored;
import dev.sallyport.store.gate.InstallLog.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an install log keeps to, whoever appends. After every test the whole log is read again. */
public abstract class InstallLogContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final int SIZES = 30;
    private static final long NOON = 1_800_000_000_000L;

    /** The log as one of those who share it sees it; another one for each number, if there are several. */
    protected abstract InstallLog of(int who);

    /** The tenant's log of that size; its root is made up, since nobody here reads it. */
    private static Leaf leaf(TenantId tenant, long size) {
        return leaf(tenant, "test/" + tenant, size);
    }

    private static Leaf leaf(TenantId tenant, String origin, long size) {
        Tree tree = Tree.empty();
        for (long i = 0; i < size; i++) {
            tree = tree.append((tenant + " " + i).getBytes(StandardCharsets.UTF_8));
        }
        return new Leaf(0, tenant, Checkpoint.of(origin, tree).text());
    }

    private static long size(Leaf leaf) {
        return Checkpoint.parse(leaf.checkpoint()).size();
    }

    /** Closes what {@link #of} stands on. */
    protected abstract void close();

    @AfterEach
    final void checkAndClose() {
        try {
            assertWhole();
        } finally {
            close();
        }
    }

    private void assertWhole() {
        TreeHeads.TreeHead head = of(0).head();
        assertArrayEquals(head.root(), of(1).head().root());
        Tree tree = Tree.empty();
        Tree byNodes = Tree.empty();
        for (byte[] record : of(1).records(0, 100_000)) {
            byNodes = byNodes.appendLeafHash(of(0).nodes().node(0, tree.size()));
            tree = tree.append(record);
        }
        assertEquals(head.size(), tree.size());
        assertArrayEquals(head.root(), tree.root());
        assertArrayEquals(head.root(), byNodes.root());
    }

    @Test
    void a_log_without_leaves_is_the_empty_tree() {
        assertEquals(0, of(0).head().size());
        assertArrayEquals(Tree.empty().root(), of(0).head().root());
        assertEquals(List.of(), of(0).newest());
        assertEquals(Optional.empty(), of(0).newestAnchor("test/install"));
    }

    @Test
    void leaves_stand_in_the_order_in_which_they_were_appended() {
        of(0).append(List.of(leaf(ACME, 1), leaf(GLOBEX, 1)));
        of(1).append(List.of(leaf(ACME, 3)));

        assertEquals(3, of(0).head().size());
        assertArrayEquals(
                TenantCheckpoint.record(leaf(GLOBEX, 1).checkpoint()),
                of(0).records(1, 1).getFirst());
        assertEquals(
                new Leaf(2, ACME, leaf(ACME, 3).checkpoint()),
                of(0).newestOf(ACME, 3).orElseThrow());
        assertEquals(
                new Leaf(0, ACME, leaf(ACME, 1).checkpoint()),
                of(0).newestOf(ACME, 2).orElseThrow());
        assertEquals(
                List.of(1L, 2L),
                of(1).newest().stream().map(Leaf::number).sorted().toList());
    }

    @Test
    void a_leaf_that_says_no_more_than_the_newest_is_left_out() {
        of(0).append(List.of(leaf(ACME, 5)));
        of(1).append(List.of(leaf(ACME, 5), leaf(ACME, 4), leaf(GLOBEX, 1)));

        assertEquals(2, of(0).head().size());
        assertEquals(5, size(of(0).newestOf(ACME, 2).orElseThrow()));
    }

    @Test
    void a_log_that_goes_on_under_another_name_may_be_shorter() {
        of(0).append(List.of(leaf(ACME, 5)));
        of(0).append(List.of(leaf(ACME, "test/acme/2", 3)));

        assertEquals(2, of(0).head().size());
        assertEquals(3, size(of(0).newestOf(ACME, 2).orElseThrow()));
    }

    @Test
    void proofs_hold_across_kept_subtrees() {
        for (int round = 0; round < 3; round++) {
            int first = 100 * round;
            of(round)
                    .append(IntStream.range(first, first + 100)
                            .mapToObj(i -> leaf(new TenantId("t" + i), 1))
                            .toList());
        }
        TreeHeads.TreeHead head = of(0).head();
        Tree old = Tree.empty();
        for (byte[] record : of(0).records(0, 270)) {
            old = old.append(record);
        }

        byte[] leaf = TreeHash.leaf(of(0).records(7, 1).getFirst());
        assertTrue(InclusionProof.of(7, head.size(), of(1).nodes())
                .verify(leaf, head.root())
                .holds());
        assertTrue(ConsistencyProof.of(270, head.size(), of(1).nodes())
                .verify(old.root(), head.root())
                .holds());
        assertEquals(300, head.size());
    }

    @Test
    void appended_by_many_at_once_no_place_is_given_twice_and_no_log_goes_back() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 4; thread++) {
                int who = thread;
                threads.execute(() -> {
                    for (int size = 1; size <= SIZES; size++) {
                        of(who).append(List.of(leaf(ACME, size), leaf(new TenantId("own" + who), size)));
                    }
                });
            }
        }

        List<Leaf> all = new ArrayList<>();
        for (long size = of(0).head().size(); size > 0; ) {
            Leaf newest = of(1).newestOf(ACME, size).orElseThrow();
            all.add(newest);
            size = newest.number();
            if (size(newest) == 1) {
                break;
            }
        }
        assertEquals(SIZES, all.size(), "each size once");
        assertTrue(IntStream.range(1, all.size()).allMatch(i -> size(all.get(i - 1)) == size(all.get(i)) + 1));
        assertEquals(5 * SIZES, of(0).head().size());
    }

    @Test
    void the_newest_anchor_of_a_size_is_kept() {
        of(0).keep(new Anchored("test/install", 3, NOON, 1, "a"));
        of(1).keep(new Anchored("test/install", 3, NOON + 1, 2, "b"));
        of(0).keep(new Anchored("test/install", 2, NOON + 2, 1, "c"));
        of(0).keep(new Anchored("other/install", 9, NOON, 1, "d"));

        assertEquals(
                Optional.of(new Anchored("test/install", 3, NOON + 1, 2, "b")), of(0).newestAnchor("test/install"));
    }
}
