package dev.sallyport.ledger.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorFileTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Ed25519Key KEY = Ed25519Key.generate("gate.test/a", RANDOM);
    private static final Cosigner WITNESS = Cosigner.with(Ed25519Key.generate("witness.test", RANDOM));
    private static final String TENANT = "gate.test/a/default";

    private static Checkpoint checkpoint(String origin, int size) {
        Tree tree = Tree.empty();
        for (int i = 0; i < size; i++) {
            tree = tree.append(TreeHash.leaf(new byte[] {(byte) i}));
        }
        return Checkpoint.of(origin, tree);
    }

    /** A tenant's checkpoint as leaf 1 of three in an install log that the witness cosigned. */
    private static byte[] proof(String installOrigin) {
        String leaf = checkpoint(TENANT, 5).text();
        List<byte[]> records = List.of(new byte[32], TenantCheckpoint.record(leaf), new byte[32]);
        Tree tree = Tree.empty();
        for (byte[] record : records) {
            tree = tree.append(record);
        }
        Checkpoint install = Checkpoint.of(installOrigin, tree);
        byte[] note = install.sign(KEY)
                .and(WITNESS.cosign(install.text(), 7))
                .format()
                .getBytes(StandardCharsets.UTF_8);
        InclusionProof path =
                InclusionProof.of(1, 3, NodeSource.ofLeafHashes(i -> TreeHash.leaf(records.get((int) i))));
        return new LogProof(leaf.getBytes(StandardCharsets.UTF_8), 1, path.path(), note)
                .format()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Anchor> anchors(byte[] file, int quorum) {
        List<VerifierKey> witnesses = List.of(WITNESS.verifierKey());
        return AnchorFile.parse(file).of(TENANT, KEY.verifierKey(), witnesses, quorum);
    }

    private static String fault(byte[] file) {
        return assertThrows(Malformed.class, () -> anchors(file, 1)).code();
    }

    @Test
    void checkpoints_one_below_the_other_are_read_and_those_of_other_logs_passed_over() {
        String file = checkpoint(TENANT, 3).sign(KEY).format() + "\n"
                + checkpoint("gate.test/a/other", 9).sign(KEY).format()
                + checkpoint(TENANT, 5).sign(KEY).format();
        List<Anchor> found = anchors(file.getBytes(StandardCharsets.UTF_8), 0);
        assertEquals(List.of(3L, 5L), found.stream().map(Anchor::size).toList());
        assertArrayEquals(checkpoint(TENANT, 5).root(), found.getLast().root());
        assertEquals(
                List.of(TENANT, "gate.test/a/other"),
                AnchorFile.parse(file.getBytes(StandardCharsets.UTF_8)).origins());
    }

    @Test
    void a_tenants_checkpoint_in_a_witnessed_install_log_is_an_anchor() {
        Anchor anchor = anchors(proof("gate.test/a/install"), 1).getFirst();
        assertEquals(5, anchor.size());
        assertEquals(1, anchor.witnesses());
        assertEquals(1, anchors(proof("gate.test/a/install/2"), 1).size());
    }

    /** What is not refused must say the same: a witness's line may be left out where the quorum does not need it. */
    @Test
    void every_flipped_bit_of_an_anchor_is_refused_or_makes_it_another_logs() {
        byte[] file = proof("gate.test/a/install");
        for (int bit = 0; bit < file.length * Byte.SIZE; bit++) {
            file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            List<Anchor> found;
            try {
                found = anchors(file, 1);
            } catch (Malformed refused) {
                found = List.of();
            }
            assertEquals(List.of(), found, "bit " + bit);
            file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        }
        System.out.println("flipped bits of an anchor refused: " + file.length * Byte.SIZE);
    }

    @Test
    void what_is_no_anchor_is_named() {
        assertEquals("checkpoint_origin", fault(proof("gate.test/a/default")));
        assertEquals("anchor_format", fault("no checkpoint\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals("anchor_format", fault(new byte[0]));
        assertEquals(
                "witness_quorum", fault(checkpoint(TENANT, 3).sign(KEY).format().getBytes(StandardCharsets.UTF_8)));
        Ed25519Key other = Ed25519Key.generate("gate.test/a", RANDOM);
        assertEquals(
                "signature_unknown",
                fault(checkpoint(TENANT, 3).sign(other).format().getBytes(StandardCharsets.UTF_8)));
        LogProof bare = LogProof.parse(proof("gate.test/a/install"));
        assertEquals(
                "anchor_format",
                fault(new LogProof(bare.index(), bare.path(), bare.checkpoint())
                        .format()
                        .getBytes(StandardCharsets.UTF_8)));
    }
}
