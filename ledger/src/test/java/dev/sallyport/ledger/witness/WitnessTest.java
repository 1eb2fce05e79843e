package dev.sallyport.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.merkle.ConsistencyProof;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.TestKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WitnessTest {
    private static final String ORIGIN = "log.example/acme";
    private static final long NOW = 1_770_000_000L;
    private static final Ed25519Key LOG = TestKeys.key(ORIGIN, 1);
    private static final Cosigner COSIGNER = Cosigner.with(TestKeys.key("witness.example/w1", 2));

    private final MemoryWitnessState state = new MemoryWitnessState();
    private final Witness witness = new Witness(Map.of(ORIGIN, List.of(LOG.verifierKey())), COSIGNER, state);

    @Test
    void each_checkpoint_that_continues_the_last_one_is_cosigned_and_satisfies_a_policy() {
        LogPolicy policy = new LogPolicy(ORIGIN, LOG.verifierKey(), List.of(COSIGNER.verifierKey()), 1);
        int before = 0;
        for (int size : new int[] {0, 0, 1, 3, 3, 8, 300}) {
            WitnessAnswer answer = witness.addCheckpoint(request(before, size, 'a'), NOW);
            WitnessAnswer.Cosigned cosigned = assertInstanceOf(WitnessAnswer.Cosigned.class, answer);
            SignedNote note = checkpoint(size, 'a').and(cosigned.signature());
            assertEquals(1, policy.accept(note).witnesses().size());
            assertEquals(note.format(), witness.checkpoint(ORIGIN).orElseThrow());
            before = size;
        }
    }

    @Test
    void a_fork_is_refused_and_nothing_is_forgotten() {
        witness.addCheckpoint(request(0, 5, 'a'), NOW);
        Optional<String> before = witness.checkpoint(ORIGIN);
        assertEquals(422, witness.addCheckpoint(request(5, 5, 'b'), NOW).status());
        assertEquals(422, witness.addCheckpoint(request(5, 9, 'b'), NOW).status());
        assertEquals(before, witness.checkpoint(ORIGIN));
        assertEquals(200, witness.addCheckpoint(request(5, 9, 'a'), NOW).status());
    }

    @Test
    void an_older_checkpoint_is_refused_and_the_newest_size_is_named() {
        witness.addCheckpoint(request(0, 9, 'a'), NOW);
        assertEquals(new WitnessAnswer.OtherSize(9), witness.addCheckpoint(request(0, 5, 'a'), NOW));
        assertEquals(new WitnessAnswer.OtherSize(9), witness.addCheckpoint(request(3, 9, 'a'), NOW));
        assertEquals(400, witness.addCheckpoint(request(9, 5, 'a'), NOW).status());
    }

    @Test
    void an_unknown_log_and_a_foreign_signature_are_refused() {
        Ed25519Key stranger = TestKeys.key("log.example/other", 7);
        SignedNote foreign = Checkpoint.of("log.example/other", tree(3, 'a')).sign(stranger);
        assertEquals(404, ask(0, List.of(), foreign).status());
        SignedNote impostor = Checkpoint.of(ORIGIN, tree(3, 'a')).sign(TestKeys.key(ORIGIN, 7));
        assertEquals(403, ask(0, List.of(), impostor).status());
        String tampered = checkpoint(3, 'a').format().replaceFirst("\n3\n", "\n4\n");
        byte[] body = ("old 0\n\n" + tampered).getBytes(UTF_8);
        assertEquals(403, witness.addCheckpoint(body, NOW).status());
        assertEquals(Optional.empty(), witness.checkpoint(ORIGIN));
    }

    @Test
    void an_empty_log_with_a_root_is_refused() {
        SignedNote odd = new Checkpoint(ORIGIN, 0, checkpoint(1, 'a').text().split("\n", -1)[2], List.of()).sign(LOG);
        assertEquals(422, ask(0, List.of(), odd).status());
    }

    @Test
    void what_is_not_a_request_is_refused_by_name() {
        String note = checkpoint(1, 'a').format();
        for (String body : List.of(
                "",
                "old 0\n",
                "old 0\n" + note,
                "old 00\n\n" + note,
                "old -1\n\n" + note,
                "old\n\n" + note,
                "new 0\n\n" + note,
                "old 0\nAAAA=\n\n" + note,
                "old 0\n" + "AAAA\n".repeat(64) + "\n" + note)) {
            assertEquals(400, witness.addCheckpoint(body.getBytes(UTF_8), NOW).status(), body);
        }
    }

    @Test
    void of_many_that_start_from_the_same_size_one_wins() throws Exception {
        witness.addCheckpoint(request(0, 4, 'a'), NOW);
        List<Callable<WitnessAnswer>> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            // Each history shares the first four leaves and then goes its own way.
            byte[] body = forkedAfterFour(i);
            all.add(() -> witness.addCheckpoint(body, NOW));
        }
        int won = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<WitnessAnswer> answer : threads.invokeAll(all)) {
                won += answer.get() instanceof WitnessAnswer.Cosigned ? 1 : 0;
            }
        }
        assertEquals(1, won);
        assertTrue(state.latest(ORIGIN).orElseThrow().size() == 6);
    }

    private byte[] forkedAfterFour(int branch) {
        List<byte[]> leaves = new ArrayList<>(leaves(4, 'a'));
        leaves.add(new byte[] {(byte) branch, 1});
        leaves.add(new byte[] {(byte) branch, 2});
        NodeSource nodes = NodeSource.ofLeafHashes(i -> TreeHash.leaf(leaves.get((int) i)));
        Tree tree = Tree.empty();
        for (byte[] leaf : leaves) {
            tree = tree.append(leaf);
        }
        SignedNote note = Checkpoint.of(ORIGIN, tree).sign(LOG);
        return new AddCheckpoint(4, ConsistencyProof.of(4, 6, nodes).path(), note).format();
    }

    private WitnessAnswer ask(long old, List<byte[]> proof, SignedNote note) {
        return witness.addCheckpoint(new AddCheckpoint(old, proof, note).format(), NOW);
    }

    private static byte[] request(int old, int size, char history) {
        List<byte[]> leaves = leaves(Math.max(old, size), history);
        NodeSource nodes = NodeSource.ofLeafHashes(i -> TreeHash.leaf(leaves.get((int) i)));
        List<byte[]> proof = old == 0 || old >= size
                ? List.of()
                : ConsistencyProof.of(old, size, nodes).path();
        return new AddCheckpoint(old, proof, checkpoint(size, history)).format();
    }

    private static SignedNote checkpoint(int size, char history) {
        return Checkpoint.of(ORIGIN, tree(size, history)).sign(LOG);
    }

    private static Tree tree(int size, char history) {
        Tree tree = Tree.empty();
        for (byte[] leaf : leaves(size, history)) {
            tree = tree.append(leaf);
        }
        return tree;
    }

    private static List<byte[]> leaves(int size, char history) {
        return IntStream.range(0, size)
                .mapToObj(i -> (history + " " + i).getBytes(UTF_8))
                .toList();
    }
}
