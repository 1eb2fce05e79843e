package dev.sallyport.server.config;

import dev.sallyport.connect.broker.SecretEntry;
import dev.sallyport.connect.broker.SecretSource;
import dev.sallyport.connect.broker.VaultSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The section {@code secrets}: where each secret is kept, and what it may be used for. Never a value. */
final class SecretOptions {
    private static final String NAME = "[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?";
    private static final long MINUTE = 60_000;

    private SecretOptions() {}

    /**
     * All secrets, by name.
     *
     * @param path what a path in the file means
     */
    static Map<String, SecretEntry> read(Section root, Function<String, Path> path) {
        Map<String, SecretEntry> out = new LinkedHashMap<>();
        root.sections("secrets").forEach((name, s) -> {
            if (!name.matches(NAME)) {
                throw s.fault("uses", "stands under a name no secret can have: `" + name + "`");
            }
            out.put(name, entry(s, path));
        });
        return out;
    }

    private static SecretEntry entry(Section s, Function<String, Path> path) {
        Set<String> uses = Set.copyOf(s.texts("uses"));
        boolean canary = s.flag("canary", false);
        if (uses.isEmpty() != canary) {
            throw s.fault("uses", "names what the secret is for, such as `egress:api.example.com`; a canary has none");
        }
        return new SecretEntry(
                source(s, path), uses, Set.copyOf(s.texts("agents")), s.millis("cache", 0, 60 * MINUTE, MINUTE));
    }

    private static SecretSource source(Section s, Function<String, Path> path) {
        Optional<String> file = s.text("file");
        Optional<String> variable = s.text("environment");
        Section vault = s.section("vault");
        Optional<String> secret = vault.text("path");
        int named = (file.isPresent() ? 1 : 0) + (variable.isPresent() ? 1 : 0) + (secret.isPresent() ? 1 : 0);
        if (named != 1) {
            throw s.fault("file", "or `environment` or `vault.path`: name exactly one source");
        }
        if (file.isPresent()) {
            return new SecretSource.InFile(path.apply(file.get()));
        }
        if (variable.isPresent()) {
            return new SecretSource.InEnvironment(variable.get(), name -> Optional.ofNullable(System.getenv(name)));
        }
        return vault(vault, secret.get(), path);
    }

    private static SecretSource vault(Section s, String secret, Function<String, Path> path) {
        try {
            return new VaultSource(
                    s.uri("address").orElseThrow(() -> s.fault("address", "is missing: where the vault is")),
                    s.text("mount", "secret"),
                    secret,
                    s.text("field", "value"),
                    new SecretSource.InFile(path.apply(s.text("token_file")
                            .orElseThrow(() -> s.fault("token_file", "is missing: the file of the vault's token")))));
        } catch (IllegalArgumentException e) {
            throw s.fault("path", String.valueOf(e.getMessage()));
        }
    }
}
