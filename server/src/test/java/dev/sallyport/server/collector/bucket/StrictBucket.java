package dev.sallyport.server.collector.bucket;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A bucket with versions and Object Lock, on loopback, that takes nothing for granted: every request's signature is reckoned anew from what arrived,
 * digests are compared with the body, locks hold by the clock it shares with the test, and a list comes in pages of two.
 */
public final class StrictBucket implements AutoCloseable {
    private static final int PAGE = 2;

    /** What an answer becomes instead of what it should be. */
    public enum Trouble {
        NONE,
        BUSY,
        DENIED,
        REDIRECT,
        SILENT,
        ENDLESS,
        KEPT_AND_BUSY,
        NO_LOCKS
    }

    private record Kept(byte[] bytes, String version, String mode, Instant until) {}

    private record Answer(int status, String type, byte[] body, Map<String, String> fields) {
        static Answer of(int status, String xml) {
            return new Answer(status, "application/xml", xml.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        static Answer error(int status, String code) {
            return of(status, "<Error><Code>" + code + "</Code><Message>repeats what was signed</Message></Error>");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final InstantSource clock;
    private final Sigv4Check check;
    private final NavigableMap<String, Kept> objects = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private Trouble trouble = Trouble.NONE;
    private final Set<String> hidden = new HashSet<>();
    private int versions;

    /** A bucket called {@code batches} that one key may use. */
    public StrictBucket(InstantSource clock, String id, String secret) throws IOException {
        this.clock = clock;
        this.check = new Sigv4Check(clock, "eu-test-1", id, secret);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Its address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/batches");
    }

    /** What goes wrong from now on. */
    public synchronized void troubles(Trouble now) {
        trouble = now;
    }

    /** Every request so far: method and query. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /** Puts a delete marker over an object, or takes it away. */
    public synchronized void hide(String key, boolean on) {
        if (on) {
            hidden.add(key);
        } else {
            hidden.remove(key);
        }
    }

    /** What lies there. */
    public synchronized List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    /** How an object is locked: the mode and until when. */
    public synchronized String lock(String key) {
        Kept kept = objects.get(key);
        return kept == null ? "none" : kept.mode() + " " + kept.until();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = answer(exchange, body);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            answer.fields()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            boolean isEmpty = isHead || answer.body().length == 0;
            exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : answer.body().length);
            if (!isEmpty) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) throws InterruptedException {
        Trouble now;
        synchronized (this) {
            now = trouble;
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawQuery());
        }
        if (now == Trouble.SILENT) {
            closed.await();
        }
        Optional<String> fault = check.fault(exchange, body);
        if (fault.isPresent()) {
            return Answer.error(403, fault.get());
        }
        return switch (now) {
            case BUSY -> Answer.error(503, "SlowDown");
            case DENIED -> Answer.error(403, "AccessDenied");
            case REDIRECT -> new Answer(307, "text/plain", new byte[0], Map.of("Location", url() + "/elsewhere"));
            case ENDLESS -> new Answer(200, "text/plain", new byte[(16 << 20) + 1], Map.of());
            case KEPT_AND_BUSY -> {
                done(exchange, body);
                yield Answer.error(503, "ServiceUnavailable");
            }
            case NO_LOCKS -> Answer.error(404, "ObjectLockConfigurationNotFoundError");
            case NONE, SILENT -> done(exchange, body);
        };
    }

    private synchronized Answer done(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String key = path.substring("/batches".length());
        if (key.isEmpty()) {
            return query.containsKey("object-lock")
                    ? Answer.of(
                            200,
                            "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>")
                    : listed(query);
        }
        Kept kept = objects.get(key.substring(1));
        return switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, key.substring(1), body);
            case "GET", "HEAD" ->
                kept == null
                        ? Answer.error(404, "NoSuchKey")
                        : hidden.contains(key.substring(1)) ? marker() : shown(kept);
            case "DELETE" -> deleted(exchange, key.substring(1), query);
            default -> Answer.error(405, "MethodNotAllowed");
        };
    }

