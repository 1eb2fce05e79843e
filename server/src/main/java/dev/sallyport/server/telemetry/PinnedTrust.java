package dev.sallyport.server.telemetry;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts a server for its public key alone, and only while its certificate is valid; no authority can vouch for another one. */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final List<String> pins;

    PinnedTrust(List<String> pins) {
        this.pins = List.copyOf(pins);
    }

    /** The pin of a certificate. */
    static String pin(X509Certificate certificate) {
        return Hex.of(Sha256.of(certificate.getPublicKey().getEncoded()));
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        chain[0].checkValidity();
        if (!pins.contains(pin(chain[0]))) {
            throw new CertificateException("the collector's key is none that `telemetry.pins` names");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nobody comes in here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("nobody comes in here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("nobody comes in here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
