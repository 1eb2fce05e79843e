package dev.sallyport.server.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.SigningFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A token of SoftHSM, made with Debian's tools. The library finds its tokens through an environment variable of its process, so
 * the signer runs in a process of its own.
 */
@Tag("full")
class Pkcs11SignerTest {
    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final byte[] TEXT = "log.example\n1\n".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @Test
    void a_token_signs_and_refuses_by_name() throws Exception {
        Assumptions.assumeTrue(Files.exists(LIBRARY), "skipped: no SoftHSM; .ci/setup installs it");
        Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = " + folder.resolve("tokens") + "\nobjectstore.backend = file\n");
        run("softhsm2-util", "--init-token", "--free", "--label", "sallyport", "--pin", "1234", "--so-pin", "5678");
        pair("one");
        pair("two");
        pair("two");
        Files.writeString(folder.resolve("pin"), "1234\n");
        Files.writeString(folder.resolve("wrong-pin"), "4321\n");
        String java = Path.of(requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString();
        String said = run(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                requireNonNull(System.getProperty("java.class.path")),
                Pkcs11SignerTest.class.getName(),
                folder.toString());
        assertTrue(said.contains("all of it came true"), said);
    }

    /** What the process of its own does. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        refused("the token `sallyport` refuses the PIN", folder, "sallyport", "wrong-pin", "one");
        Signer signer = RemoteKey.parse(RemoteKey.at(place(folder, "sallyport", "pin", "one"), "log.example")
                        .text())
                .signer();
        for (int i = 0; i < 3; i++) {
            assertTrue(signer.verifierKey().verify(TEXT, signer.sign(TEXT)));
        }
        refused("no token is labelled `other`", folder, "other", "pin", "one");
        refused("the token holds no private keys `none`", folder, "sallyport", "pin", "none");
        refused("the token holds several private keys `two`", folder, "sallyport", "pin", "two");
        refused("does not hold a PIN", folder, "sallyport", "no-file", "one");
        System.out.println("all of it came true");
    }

    private static void refused(String what, Path folder, String token, String pin, String label) {
        SigningFailed refused =
                assertThrows(SigningFailed.class, () -> RemoteKey.at(place(folder, token, pin, label), "log.example"));
        assertEquals("key_unusable", refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains(what), refused.getMessage());
    }

    private static RemoteKey.Place place(Path folder, String token, String pin, String label) {
        return new RemoteKey.Place.Pkcs11(LIBRARY, token, folder.resolve(pin), label);
    }

    private void pair(String label) throws Exception {
        run(
                "pkcs11-tool",
                "--module",
                LIBRARY.toString(),
                "--token-label",
                "sallyport",
                "--login",
                "--pin",
                "1234",
                "--keypairgen",
                "--key-type",
                "EC:edwards25519",
                "--label",
                label);
    }

    private String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true);
        builder.environment()
                .put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", command) + "\n" + said);
        return said;
    }
}
