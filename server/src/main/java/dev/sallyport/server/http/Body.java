package dev.sallyport.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads a request's body whole, but never more of it than the limit. */
final class Body {
    private static final byte[] NONE = {};
    private static final int FIRST_GUESS = 8192;
    /** How much of a refused body is read and thrown away, so that the client gets to read the refusal. */
    private static final long DRAIN_LIMIT = 32L << 20;

    private Body() {}

    static byte[] read(Request request, BodyLimit most) {
        int limit = most.bytes();
        long nanos = most.nanos();
        long length = request.getLength();
        if (length == 0) {
            return NONE;
        }
        if (length > limit) {
            drain(request);
            throw tooLarge(limit);
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            return length > 0 ? exactly(in, (int) length, nanos) : upTo(in, request, limit, nanos);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The announced length is only a claim: memory is taken as bytes arrive, so that announcing costs nobody else. */
    static byte[] exactly(InputStream in, int length, long nanos) throws IOException {
        byte[] body = new byte[Math.min(FIRST_GUESS, length)];
        long began = System.nanoTime();
        int size = 0;
        while (size < length) {
            if (size == body.length) {
                body = Arrays.copyOf(body, Math.min(length, size * 2));
            }
            int read = in.read(body, size, body.length - size);
            if (read < 0) {
                throw new Problem(400, "body_cut_off", "the body ended after " + size + " of " + length + " bytes");
            }
            size += read;
            requireArrival(began, nanos);
        }
        return body;
    }

    private static byte[] upTo(InputStream in, Request request, int limit, long nanos) throws IOException {
        byte[] body = new byte[Math.min(FIRST_GUESS, limit + 1)];
        long began = System.nanoTime();
        int size = 0;
        while (true) {
            int read = in.read(body, size, body.length - size);
            if (read < 0) {
                return Arrays.copyOf(body, size);
            }
            size += read;
            requireArrival(began, nanos);
            if (size > limit) {
                drain(request);
                throw tooLarge(limit);
            }
            if (size == body.length) {
                body = Arrays.copyOf(body, Math.min(limit + 1, size * 2));
            }
        }
    }

    private static void requireArrival(long began, long nanos) {
        if (System.nanoTime() - began > nanos) {
            throw new Problem(408, "body_too_slow", "the body did not arrive in time");
        }
    }

    private static void drain(Request request) {
        if (request.getHeaders().contains(HttpHeader.EXPECT) || request.getLength() > DRAIN_LIMIT) {
            return;
        }
        byte[] sink = new byte[FIRST_GUESS];
        long drained = 0;
        try (InputStream in = Content.Source.asInputStream(request)) {
            for (int n = in.read(sink); n >= 0 && drained < DRAIN_LIMIT; n = in.read(sink)) {
                drained += n;
            }
        } catch (IOException e) {
            // The client went away or is too slow: it will not read the refusal either.
            return;
        }
    }

    private static Problem tooLarge(int limit) {
        return new Problem(413, "body_too_large", "the body is larger than the limit of " + limit + " bytes");
    }

    private static Problem broken(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return new Problem(408, "body_too_slow", "the body did not arrive in time");
            }
        }
        return new Problem(400, "body_cut_off", "the body could not be read to its end");
    }
}
