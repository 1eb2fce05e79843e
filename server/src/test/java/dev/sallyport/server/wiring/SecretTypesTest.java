package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.Signer;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

/** What holds key material has no text form of its own, so that no log line and no message can hold it. */
class SecretTypesTest {
    @Test
    void no_class_that_holds_or_uses_a_secret_key_has_a_toString() throws Exception {
        Set<Class<?>> secret = secretTypes();
        assertTrue(secret.contains(Ed25519Key.class) && secret.contains(Keys.class) && secret.contains(Sealer.class));
        assertTrue(secret.size() >= 5, "found only " + names(secret));
        for (Class<?> type : secret) {
            assertFalse(type.isRecord(), type + " is a record: its text form shows its components");
            assertEquals(Object.class, type.getMethod("toString").getDeclaringClass(), type.getName());
        }
    }

    @Test
    void a_class_that_shows_its_key_would_be_found() throws Exception {
        assertTrue(isSecret(Careless.class));
        assertFalse(Careless.class.getMethod("toString").getDeclaringClass().equals(Object.class));
    }

    private record Careless(PrivateKey key) {}

    /** Every class of the program that has a field for a secret key, signs, or holds one of those. */
    private static Set<Class<?>> secretTypes() throws Exception {
        Set<Class<?>> found = new HashSet<>(Set.of(Keys.class, Sealer.class));
        for (Class<?> origin : new Class<?>[] {Ed25519Key.class, Sealer.class, Keys.class}) {
            Path root = Path.of(
                    origin.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (String name : classes(root)) {
                Class<?> type = Class.forName(name, false, origin.getClassLoader());
                if (isSecret(type)) {
                    found.add(type);
                }
            }
        }
        return found;
    }

    private static boolean isSecret(Class<?> type) {
        boolean signs = Signer.class.isAssignableFrom(type) && !type.isInterface();
        return signs
                || Arrays.stream(type.getDeclaredFields())
                        .anyMatch(field -> PrivateKey.class.isAssignableFrom(field.getType())
                                || SecretKey.class.isAssignableFrom(field.getType()));
    }

    /** A module's classes lie in a folder while it is tested alone, and in a jar once it is packed. */
    private static Set<String> classes(Path module) throws IOException {
        if (Files.isDirectory(module)) {
            return classesBelow(module);
        }
        try (FileSystem jar = FileSystems.newFileSystem(module)) {
            return classesBelow(jar.getPath("/"));
        }
    }

    private static Set<String> classesBelow(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("-info"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String names(Set<Class<?>> types) {
        return types.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", "));
    }
}
