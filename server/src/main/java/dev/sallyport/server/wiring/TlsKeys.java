package dev.sallyport.server.wiring;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.http.Listen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Reads the server's TLS key and certificates. */
public final class TlsKeys {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private TlsKeys() {}

    /**
     * The key and certificates that the settings name.
     *
     * @throws StartRefused {@code tls_unusable} if the files can't be read or don't hold a key and its certificates
     */
    public static Listen.Tls read(Settings.Tls tls) {
        try {
            return switch (tls) {
                case Settings.Tls.Pkcs12 p -> pkcs12(p);
                case Settings.Tls.Pem p -> pem(p);
            };
        } catch (IOException | GeneralSecurityException e) {
            throw new StartRefused("tls_unusable", "the TLS key and certificates can't be used: " + e.getMessage(), e);
        }
    }

    private static Listen.Tls pkcs12(Settings.Tls.Pkcs12 files) throws IOException, GeneralSecurityException {
        String password =
                Files.readString(files.passwordFile(), StandardCharsets.UTF_8).strip();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(files.keystore())) {
            keys.load(in, password.toCharArray());
        }
        return new Listen.Tls(keys, password);
    }

    private static Listen.Tls pem(Settings.Tls.Pem files) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> chain;
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(files.certificates()))) {
            chain = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, new char[0]);
        keys.setKeyEntry("sallyport", key(files.key()), new char[0], chain.toArray(new Certificate[0]));
        return new Listen.Tls(keys, "");
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException("`" + file + "` holds no unencrypted PKCS#8 key");
        }
        byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // Not a key of this kind; perhaps of the next.
            }
        }
        throw new GeneralSecurityException("`" + file + "` holds neither an RSA, an EC nor an Ed25519 key");
    }
}
