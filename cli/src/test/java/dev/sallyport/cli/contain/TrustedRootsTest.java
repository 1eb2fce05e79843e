package dev.sallyport.cli.contain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a contained command trusts. */
class TrustedRootsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void the_installs_certificate_stands_alone_and_behind_the_machines_roots() throws Exception {
        Path own = Files.writeString(
                folder.resolve("ca"), "-----BEGIN CERTIFICATE-----\nOWN\n-----END CERTIFICATE-----\n");
        Map<String, String> variables = TrustedRoots.write(folder, own);
        assertEquals(
                Set.of(
                        "SSL_CERT_FILE",
                        "REQUESTS_CA_BUNDLE",
                        "CURL_CA_BUNDLE",
                        "GIT_SSL_CAINFO",
                        "AWS_CA_BUNDLE",
                        "PIP_CERT",
                        "CARGO_HTTP_CAINFO",
                        "NIX_SSL_CERT_FILE",
                        "NODE_EXTRA_CA_CERTS",
                        "DENO_CERT"),
                variables.keySet());
        String all = Files.readString(Path.of(String.valueOf(variables.get("SSL_CERT_FILE"))));
        assertTrue(all.split("BEGIN CERTIFICATE", -1).length > 20, "the machine's roots are missing");
        assertTrue(all.endsWith(Files.readString(own)));
        assertEquals(
                Files.readString(own), Files.readString(Path.of(String.valueOf(variables.get("NODE_EXTRA_CA_CERTS")))));
    }
}
