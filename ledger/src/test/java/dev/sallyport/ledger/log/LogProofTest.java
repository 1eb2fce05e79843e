package dev.sallyport.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.TestKeys;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LogProofTest {
    private static final String ORIGIN = "log.example/acme";
    private static final long NOW = 1_770_000_000L;
    private static final int SIZE = 13;
    private static final Ed25519Key LOG = TestKeys.key(ORIGIN, 1);
    private static final Cosigner W1 = Cosigner.with(TestKeys.key("witness.example/w1", 2));
    private static final Cosigner W2 = Cosigner.with(TestKeys.key("witness.example/w2", 3));
    private static final LogPolicy POLICY =
            new LogPolicy(ORIGIN, LOG.verifierKey(), List.of(W1.verifierKey(), W2.verifierKey()), 1);

    @Test
    void the_proof_of_each_record_holds_for_it_and_for_no_other() {
        for (int i = 0; i < SIZE; i++) {
            LogProof proof = LogProof.parse(proof(i, W1).format().getBytes(UTF_8));
            assertEquals(SIZE, proof.verify(record(i), POLICY).checkpoint().size());
            for (int other = 0; other < SIZE; other++) {
                if (other != i) {
                    byte[] wrong = record(other);
                    assertEquals("root_differs", codeOf(() -> proof.verify(wrong, POLICY)));
                }
            }
        }
    }

    @Test
    void a_quorum_counts_witnesses_and_not_signatures() {
        LogPolicy both = new LogPolicy(ORIGIN, LOG.verifierKey(), POLICY.witnesses(), 2);
        assertEquals("witness_quorum", codeOf(() -> proof(0, W1).verify(record(0), both)));
        assertEquals(2, proof(0, W1, W2).verify(record(0), both).witnesses().size());
        Cosigner alias = Cosigner.with(TestKeys.key("witness.example/alias", 2));
        LogPolicy aliased = new LogPolicy(ORIGIN, LOG.verifierKey(), List.of(W1.verifierKey(), alias.verifierKey()), 2);
        assertEquals("witness_quorum", codeOf(() -> proof(0, W1, alias).verify(record(0), aliased)));
    }

    @Test
    void a_checkpoint_without_the_logs_signature_or_of_another_log_is_refused() {
        String text = Checkpoint.of(ORIGIN, tree()).text();
        SignedNote unsigned = new SignedNote(text, List.of(W1.cosign(text, NOW)));
        assertEquals("signature_unknown", codeOf(() -> POLICY.accept(unsigned)));
        SignedNote other = Checkpoint.of("log.example/other", tree()).sign(LOG);
        assertEquals("checkpoint_origin", codeOf(() -> POLICY.accept(other)));
        SignedNote twice = Checkpoint.of(ORIGIN, tree()).sign(LOG);
        assertEquals(
                "signature_count",
                codeOf(() -> POLICY.accept(twice.and(twice.signatures().getFirst()))));
    }

    @Test
    @Tag("exhaustive")
    void every_flipped_bit_of_a_proof_is_noticed() {
        byte[] file = proof(11, W1).format().getBytes(UTF_8);
        int refused = 0;
        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            codeOf(() -> LogProof.parse(flipped).verify(record(11), POLICY));
            refused++;
        }
        System.out.println("flipped bits of a proof refused: " + refused + " of " + file.length * 8);
    }

    @Test
    void what_is_not_a_proof_is_refused_by_name() {
        String good = proof(1, W1).format();
        assertEquals("proof_format", parseCode(""));
        assertEquals("proof_format", parseCode(good.replace("@v1", "@v2")));
        assertEquals("proof_format", parseCode(good.replace("index 1", "index 01")));
        assertEquals("proof_format", parseCode(good.replace("index 1\n", "")));
        assertEquals("proof_format", parseCode(good.replace("index", "extra \nindex")));
        assertEquals("base64_not_strict", parseCode(good.replace("index", "extra A\nindex")));
        assertEquals("proof_format", parseCode(good.replace("\n", "\r\n")));
        assertEquals(LogProof.parse(good.getBytes(UTF_8)).index(), 1);
        String extra = good.replace("index", "extra QUJD\nindex");
        assertEquals(
                1,
                LogProof.parse(extra.getBytes(UTF_8))
                        .verify(record(1), POLICY)
                        .witnesses()
                        .size());
    }

    private static String parseCode(String text) {
        return codeOf(() -> LogProof.parse(text.getBytes(UTF_8)));
    }

    private static String codeOf(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(Malformed.class, act).code();
    }

    private static LogProof proof(int index, Cosigner... witnesses) {
        SignedNote note = Checkpoint.of(ORIGIN, tree()).sign(LOG);
        for (Cosigner witness : witnesses) {
            note = note.and(witness.cosign(note.text(), NOW));
        }
        NodeSource nodes = NodeSource.ofLeafHashes(i -> TreeHash.leaf(record(i)));
        return new LogProof(
                index,
                InclusionProof.of(index, SIZE, nodes).path(),
                note.format().getBytes(UTF_8));
    }

    private static Tree tree() {
        Tree tree = Tree.empty();
        for (int i = 0; i < SIZE; i++) {
            tree = tree.append(record(i));
        }
        return tree;
    }

    private static byte[] record(long index) {
        return Sha256.of(("record " + index).getBytes(UTF_8));
    }
}
