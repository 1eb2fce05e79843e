package dev.sallyport.cli.remote;

import dev.sallyport.action.json.Json;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.JsonText;
import dev.sallyport.gate.identity.TraceParent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A gateway as its clients see it: one connection per question, HTTP/1.1 (RFC 9112). Immutable; safe to share.
 *
 * @param url {@code http} or {@code https}, host and port; a path is refused
 * @param token the bearer credential, if the caller shows one; never part of the text form
 */
public record Gateway(URI url, Optional<String> token) {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final int MAX_BODY_BYTES = 64 << 20;
    private static final int MAX_LINE_BYTES = 16 << 10;
    private static final int MAX_FIELDS = 200;

    /**
     * @throws Complaint when the address is not one of a gateway, or the credential could not stand in a header
     */
    public Gateway {
        String scheme = url.getScheme();
        boolean known = "http".equals(scheme) || "https".equals(scheme);
        if (!known
                || url.getHost() == null
                || !(url.getPath().isEmpty() || url.getPath().equals("/"))) {
            throw Complaint.usage("not_a_gateway", "not a gateway's address: `" + url + "`: use http://HOST:PORT");
        }
        if (token.isPresent() && !token.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw Complaint.usage("not_a_credential", "the credential holds a character no credential has");
        }
    }

    /** The same gateway, asked with that credential. */
    public Gateway as(String credential) {
        return new Gateway(url, Optional.of(credential));
    }

    /** Asks. */
    public Reply get(String path) {
        return exchange("GET", path, new byte[0], Optional.empty());
    }

    /** Tells. */
    public Reply post(String path, Json body) {
        return exchange("POST", path, JsonText.of(body).getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    /** Tells, with a body that is already written. */
    public Reply post(String path, byte[] body) {
        return exchange("POST", path, body, Optional.empty());
    }

    /** Tells, within a span of the caller's. */
    public Reply post(String path, byte[] body, Optional<TraceParent> within) {
        return exchange("POST", path, body, within);
    }

    /** Whether a gateway answers there and says that it is ready. */
    public boolean ready() {
        try {
            return get("/readyz").status() == 200;
        } catch (Complaint unreachable) {
            return false;
        }
    }

    private Reply exchange(String method, String path, byte[] body, Optional<TraceParent> within) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request(method, path, body, within));
            socket.getOutputStream().flush();
            return answer(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException broken) {
            throw Complaint.cannotDecide(
                    "gateway_unreachable",
                    "no answer from the gateway at " + url + " (" + broken.getMessage()
                            + "): is `sallyport up` running?");
        }
    }

    private Socket connect() throws IOException {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(url.getHost(), port), CONNECT_MILLIS);
            plain.setSoTimeout(ANSWER_MILLIS);
            plain.setTcpNoDelay(true);
            return tls ? secured(plain, port) : plain;
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    private Socket secured(Socket plain, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secure = (SSLSocket) factory.createSocket(plain, url.getHost(), port, true);
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private byte[] request(String method, String path, byte[] body, Optional<TraceParent> within) {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(url.getRawAuthority()).append("\r\n");
        head.append("Connection: close\r\nAccept: application/json\r\n");
        token.ifPresent(t -> head.append("Authorization: Bearer ").append(t).append("\r\n"));
        within.ifPresent(span ->
                head.append(TraceParent.FIELD).append(": ").append(span.text()).append("\r\n"));
        if (!method.equals("GET")) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static Reply answer(InputStream in) throws IOException {
        String first = line(in);
        if (!first.startsWith("HTTP/1.") || first.length() < 12) {
            throw new IOException("not an HTTP answer");
        }
        int status = decimal(first.substring(9, 12), 10);
        Map<String, String> fields = fields(in);
        String stated = fields.get("content-length");
        long length = stated == null ? -1 : decimal(stated, 10);
        boolean chunked = fields.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked");
        byte[] body = chunked ? chunks(in) : in.readNBytes(length < 0 ? MAX_BODY_BYTES : checked(length));
        if (!chunked && length > body.length) {
            throw new IOException("the answer broke off");
        }
        return new Reply(status, body, fields);
    }

    private static Map<String, String> fields(InputStream in) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            if (colon < 0 || fields.size() > MAX_FIELDS) {
                throw new IOException("not an HTTP answer");
            }
            fields.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return fields;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = checked(decimal(line(in).split(";", 2)[0].strip(), 16));
            if (size == 0) {
                return body.toByteArray();
            }
            byte[] chunk = in.readNBytes(size);
            if (chunk.length < size || !line(in).isEmpty()) {
                throw new IOException("the answer broke off");
            }
            checked((long) body.size() + size);
            body.writeBytes(chunk);
        }
    }

    private static int checked(long length) throws IOException {
        if (length > MAX_BODY_BYTES) {
            throw new IOException("an answer of more than " + MAX_BODY_BYTES + " bytes");
        }
        return (int) length;
    }

    private static int decimal(String digits, int radix) throws IOException {
        try {
            return Integer.parseUnsignedInt(digits, radix);
        } catch (NumberFormatException malformed) {
            throw new IOException("not an HTTP answer", malformed);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > MAX_LINE_BYTES) {
                throw new IOException("the answer broke off");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
