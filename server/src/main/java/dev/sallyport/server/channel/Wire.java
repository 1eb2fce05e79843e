package dev.sallyport.server.channel;

import dev.sallyport.server.config.Channel.Reach;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request at a time over a connection of its own (HTTP/1.1, RFC 9112), to the address that was checked. Follows no redirect,
 * uses no proxy, keeps no cookie. The JDK's client would resolve the name again by itself. Thread-safe.
 */
public final class Wire {
    private static final int LINE_LIMIT = 8192;
    private static final int FIELD_LIMIT = 100;
    private static final int BODY_LIMIT = 64 * 1024;
    private static final int OK = 200;

    private final int timeoutMillis;
    private final int room;

    /** @param timeoutMillis how long connecting, and then each silence of the other side, may last */
    Wire(int timeoutMillis) {
        this(timeoutMillis, BODY_LIMIT);
    }

    /** @param room how many bytes of an answer are read */
    public Wire(int timeoutMillis, int room) {
        this.timeoutMillis = timeoutMillis;
        this.room = room;
    }

    /**
     * What came back.
     *
     * @param retryAfterSeconds what Retry-After said, if it was a number
     * @param body its beginning, as far as there is room
     */
    public record Heard(int status, OptionalLong retryAfterSeconds, byte[] body) {
        /** Whether it was taken. */
        public boolean isOk() {
            return status / 100 == OK / 100;
        }
    }

    /**
     * Posts.
     *
     * @throws IOException if nothing was heard; whether the other side took it is then unknown
     */
    Heard post(URI url, Reach reach, Map<String, String> fields, byte[] body) throws IOException {
        return ask("POST", url, reach, fields, body);
    }

    /**
     * Asks.
     *
     * @throws IOException if nothing was heard; whether the other side took it is then unknown
     */
    public Heard ask(String method, URI url, Reach reach, Map<String, String> fields, byte[] body) throws IOException {
        String host = url.getHost();
        InetAddress address = Addresses.choose(host, reach);
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            try (Socket socket = secure ? tls(plain, bare(host), port) : plain) {
                write(socket.getOutputStream(), method, url, port, secure, fields, body);
                return read(new BufferedInputStream(socket.getInputStream()), room);
            }
        }
    }

    /** A connection to that address with TLS over it, which shows the name of the host. */
    public static Socket tls(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void write(
            OutputStream out, String method, URI url, int port, boolean secure, Map<String, String> fields, byte[] body)
            throws IOException {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        boolean usual = port == (secure ? 443 : 80);
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(url.getHost())
                .append(usual ? "" : ":" + port)
                .append("\r\nUser-Agent: sallyport\r\nConnection: close\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        if (!fields.containsKey("Accept")) {
            head.append("Accept: application/json\r\n");
        }
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private static Heard read(InputStream in, int room) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("no HTTP answer");
        }
        OptionalLong retry = OptionalLong.empty();
        long length = -1;
        boolean chunked = false;
        for (int fields = 0; ; fields++) {
            String field = line(in);
            if (field.isEmpty()) {
                break;
            }
            int colon = field.indexOf(':');
            if (colon <= 0 || fields >= FIELD_LIMIT) {
                throw new IOException("broken header");
            }
            String value = field.substring(colon + 1).strip();
            switch (field.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "retry-after" -> retry = number(value);
                case "content-length" -> length = number(value).orElse(-1);
                case "transfer-encoding" -> chunked = true;
                default -> {}
            }
        }
        return new Heard(Integer.parseInt(status[1]), retry, chunked ? chunks(in, room) : plain(in, length, room));
    }

    private static OptionalLong number(String text) {
        return text.matches("[0-9]{1,9}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static byte[] plain(InputStream in, long length, int room) throws IOException {
        int wanted = length < 0 ? room : (int) Math.min(length, room);
        byte[] body = in.readNBytes(wanted);
        if (length >= 0 && body.length < wanted) {
            throw new IOException("the answer was cut off");
        }
        return body;
    }

    private static byte[] chunks(InputStream in, int room) throws IOException {
        byte[] body = new byte[0];
        while (body.length < room) {
            String size = line(in).split(";", 2)[0].strip();
            if (!size.matches("[0-9A-Fa-f]{1,7}")) {
                throw new IOException("broken chunk");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                break;
            }
            byte[] chunk = in.readNBytes(Math.min(length, room - body.length));
            int before = body.length;
            body = Arrays.copyOf(body, before + chunk.length);
            System.arraycopy(chunk, 0, body, before, chunk.length);
            if (chunk.length < length) {
                break;
            }
            line(in);
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder out = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || out.length() >= LINE_LIMIT) {
                throw new IOException(c < 0 ? "no answer" : "broken header");
            }
            if (c != '\r') {
                out.append((char) c);
            }
        }
        return out.toString();
    }
}
