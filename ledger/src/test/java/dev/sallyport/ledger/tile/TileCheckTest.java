package dev.sallyport.ledger.tile;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.ledger.note.Ed25519Key;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No bit of what a log publishes can be another. */
class TileCheckTest {
    private final Map<String, byte[]> files = new HashMap<>();
    private Checkpoint checkpoint = Checkpoint.of("log.test", Tree.empty());

    private void log(int size) {
        List<byte[]> records = new ArrayList<>();
        Tree tree = Tree.empty();
        for (int i = 0; i < size; i++) {
            records.add(Sha256.of(("record " + i).getBytes(StandardCharsets.UTF_8)));
            tree = tree.append(records.get(i));
        }
        checkpoint = Checkpoint.of("log.test", tree);
        NodeSource nodes = NodeSource.ofLeafHashes(i -> TreeHash.leaf(records.get((int) i)));
        TileCheck.check(checkpoint, address -> {
            byte[] bytes = switch (address.kind()) {
                case TileAddress.Kind.Hashes hashes ->
                    Tiles.hashes(hashes.level(), address.index(), address.width(), nodes);
                case TileAddress.Kind.Entries entries ->
                    Tiles.entries(address.index(), address.width(), i -> records.get((int) i));
            };
            files.put(address.path(), bytes);
            return bytes;
        });
    }

    private void check() {
        TileCheck.check(checkpoint, address -> files.getOrDefault(address.path(), new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 256, 257, 519})
    void every_flipped_bit_of_every_tile_and_bundle_is_found(int size) {
        log(size);
        // Long tiles are flipped at every byte, small ones at every bit.
        int step = size > 64 ? 13 : 1;
        int flipped = 0;
        for (byte[] file : files.values()) {
            for (int bit = 0; bit < file.length * Byte.SIZE; bit += step) {
                file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
                assertThrows(Malformed.class, this::check, "bit " + bit);
                file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
                flipped++;
            }
        }
        assertDoesNotThrow(this::check);
        System.out.println("flipped bits of tiles refused at size " + size + ": " + flipped + " in " + files.size());
    }

    @Test
    void tiles_that_are_cut_gone_or_swapped_are_named() {
        log(519);
        Map<String, byte[]> whole = Map.copyOf(files);
        files.put("tile/0/002.p/7", new byte[6 * 32]);
        assertEquals("tile_size", fault());
        files.putAll(whole);
        files.remove("tile/entries/000");
        assertEquals("tile_size", fault());
        files.putAll(whole);
        files.put("tile/1/000.p/2", new byte[64]);
        assertEquals("tile_differs", fault());
        files.putAll(whole);
        files.put("tile/entries/000", whole.getOrDefault("tile/entries/001", new byte[0]));
        assertEquals("entry_differs", fault());
        files.put("tile/0/000", whole.getOrDefault("tile/0/001", new byte[0]));
        assertEquals("root_differs", fault());
    }

    private String fault() {
        return assertThrows(Malformed.class, this::check).code();
    }

    /** Flips in the signatures' own names make them unknown lines, so the policy that names them must count. */
    @Test
    void every_flipped_bit_of_a_cosigned_checkpoint_is_refused_by_its_policy() {
        log(7);
        SecureRandom random = new SecureRandom();
        Ed25519Key log = Ed25519Key.generate("log.test", random);
        Cosigner witness = Cosigner.with(Ed25519Key.generate("witness.test", random));
        LogPolicy policy = new LogPolicy("log.test", log.verifierKey(), List.of(witness.verifierKey()), 1);
        byte[] note = checkpoint
                .sign(log)
                .and(witness.cosign(checkpoint.text(), 1_767_225_600L))
                .format()
                .getBytes(StandardCharsets.UTF_8);
        policy.accept(note);
        for (int bit = 0; bit < note.length * Byte.SIZE; bit++) {
            note[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            assertThrows(Malformed.class, () -> policy.accept(note), "bit " + bit);
            note[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        }
        System.out.println("flipped bits of a cosigned checkpoint refused: " + note.length * Byte.SIZE);
    }
}
