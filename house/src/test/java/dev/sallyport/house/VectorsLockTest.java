package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a scheme never change: a vector that is locked in {@code spec/vectors.lock} stays as it is, or nothing lands. */
class VectorsLockTest {
    private static final Path SPEC = Tree.root().resolve("spec");

    private static Map<String, String> locked() throws IOException {
        Map<String, String> locked = new TreeMap<>();
        for (String line : Files.readAllLines(SPEC.resolve("vectors.lock"))) {
            String[] parts = line.split("  ", 2);
            locked.put(parts[1], parts[0]);
        }
        return locked;
    }

    /** Locked names that are gone below a folder, or have other bytes there. */
    private static List<String> broken(Map<String, String> locked, Path folder)
            throws IOException, NoSuchAlgorithmException {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, String> each : locked.entrySet()) {
            Path file = folder.resolve(each.getKey());
            if (!Files.exists(file) || !digest(file).equals(each.getValue())) {
                broken.add(each.getKey());
            }
        }
        return broken;
    }

    private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void lockedVectors_areAsTheyWere() throws IOException, NoSuchAlgorithmException {
        assertEquals(
                List.of(),
                broken(locked(), SPEC),
                "vectors that changed: other bytes are another scheme, in a folder of its own");
    }

    @Test
    void everyVectorOfAFormat_isLocked() throws IOException {
        Map<String, String> locked = locked();
        assertTrue(locked.size() > 400, "only " + locked.size() + " are locked");
        List<String> loose = Tree.files().stream()
                .filter(file -> file.matches("spec/(action|receipt|log|conformance)/vectors/.*"))
                .filter(file -> !file.endsWith("README.md") && !file.endsWith("make.py"))
                .map(file -> file.substring("spec/".length()))
                .filter(file -> !locked.containsKey(file))
                .toList();
        assertEquals(List.of(), loose, "vectors that spec/lock.py did not lock yet");
    }

    @Test
    void changedByte_andMissingVector_areNoticed(@TempDir Path copy) throws IOException, NoSuchAlgorithmException {
        Map<String, String> locked = locked();
        List<String> names = List.copyOf(locked.keySet()).subList(0, 3);
        for (String name : names) {
            Files.createDirectories(copy.resolve(name).resolveSibling("."));
            Files.copy(SPEC.resolve(name), copy.resolve(name));
        }
        locked.keySet().retainAll(names);
        assertEquals(List.of(), broken(locked, copy));
        byte[] bytes = Files.readAllBytes(copy.resolve(names.get(0)));
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy.resolve(names.get(0)), bytes);
        Files.delete(copy.resolve(names.get(2)));
        assertEquals(List.of(names.get(0), names.get(2)), broken(locked, copy));
    }
}
