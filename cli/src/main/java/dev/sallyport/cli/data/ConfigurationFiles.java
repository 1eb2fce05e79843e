package dev.sallyport.cli.data;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.server.config.BadConfig;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of an install's configuration lies in files: its settings, the policies they name, and those in its data directory.
 * Keys lie elsewhere; pins, agents and activated policies are in the store.
 */
final class ConfigurationFiles {
    static final String DATA_POLICIES = "data/policies";
    private static final int MAX_BYTES = 8 << 20;
    private static final String SECRET = "PRIVATE KEY-----";

    private ConfigurationFiles() {}

    /** Their content by the path that each has in a backup. */
    static SortedMap<String, byte[]> of(Path data, Optional<Path> settings) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        folder(new DataDirectory(data).policies(), DATA_POLICIES, files);
        settings.ifPresent(file -> {
            files.put("config/settings.yaml", content(file));
            try {
                SettingsFile.read(file).policies().directory().ifPresent(d -> folder(d, "config/policies", files));
            } catch (BadConfig bad) {
                throw Complaint.usage("bad_config", String.valueOf(bad.getMessage()));
            }
        });
        return files;
    }

    private static void folder(Path folder, String as, SortedMap<String, byte[]> files) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = entries.filter(Files::isRegularFile).toList();
            all.forEach(file -> files.put(as + "/" + file.getFileName(), content(file)));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static byte[] content(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw Complaint.usage("file_too_large", "backup: `" + file + "` has more than " + MAX_BYTES + " bytes");
            }
            byte[] content = Files.readAllBytes(file);
            if (new String(content, StandardCharsets.ISO_8859_1).contains(SECRET)) {
                throw Complaint.usage(
                        "private_key_in_configuration",
                        "backup: `" + file + "` holds a private key, and a backup never does: move the key away");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Complaint unreadable(Path file, IOException e) {
        return Complaint.cannotDecide("unreadable", "backup: `" + file + "` can't be read: " + e.getMessage());
    }
}
