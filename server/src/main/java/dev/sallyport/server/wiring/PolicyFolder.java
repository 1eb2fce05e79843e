package dev.sallyport.server.wiring;

import dev.sallyport.gate.registry.PolicyManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads policy files: every {@code *.cedar} that lies in a folder, by name, and the bundle's manifest. */
public final class PolicyFolder {
    private static final long MAX_BYTES = 8 << 20;

    private PolicyFolder() {}

    /** Whether the folder holds a policy file. */
    static boolean holdsAny(Path folder) {
        return Files.isDirectory(folder) && !list(folder).isEmpty();
    }

    /**
     * Reads the folder.
     *
     * @throws StartRefused {@code policy_missing} if there is none, {@code policy_unreadable} if one can't be read
     */
    public static SortedMap<String, String> read(Path folder) {
        SortedMap<String, String> files = new TreeMap<>();
        List<Path> found = list(folder);
        Path manifest = folder.resolve(PolicyManifest.FILE);
        boolean isNamed = !found.isEmpty() && Files.isRegularFile(manifest);
        for (Path file :
                isNamed ? Stream.concat(found.stream(), Stream.of(manifest)).toList() : found) {
            try {
                if (Files.size(file) > MAX_BYTES) {
                    throw new StartRefused(
                            "policy_unreadable", "`" + file + "` is larger than " + MAX_BYTES + " bytes");
                }
                files.put(String.valueOf(file.getFileName()), Files.readString(file));
            } catch (IOException e) {
                throw new StartRefused("policy_unreadable", "`" + file + "` can't be read as UTF-8", e);
            }
        }
        if (files.isEmpty()) {
            throw new StartRefused(
                    "policy_missing",
                    "there is no *.cedar file in `" + folder + "`; without a policy nothing is served");
        }
        return files;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> String.valueOf(p.getFileName()).endsWith(".cedar") && Files.isRegularFile(p))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StartRefused(
                    "policy_missing",
                    "the policy folder `" + folder + "` can't be read; create it or change `policies`",
                    e);
        }
    }
}
