package dev.sallyport.server.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Sends exactly the bytes it is given to a pinned endpoint, and reads the answer. No library stands between, so that what is shown to people is
 * what leaves. Thread-safe; a connection for each request.
 */
public final class Wire {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 15_000;
    private static final int MOST_BYTES = 1 << 18;
    private static final int STATUS_FROM = 9;
    private static final int STATUS_TO = 12;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final Endpoint endpoint;
    private final int mostBytes;

    /** To that endpoint. */
    public Wire(Endpoint endpoint) {
        this(endpoint, MOST_BYTES);
    }

    /** The same, for answers that are longer: of that many bytes at most, head included. */
    public Wire(Endpoint endpoint, int mostBytes) {
        this.endpoint = endpoint;
        this.mostBytes = mostBytes;
    }

    /** What came back. */
    public record Answer(int status, byte[] body) {
        /** Whether it was taken. */
        public boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Sends.
     *
     * @throws IOException if no pinned address answers, the one that does has another key, or its answer is longer than it may be
     */
    public Answer exchange(byte[] request) throws IOException {
        IOException last = new IOException("no address is pinned");
        for (String address : endpoint.addresses()) {
            try (Socket socket = connect(address)) {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
                byte[] all = socket.getInputStream().readNBytes(mostBytes + 1);
                if (all.length > mostBytes) {
                    throw new IOException("an answer of more than " + mostBytes + " bytes");
                }
                return answer(all);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private Socket connect(String address) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(InetAddress.ofLiteral(address), endpoint.port()), CONNECT_MILLIS);
            plain.setSoTimeout(ANSWER_MILLIS);
            return endpoint.isTls() ? secured(plain) : plain;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            plain.close();
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
    }

    private Socket secured(Socket plain) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new PinnedTrust(endpoint.pins())}, null);
        SSLSocket secure = (SSLSocket)
                context.getSocketFactory().createSocket(plain, endpoint.url().getHost(), endpoint.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private static Answer answer(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int head = text.indexOf(new String(END_OF_HEAD, StandardCharsets.ISO_8859_1));
        if (!text.startsWith("HTTP/1.1 ") || head < STATUS_TO) {
            throw new IOException("what answers speaks no HTTP/1.1");
        }
        try {
            return new Answer(
                    Integer.parseInt(text.substring(STATUS_FROM, STATUS_TO)),
                    Arrays.copyOfRange(bytes, head + END_OF_HEAD.length, bytes.length));
        } catch (NumberFormatException e) {
            throw new IOException("what answers speaks no HTTP/1.1", e);
        }
    }
}
