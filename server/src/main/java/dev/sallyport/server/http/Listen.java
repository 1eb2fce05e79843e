package dev.sallyport.server.http;

import java.security.KeyStore;
import java.util.Optional;

/**
 * Where and how to listen.
 *
 * @param host address or name to bind; loopback unless the operator says otherwise
 * @param port 0 takes any free port
 * @param idleTimeoutMillis how long a silent connection is kept
 * @param headerBytes greatest size of a request's line and header fields
 * @param tls the server's key and certificate; plain HTTP if empty
 */
public record Listen(String host, int port, long idleTimeoutMillis, int headerBytes, Optional<Tls> tls) {
    /**
     * A key and its certificates.
     *
     * @param password opens the keys in the store
     */
    public record Tls(KeyStore keys, String password) {
        @Override
        public String toString() {
            return "Tls[...]";
        }
    }
}
