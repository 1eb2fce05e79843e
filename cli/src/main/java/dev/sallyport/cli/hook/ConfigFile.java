package dev.sallyport.cli.hook;

import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** A host's configuration file, with what stood there before beside it. */
record ConfigFile(Path path) {
    private static final JsonLimits LIMITS = new JsonLimits(8 << 20, 64, 100_000, 8 << 20);

    /** Where the file lies as it was before the first change. */
    Path backup() {
        return path.resolveSibling(path.getFileName() + ".before-sallyport");
    }

    /** The text; empty if there is no file. */
    Optional<String> text() {
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        } catch (IOException unreadable) {
            throw Complaint.usage("unreadable", "cannot read `" + path + "`: " + unreadable.getMessage());
        }
    }

    /** The settings in it; those of a missing or blank file are empty. */
    JsonObject settings() {
        return text().filter(t -> !t.isBlank()).map(this::parsed).orElse(JsonObject.of());
    }

    JsonObject parsed(String text) {
        try {
            if (StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), LIMITS, Numbers.ROUNDED)
                    instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJson malformed) {
            throw Complaint.usage(
                    "config_unreadable",
                    "`" + path + "` is not plain JSON (" + malformed.getMessage()
                            + "): remove comments, or put the hooks there by hand");
        }
        throw Complaint.usage("config_unreadable", "`" + path + "` does not hold an object");
    }

    /** Puts that text there; what stood there before the first time is kept. The mode of the file stays. */
    void write(String text) throws IOException {
        Path real = Files.exists(path) ? path.toRealPath() : path;
        Files.createDirectories(real.toAbsolutePath().resolveSibling("."));
        if (Files.exists(real) && !Files.exists(backup())) {
            Files.copy(real, backup(), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path fresh = real.resolveSibling(real.getFileName() + ".new");
        Files.writeString(fresh, text);
        if (Files.exists(real) && Files.getFileStore(real).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(real);
            Files.setPosixFilePermissions(fresh, mode);
        }
        Files.move(fresh, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Puts back what stood there before, byte for byte, if the text means the same; else the text. */
    void restore(String text) throws IOException {
        if (Files.exists(backup()) && sameAsBackup(text)) {
            Files.move(backup(), path.toRealPath(), StandardCopyOption.REPLACE_EXISTING);
        } else {
            write(text);
        }
    }

    private boolean sameAsBackup(String text) throws IOException {
        String before = Files.readString(backup());
        return withoutEmpty(before.isBlank() ? JsonObject.of() : parsed(before)).equals(withoutEmpty(parsed(text)));
    }

    /** An empty list of hooks means the same as none. */
    private static JsonObject withoutEmpty(JsonObject settings) {
        JsonObject.Builder out = JsonObject.builder();
        settings.members().forEach((name, value) -> {
            if (!name.equals("hooks") || !value.equals(JsonObject.of())) {
                out.put(name, value);
            }
        });
        return out.build();
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
