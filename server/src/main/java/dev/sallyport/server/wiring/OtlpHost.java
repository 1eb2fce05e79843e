package dev.sallyport.server.wiring;

import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.server.config.Otlp;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.http.Listen;
import dev.sallyport.server.otlp.OtlpExport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes the export of decisions as telemetry, where the configuration asks for one; else nothing of it is made. */
final class OtlpHost {
    private OtlpHost() {}

    /**
     * Begins to send.
     *
     * @throws StartRefused {@code tls_unusable} or {@code keys_unusable} if a file can't be used, {@code secret_missing} if a
     *     header's secret can't be had
     */
    static Optional<OtlpExport> start(DataDirectory data, House house, Core core) {
        return house.settings().metrics().otlp().map(otlp -> {
            try {
                headers(otlp, core.broker());
            } catch (IllegalStateException e) {
                throw new StartRefused("secret_missing", "telemetry can't be sent: " + e.getMessage(), e);
            }
            OtlpExport export = new OtlpExport(new OtlpExport.Parts(
                    otlp,
                    () -> headers(otlp, core.broker()),
                    tls(otlp),
                    Keys.otlp(data, house.sources().random()),
                    version(),
                    core.meters()::values,
                    house.sources().clock(),
                    house.sources().ticker()));
            core.meters().tell(export);
            return export;
        });
    }

    private static String version() {
        return Optional.ofNullable(OtlpHost.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }

    private static Map<String, String> headers(Otlp otlp, TokenBroker broker) {
        Map<String, String> out = new HashMap<>();
        otlp.headers().forEach((name, template) -> {
            try {
                out.put(
                        name,
                        broker.resolve(template, Otlp.USE, Install.DEFAULT_TENANT, "")
                                .text());
            } catch (SecretUnavailable e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
        return out;
    }

    private static Optional<SSLContext> tls(Otlp otlp) {
        if (otlp.authorities().isEmpty() && otlp.identity().isEmpty()) {
            return Optional.empty();
        }
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(
                    otlp.authorities().isPresent()
                            ? authorities(otlp.authorities().get())
                            : null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity(otlp.identity()), trust.getTrustManagers(), null);
            return Optional.of(context);
        } catch (IOException | GeneralSecurityException e) {
            throw new StartRefused(
                    "tls_unusable", "the certificates of `otlp.tls` can't be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, each);
            }
        }
        if (store.size() == 0) {
            throw new GeneralSecurityException("`" + file + "` holds no certificate");
        }
        return store;
    }

    private static KeyManager[] identity(Optional<Settings.Tls.Pem> files) throws GeneralSecurityException {
        if (files.isEmpty()) {
            return new KeyManager[0];
        }
        Listen.Tls keys = TlsKeys.read(files.get());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys.keys(), keys.password().toCharArray());
        return factory.getKeyManagers();
    }
}
