package dev.sallyport.server.telemetry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The collector as the configuration pins it.
 *
 * @param url scheme, host and port
 * @param addresses IP addresses in their text form, tried in this order; its name is never looked up
 * @param pins SHA-256 of the public keys (SubjectPublicKeyInfo) that its certificate may have, lower-case hex; empty only for a probe
 *     of plain HTTP
 */
public record Endpoint(URI url, List<String> addresses, List<String> pins) {
    private static final int TLS_PORT = 443;
    private static final int PLAIN_PORT = 80;

    public Endpoint {
        addresses = List.copyOf(addresses);
        pins = List.copyOf(pins);
    }

    boolean isTls() {
        return "https".equals(url.getScheme());
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : isTls() ? TLS_PORT : PLAIN_PORT;
    }

    /** Every byte of a request with that body, as it goes into the TLS connection. */
    public byte[] post(String path, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + url.getRawAuthority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** Every byte of a request without a body. */
    public byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + url.getRawAuthority() + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
