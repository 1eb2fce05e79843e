package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code egress ca}. */
class EgressCaVerbTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private Ran run(String... args) {
        return Ran.with("", Map.of("SALLYPORT_HOME", data.toString()), args);
    }

    @Test
    void the_certificate_is_printed_and_never_the_key() throws Exception {
        Ran none = run("egress", "ca", "--json");
        assertEquals(2, none.exit(), none.err());
        assertTrue(none.out().contains("no_egress_ca"), none.out());
        String opens = "egress: {port: 0, allow: [{hosts: [a.example], intercept: true}]}";
        try (Running gateway = Running.in(data, SettingsFile.parse("s.yaml", opens))) {
            Ran said = run("egress", "ca");
            assertEquals(0, said.exit(), said.err());
            assertEquals(Files.readString(gateway.data().resolve("keys/egress-ca.pem")), said.out());
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new java.io.ByteArrayInputStream(said.out().getBytes(StandardCharsets.US_ASCII)));
            assertTrue(certificate.getSubjectX500Principal().getName().startsWith("CN=Sallyport egress "));
            Ran json = run("egress", "ca", "--json");
            assertTrue(json.out().startsWith("{\"certificate\":\"-----BEGIN CERTIFICATE-----\\n"), json.out());
        }
    }
}
