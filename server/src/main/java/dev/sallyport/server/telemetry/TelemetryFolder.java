package dev.sallyport.server.telemetry;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.govern.telemetry.DeletionToken;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What telemetry keeps in the data directory: {@code customer.key}, made when it is switched on first; {@code on}, there while it is on;
 * {@code window.json}, the open window; {@code outbox/}, batches that wait, each exactly the bytes that will leave. Confined to its owner's lock.
 */
final class TelemetryFolder {
    private static final String BATCH = ".json";
    private static final String TOLD = ".told";

    private final Path folder;

    TelemetryFolder(Path folder) {
        this.folder = folder;
    }

    boolean isOn() {
        return Files.exists(folder.resolve("on"));
    }

    void on() throws IOException {
        Files.createDirectories(outbox());
        if (!isOn()) {
            Files.createFile(folder.resolve("on"));
        }
    }

    /** Switches off and throws away what was not sent. */
    void off() throws IOException {
        Files.deleteIfExists(folder.resolve("on"));
        Files.deleteIfExists(folder.resolve("window.json"));
        for (Path file : files()) {
            Files.deleteIfExists(file);
        }
    }

    /** The customer's key, if telemetry was ever on. */
    Optional<Ed25519Key> key() throws IOException {
        Path file = folder.resolve("customer.key");
        try {
            return Files.exists(file) ? Optional.of(KeyFile.read(file)) : Optional.empty();
        } catch (Malformed e) {
            throw new IOException("`" + file + "` holds no key: " + e.getMessage(), e);
        }
    }

    /** The customer's key, made now if there is none. */
    Ed25519Key key(SecureRandom random) throws IOException {
        Optional<Ed25519Key> known = key();
        if (known.isPresent()) {
            return known.get();
        }
        Files.createDirectories(folder);
        Ed25519Key made = Ed25519Key.generate(DeletionToken.KEY_NAME, random);
        KeyFile.write(folder.resolve("customer.key"), made);
        return made;
    }

    void keep(JsonObject window) throws IOException {
        replace(folder.resolve("window.json"), CanonicalForm.of(window, Scheme.SALLYPORT_JCS_2));
    }

    /** The window that was open at the last stop; empty if there was none or it can't be read. */
    Optional<JsonObject> window() throws IOException {
        Path file = folder.resolve("window.json");
        try {
            return Files.exists(file) && StrictJson.parse(Files.readAllBytes(file)) instanceof JsonObject kept
                    ? Optional.of(kept)
                    : Optional.empty();
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    /** A batch that waits. */
    record Waiting(Path file, long window, boolean told) {
        byte[] bytes() throws IOException {
            return Files.readAllBytes(file);
        }
    }

    void wait(long window, byte[] batch) throws IOException {
        Files.createDirectories(outbox());
        replace(outbox().resolve(window + BATCH), batch);
    }

    /** Notes that the batch is in the audit trail. */
    Waiting told(Waiting batch) throws IOException {
        Path told = outbox().resolve(batch.window() + TOLD + BATCH);
        Files.move(batch.file(), told, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Waiting(told, batch.window(), true);
    }

    void remove(Waiting batch) throws IOException {
        Files.deleteIfExists(batch.file());
    }

    /** The batches that wait, oldest first. */
    List<Waiting> waiting() throws IOException {
        return files().stream()
                .map(file -> {
                    String name = file.getFileName().toString();
                    boolean told = name.endsWith(TOLD + BATCH);
                    String number = name.substring(0, name.length() - (told ? TOLD + BATCH : BATCH).length());
                    return new Waiting(file, Long.parseLong(number), told);
                })
                .sorted(java.util.Comparator.comparingLong(Waiting::window))
                .toList();
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(outbox())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(outbox())) {
            return all.filter(f -> f.getFileName().toString().matches("\\d{1,12}(\\.told)?\\.json"))
                    .toList();
        }
    }

    private Path outbox() {
        return folder.resolve("outbox");
    }

    /** In one step, so that a stop leaves the old bytes or the new. The folder is its owner's alone. */
    private static void replace(Path file, byte[] bytes) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
        Files.write(next, bytes);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
