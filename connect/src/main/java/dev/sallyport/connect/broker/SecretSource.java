package dev.sallyport.connect.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Where one secret is kept. Thread-safe; may block for seconds. */
public sealed interface SecretSource permits SecretSource.InFile, SecretSource.InEnvironment, VaultSource {
    /**
     * Reads it.
     *
     * @throws SecretUnavailable if it is not there or can't be trusted
     */
    Secret read() throws SecretUnavailable;

    /** What kind of source it is, for events: {@code file}, {@code environment} or {@code vault}. */
    String kind();

    /** The first line of a file that only its owner may read. */
    record InFile(Path file) implements SecretSource {
        private static final Set<PosixFilePermission> OWNERS =
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

        @Override
        public Secret read() throws SecretUnavailable {
            try {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new SecretUnavailable("its file is missing or no regular file");
                }
                if (!OWNERS.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
                    throw new SecretUnavailable("its file may be read by others: set its mode to 0600");
                }
                return Secret.of(Files.readString(file).lines().findFirst().orElse(""));
            } catch (IOException e) {
                throw new SecretUnavailable("its file can't be read");
            }
        }

        @Override
        public String kind() {
            return "file";
        }
    }

    /**
     * A variable of the gateway's own environment.
     *
     * @param environment looks variables up
     */
    record InEnvironment(String variable, Function<String, Optional<String>> environment) implements SecretSource {
        @Override
        public Secret read() throws SecretUnavailable {
            return Secret.of(environment
                    .apply(variable)
                    .orElseThrow(() -> new SecretUnavailable("its variable is not set in the gateway's environment")));
        }

        @Override
        public String kind() {
            return "environment";
        }
    }
}
