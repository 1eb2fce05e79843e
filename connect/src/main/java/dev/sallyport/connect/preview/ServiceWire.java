package dev.sallyport.connect.preview;

import dev.sallyport.connect.egress.Resolver;
import dev.sallyport.connect.egress.wire.AnswerHead;
import dev.sallyport.connect.egress.wire.Chunks;
import dev.sallyport.connect.egress.wire.Deadlined;
import dev.sallyport.connect.egress.wire.Head.Field;
import dev.sallyport.connect.egress.wire.HeadReader;
import dev.sallyport.connect.egress.wire.WireBroken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request to a service over a connection of its own: the name is looked up once and exactly that address is dialled; no proxy, no
 * redirect, no connection kept. Thread-safe.
 */
public final class ServiceWire {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int FIRST_FINAL = 200;
    private static final int SWITCHING = 101;
    private static final int MOST_INTERIM = 8;

    private final Resolver resolver;
    private final PreviewLimits limits;
    private final LongSupplier ticker;
    private final SSLSocketFactory tls;

    /** @param ticker nanoseconds from any origin, never backwards */
    public ServiceWire(Resolver resolver, PreviewLimits limits, LongSupplier ticker, SSLSocketFactory tls) {
        this.resolver = resolver;
        this.limits = limits;
        this.ticker = ticker;
        this.tls = tls;
    }

    /**
     * Asks the service.
     *
     * @throws ServiceBroken {@code preview_unreachable}, {@code preview_timeout}, {@code preview_answer_too_large},
     *     {@code preview_answer_malformed} or {@code preview_streams}
     */
    ServiceAnswer ask(Service service, PreviewRequest request, ServicePath path) throws ServiceBroken {
        try (Socket socket = dial(service)) {
            try {
                // The last byte that is written may be the first that is heard of: from here on nobody knows.
                write(socket.getOutputStream(), service, request, path);
                InputStream in = new BufferedInputStream(new Deadlined(socket, limits.answerMillis(), ticker));
                return read(in, request.method());
            } catch (WireBroken e) {
                throw new ServiceBroken(
                        "preview_answer_malformed", "the service's answer is not well-formed HTTP/1.1", true);
            } catch (java.net.SocketTimeoutException e) {
                throw new ServiceBroken("preview_timeout", "the service did not answer in time", true);
            }
        } catch (IOException e) {
            throw new ServiceBroken("preview_unreachable", "the connection to the service broke", true);
        }
    }

    private Socket dial(Service service) throws ServiceBroken {
        List<InetAddress> addresses = resolver.addresses(service.host());
        if (addresses.isEmpty()) {
            throw unreachable();
        }
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(addresses.getFirst(), service.port()), limits.dialMillis());
            plain.setSoTimeout(limits.answerMillis());
            plain.setTcpNoDelay(true);
            return service.isSecure() ? secured(plain, service) : plain;
        } catch (IOException e) {
            try {
                plain.close();
            } catch (IOException gone) {
                throw unreachable();
            }
            throw unreachable();
        }
    }

    private static ServiceBroken unreachable() {
        return new ServiceBroken("preview_unreachable", "the service takes no connection; is it running?", false);
    }

    private Socket secured(Socket plain, Service service) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, service.host(), service.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void write(OutputStream out, Service service, PreviewRequest request, ServicePath path)
            throws IOException {
        StringBuilder head = new StringBuilder(512);
        head.append(request.method()).append(' ').append(path.text());
        request.query().ifPresent(query -> head.append('?').append(query));
        head.append(" HTTP/1.1\r\nHost: ").append(service.authority()).append("\r\n");
        for (Field field : Hygiene.inward(request, service)) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        if (request.body().length > 0 || !PreviewScope.SAFE.contains(request.method())) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        out.write(request.body());
        out.flush();
    }

    private ServiceAnswer read(InputStream in, String method) throws IOException, WireBroken, ServiceBroken {
        AnswerHead head = HeadReader.readAnswer(in);
        for (int interim = 0; head.status() < FIRST_FINAL; interim++) {
            if (head.status() == SWITCHING || interim == MOST_INTERIM) {
                throw new WireBroken("the service switches protocols without being asked");
            }
            head = HeadReader.readAnswer(in);
        }
        if (head.values("Content-Type").stream().anyMatch(type -> type.startsWith("text/event-stream"))) {
            throw new ServiceBroken("preview_streams", "the service answers with a stream that does not end", true);
        }
        boolean empty = method.equals("HEAD") || head.status() == NO_CONTENT || head.status() == NOT_MODIFIED;
        return new ServiceAnswer(head.status(), head.fields(), empty ? new byte[0] : body(in, head));
    }

    private byte[] body(InputStream in, AnswerHead head) throws IOException, WireBroken, ServiceBroken {
        List<String> codings = head.values("Transfer-Encoding");
        List<String> lengths = head.values("Content-Length");
        if (codings.size() + lengths.size() > 1) {
            throw new WireBroken("the answer's length is given more than once");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!codings.isEmpty()) {
            if (!codings.getFirst().equalsIgnoreCase("chunked")) {
                throw new WireBroken("chunked is the only transfer coding this door reads");
            }
            for (long size = Chunks.next(in); size > 0; size = Chunks.next(in)) {
                take(in, out, size);
                Chunks.end(in);
            }
            Chunks.last(in);
        } else if (!lengths.isEmpty()) {
            if (!lengths.getFirst().matches("[0-9]{1,15}")) {
                throw new WireBroken("Content-Length is no number");
            }
            take(in, out, Long.parseLong(lengths.getFirst()));
        } else {
            out.write(in.readNBytes(limits.answerBytes() + 1));
            if (out.size() > limits.answerBytes()) {
                throw tooLarge();
            }
        }
        return out.toByteArray();
    }

    private void take(InputStream in, ByteArrayOutputStream out, long size) throws IOException, ServiceBroken {
        if (out.size() + size > limits.answerBytes()) {
            throw tooLarge();
        }
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw new EOFException("the answer was cut off");
        }
        out.writeBytes(bytes);
    }

    private ServiceBroken tooLarge() {
        return new ServiceBroken(
                "preview_answer_too_large",
                "the service's answer is larger than the limit of " + limits.answerBytes() + " bytes",
                true);
    }
}
