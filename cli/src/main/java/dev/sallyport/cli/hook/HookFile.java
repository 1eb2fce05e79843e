package dev.sallyport.cli.hook;

import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.connect.hook.HookMark;
import dev.sallyport.connect.hook.Host;
import dev.sallyport.server.auth.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credential of one host's hook, as a configuration of curl, so that it stands in no process list: mode 0600 in the data directory.
 * Its first line is a comment with the mark that the gateway's answers must bear.
 */
record HookFile(Path path) {
    private static final Pattern TOKEN =
            Pattern.compile("(?m)^header = \"Authorization: Bearer (sp_ag_[\\x21-\\x7e&&[^\"\\\\]]+)\"$");

    static HookFile of(DataFolder data, Host host) {
        return new HookFile(data.path().resolve("hooks").resolve(host.wire()));
    }

    /** The token, if a hook is installed. */
    Optional<String> token() {
        try {
            if (!Files.isRegularFile(path)) {
                return Optional.empty();
            }
            Matcher found = TOKEN.matcher(Files.readString(path));
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Puts the token there, readable by its owner alone from the first byte on. */
    void write(String token) throws IOException {
        String text = """
                #sallyport-hook-1 %s
                header = "Authorization: Bearer %s"
                header = "Content-Type: application/json"
                header = "Expect:"
                noproxy = "*"
                """.formatted(HookMark.of(Credentials.hash(token)), token);
        Files.createDirectories(path.resolveSibling("."));
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (Files.getFileStore(path.resolveSibling(".")).supportsFileAttributeView("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, text);
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes it away; whether it was there. */
    boolean remove() throws IOException {
        return Files.deleteIfExists(path);
    }
}