    private static Answer marker() {
        return new Answer(
                404,
                "application/xml",
                "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8),
                Map.of("x-amz-delete-marker", "true", "x-amz-version-id", "marker"));
    }

    private static Answer shown(Kept kept) {
        return new Answer(
                200,
                "application/octet-stream",
                kept.bytes(),
                Map.of(
                        "x-amz-version-id", kept.version(),
                        "x-amz-object-lock-mode", kept.mode(),
                        "x-amz-object-lock-retain-until-date", kept.until().toString()));
    }

    private Answer put(HttpExchange exchange, String key, byte[] body) {
        String mode = Sigv4Check.field(exchange, "x-amz-object-lock-mode");
        String until = Sigv4Check.field(exchange, "x-amz-object-lock-retain-until-date");
        String md5 = Sigv4Check.field(exchange, "content-md5");
        String sha256 = Sigv4Check.field(exchange, "x-amz-checksum-sha256");
        if (!mode.equals("COMPLIANCE") && !mode.equals("GOVERNANCE")) {
            return Answer.error(400, "InvalidArgument");
        }
        // S3 refuses a lock without a digest of the body, and a digest that is not the body's.
        boolean isWhole = md5.equals(Base64.getEncoder().encodeToString(Sigv4Check.hash("MD5", body)))
                && sha256.equals(Base64.getEncoder().encodeToString(Sigv4Check.hash("SHA-256", body)));
        if (!isWhole) {
            return Answer.error(400, "BadDigest");
        }
        if (!Instant.parse(until).isAfter(clock.instant())) {
            return Answer.error(400, "InvalidRetentionPeriod");
        }
        if (!Sigv4Check.field(exchange, "if-none-match").equals("*")) {
            return Answer.error(400, "MissingCondition");
        }
        if (objects.containsKey(key)) {
            return Answer.error(412, "PreconditionFailed");
        }
        versions++;
        String version = "v+" + versions + "/=";
        objects.put(key, new Kept(body, version, mode, Instant.parse(until)));
        return new Answer(200, "application/xml", new byte[0], Map.of("x-amz-version-id", version));
    }

    private Answer deleted(HttpExchange exchange, String key, Map<String, String> query) {
        Kept kept = objects.get(key);
        String version = query.getOrDefault("versionId", "");
        if (kept == null || !version.equals(kept.version())) {
            return Answer.error(400, "AMarkerWouldHideIt");
        }
        boolean lifted = kept.mode().equals("GOVERNANCE")
                && Sigv4Check.field(exchange, "x-amz-bypass-governance-retention")
                        .equals("true");
        if (clock.instant().isBefore(kept.until()) && !lifted) {
            return Answer.error(403, "AccessDenied");
        }
        objects.remove(key);
        return new Answer(204, "application/xml", new byte[0], Map.of());
    }

    private Answer listed(Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        String after = query.getOrDefault("continuation-token", "");
        List<String> keys = objects.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .filter(key -> after.isEmpty() || key.compareTo(after.substring("after+/=&".length())) > 0)
                .toList();
        StringBuilder page =
                new StringBuilder("<ListBucketResult><Prefix>").append(prefix).append("</Prefix>");
        keys.stream()
                .limit(PAGE)
                .forEach(key -> page.append("<Contents><Key>").append(key).append("</Key></Contents>"));
        if (keys.size() > PAGE) {
            page.append("<NextContinuationToken>after+/=&amp;")
                    .append(keys.get(PAGE - 1))
                    .append("</NextContinuationToken>");
        }
        return Answer.of(200, page.append("</ListBucketResult>").toString());
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> out = new TreeMap<>();
        if (raw != null) {
            Arrays.stream(raw.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> out.put(
                            pair[0],
                            pair.length < 2
                                    ? ""
                                    : URLDecoder.decode(pair[1].replace("+", "%2B"), StandardCharsets.UTF_8)));
        }
        return out;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
