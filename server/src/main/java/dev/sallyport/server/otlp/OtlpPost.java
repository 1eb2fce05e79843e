package dev.sallyport.server.otlp;

import dev.sallyport.server.config.Otlp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

/**
 * One request of OTLP/HTTP and what its answer means (OTLP specification 1.x, "OTLP/HTTP"). Redirects are not followed: they
 * would carry the headers' secrets elsewhere. Of an answer's body nothing but a count is read. Used by one thread.
 */
final class OtlpPost implements AutoCloseable {
    private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);
    private static final int MOST_OF_AN_ANSWER = 64 << 10;
    private static final long MOST_WAIT_SECONDS = 300;

    /** What became of a request. */
    sealed interface Sent {
        /** Taken, but for that many items. */
        record Taken(long rejected) implements Sent {}

        /** Not now; to be offered again, if the receiver said so not before that many milliseconds. */
        record Later(String why, long afterMillis) implements Sent {}

        /** Never: another attempt would meet the same answer. */
        record Refused(String why) implements Sent {}
    }

    private final Otlp otlp;
    private final Supplier<Map<String, String>> headers;
    private final HttpClient http;

    /**
     * @param headers asked before each request, so that a renewed secret is used at once
     * @param tls what an https endpoint is trusted by; empty for the machine's own
     */
    OtlpPost(Otlp otlp, Supplier<Map<String, String>> headers, Optional<SSLContext> tls) {
        this.otlp = otlp;
        this.headers = headers;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(otlp.timeoutMillis()))
                .followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** Sends one message. */
    Sent send(Otlp.Signal signal, byte[] message) throws InterruptedException {
        try {
            HttpResponse<InputStream> answer =
                    http.send(request(signal, message), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return meaning(answer, body.readNBytes(MOST_OF_AN_ANSWER));
            }
        } catch (IOException e) {
            return new Sent.Later("no answer (" + e.getClass().getSimpleName() + ")", 0);
        } catch (IllegalStateException e) {
            return new Sent.Later(String.valueOf(e.getMessage()), 0);
        }
    }

    private HttpRequest request(Otlp.Signal signal, byte[] message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(signal))
                .timeout(Duration.ofMillis(otlp.timeoutMillis()))
                .header("Content-Type", "application/x-protobuf")
                .header("User-Agent", "Sallyport-OTLP");
        headers.get().forEach(request::setHeader);
        if (otlp.compressed()) {
            request.header("Content-Encoding", "gzip");
        }
        byte[] body = otlp.compressed() ? gzipped(message) : message;
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private URI address(Otlp.Signal signal) {
        String base = otlp.endpoint().toString();
        String path = "v1/" + signal.name().toLowerCase(Locale.ROOT);
        return URI.create(base + (base.endsWith("/") ? "" : "/") + path);
    }

    private static Sent meaning(HttpResponse<?> answer, byte[] body) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            boolean protobuf =
                    answer.headers().firstValue("Content-Type").orElse("").startsWith("application/x-protobuf");
            return new Sent.Taken(protobuf ? Partial.rejected(body) : 0);
        }
        if (RETRYABLE.contains(status)) {
            return new Sent.Later(
                    "status " + status,
                    answer.headers()
                            .firstValue("Retry-After")
                            .map(text -> afterMillis(
                                    text, answer.headers().firstValue("Date").orElse("")))
                            .orElse(0L));
        }
        return new Sent.Refused("status " + status);
    }

    /** A number of seconds, or a date (RFC 9110 §10.2.3), which is held against the receiver's own: clocks differ. */
    private static long afterMillis(String said, String date) {
        long seconds = said.matches("[0-9]{1,6}") ? Long.parseLong(said) : between(date, said);
        return Math.clamp(seconds, 0, MOST_WAIT_SECONDS) * 1_000;
    }

    private static long between(String from, String until) {
        try {
            return ChronoUnit.SECONDS.between(httpDate(from), httpDate(until));
        } catch (DateTimeException e) {
            return 0; // no date: our own pause is enough
        }
    }

    private static ZonedDateTime httpDate(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static byte[] gzipped(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
