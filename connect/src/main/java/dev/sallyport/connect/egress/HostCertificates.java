package dev.sallyport.connect.egress;

import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;

/** Lets the gateway speak TLS to clients as the host they asked for. Thread-safe. */
@FunctionalInterface
public interface HostCertificates {
    /** For a gateway that opens no tunnels. */
    HostCertificates NONE = host -> {
        throw new IOException("no tunnel is opened here");
    };

    /**
     * Makes connections that show a certificate for exactly that host.
     *
     * @param host a name in its one spelling, or an address as it was written
     * @throws IOException if none can be made: then the tunnel is not opened
     */
    SSLSocketFactory forHost(String host) throws IOException;
}
