package dev.sallyport.cli.contain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What a contained command trusts where the gateway opens tunnels: the roots of this machine, for tunnels that stay closed, and the install's
 * own. Java and programs with roots of their own do not read these variables; they must be given the certificate in their own way.
 */
final class TrustedRoots {
    private static final List<Path> OF_THIS_MACHINE = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    /** Variables that name all roots. */
    private static final List<String> ALL = List.of(
            "SSL_CERT_FILE",
            "REQUESTS_CA_BUNDLE",
            "CURL_CA_BUNDLE",
            "GIT_SSL_CAINFO",
            "AWS_CA_BUNDLE",
            "PIP_CERT",
            "CARGO_HTTP_CAINFO",
            "NIX_SSL_CERT_FILE");

    /** Variables that name roots beside the program's own. */
    private static final List<String> FURTHER = List.of("NODE_EXTRA_CA_CERTS", "DENO_CERT");

    private TrustedRoots() {}

    /**
     * Writes them down and says where they are.
     *
     * @param own the certificate of the install's authority
     * @return variables of the command's environment
     */
    static Map<String, String> write(Path folder, Path own) throws IOException {
        String certificate = Files.readString(own);
        Path alone = Files.writeString(folder.resolve("egress-ca.pem"), certificate);
        Path all = Files.writeString(folder.resolve("roots.pem"), roots() + "\n" + certificate);
        Map<String, String> variables = new HashMap<>();
        ALL.forEach(name -> variables.put(name, all.toString()));
        FURTHER.forEach(name -> variables.put(name, alone.toString()));
        return variables;
    }

    private static String roots() throws IOException {
        Optional<Path> machines =
                OF_THIS_MACHINE.stream().filter(Files::isReadable).findFirst();
        return machines.isPresent() ? Files.readString(machines.get(), StandardCharsets.ISO_8859_1) : ofThisJava();
    }

    private static String ofThisJava() throws IOException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init((KeyStore) null);
            StringBuilder out = new StringBuilder();
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager roots) {
                    for (X509Certificate root : roots.getAcceptedIssuers()) {
                        out.append("-----BEGIN CERTIFICATE-----\n")
                                .append(Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(root.getEncoded()))
                                .append("\n-----END CERTIFICATE-----\n");
                    }
                }
            }
            return out.toString();
        } catch (GeneralSecurityException e) {
            throw new IOException("the roots that this Java trusts can't be read", e);
        }
    }
}
