package dev.sallyport.connect.egress;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.egress.EgressDoor.Ruling;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the proxy itself says to its client. Refusals are problem details (RFC 9457), and the code is a field too: many clients show no body. */
final class ProxyReply {
    private static final int DRAIN_MILLIS = 500;
    private static final int DRAIN_READS = 64;

    private ProxyReply() {}

    static void established(Socket client) throws IOException {
        client.getOutputStream()
                .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    static void unauthenticated(Socket client) throws IOException {
        refuse(
                client,
                new Ruling.Stop(
                        407,
                        "credential_unknown",
                        "send an agent's token as Proxy-Authorization: Bearer TOKEN, or as the password of the proxy's address",
                        Optional.empty()));
    }

    static void refuse(Socket client, Ruling.Stop stop) throws IOException {
        JsonObject.Builder body = JsonObject.builder()
                .put("type", "urn:sallyport:problem:" + stop.code())
                .put("status", stop.status())
                .put("code", stop.code())
                .put("detail", stop.why());
        stop.receipt().ifPresent(id -> body.put("receipt_id", id));
        byte[] bytes = CanonicalForm.of(body.build(), Scheme.SALLYPORT_JCS_2);
        String head = "HTTP/1.1 " + stop.status() + " " + title(stop.status()) + "\r\n"
                + "Content-Type: application/problem+json\r\n"
                + "Content-Length: " + bytes.length + "\r\n"
                + "Sallyport-Code: " + stop.code() + "\r\n"
                + stop.receipt().map(id -> "Sallyport-Receipt: " + id + "\r\n").orElse("")
                + (stop.status() == 407 ? "Proxy-Authenticate: Basic realm=\"sallyport\"\r\n" : "")
                + (stop.status() == 429 ? "Retry-After: 1\r\n" : "")
                + "Connection: close\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(bytes);
        client.getOutputStream().flush();
        client.shutdownOutput();
        drain(client);
    }

    /** A socket closed over unread bytes is reset, and the client may never see why it was refused. */
    private static void drain(Socket client) throws IOException {
        client.setSoTimeout(DRAIN_MILLIS);
        byte[] dropped = new byte[EgressLimits.BUFFER];
        try {
            int reads = 0;
            while (reads < DRAIN_READS && client.getInputStream().read(dropped) >= 0) {
                reads++;
            }
        } catch (SocketTimeoutException stillOpen) {
            // Whoever does not close in time has had time to read.
        }
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 407 -> "Proxy Authentication Required";
            case 429 -> "Too Many Requests";
            case 502 -> "Bad Gateway";
            default -> "Service Unavailable";
        };
    }
}
