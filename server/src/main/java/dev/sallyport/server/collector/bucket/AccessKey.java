package dev.sallyport.server.collector.bucket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Who asks a bucket, and the secret that proves it. Immutable; its text form holds nothing of it. */
public final class AccessKey {
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final String ID = "[\\x21-\\x7e&&[^/,]]{3,128}";
    private static final String SECRET = "[\\x21-\\x7e]{8,512}";
    private static final String SESSION = "[\\x21-\\x7e]{8,4096}";

    private final String id;
    private final String secret;
    private final Optional<String> session;

    private AccessKey(String id, String secret, Optional<String> session) {
        this.id = id;
        this.secret = secret;
        this.session = session;
    }

    /** Where a key is kept; asked before each request, so that a renewed one is used at once. Thread-safe. */
    @FunctionalInterface
    public interface Source {
        /**
         * Reads it.
         *
         * @throws IOException if it is not there or can't be trusted; the message holds nothing of it
         */
        AccessKey read() throws IOException;
    }

    /**
     * That key.
     *
     * @param session the token that a temporary key comes with
     * @throws IOException if it can't be one; the message holds nothing of it
     */
    static AccessKey of(String id, String secret, Optional<String> session) throws IOException {
        boolean fits = id.matches(ID) && secret.matches(SECRET);
        if (!fits || session.filter(token -> !token.matches(SESSION)).isPresent()) {
            throw new IOException(
                    "the bucket's credentials are no access key: an id and a secret, each without blanks");
        }
        return new AccessKey(id, secret, session);
    }

    /** A file of two or three lines that only its owner may read: the id, the secret, and a temporary key's token. */
    public static Source in(Path file) {
        return () -> {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("the bucket's credentials: `" + file + "` is missing or no regular file");
            }
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
                throw new IOException(
                        "the bucket's credentials: `" + file + "` may be read by others: set its mode to 0600");
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < 2) {
                throw new IOException("the bucket's credentials: `" + file + "` takes an id and a secret, a line each");
            }
            return of(
                    lines.get(0).strip(),
                    lines.get(1).strip(),
                    lines.stream()
                            .skip(2)
                            .map(String::strip)
                            .filter(token -> !token.isEmpty())
                            .findFirst());
        };
    }

    /**
     * The variables that the tools of such stores read: {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}.
     *
     * @param variables looks them up
     */
    public static Source in(Function<String, Optional<String>> variables) {
        return () -> of(
                named(variables, "AWS_ACCESS_KEY_ID"),
                named(variables, "AWS_SECRET_ACCESS_KEY"),
                variables.apply("AWS_SESSION_TOKEN"));
    }

    private static String named(Function<String, Optional<String>> variables, String name) throws IOException {
        return variables
                .apply(name)
                .orElseThrow(() -> new IOException("the bucket's credentials: the variable " + name + " is not set"));
    }

    String id() {
        return id;
    }

    /** To sign with, and for nothing else. */
    String secret() {
        return secret;
    }

    Optional<String> session() {
        return session;
    }

    @Override
    public String toString() {
        return "AccessKey";
    }
}
