package dev.sallyport.server.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;

/**
 * A receiver of OTLP/HTTP on loopback that decodes with the protocol's own classes and takes nothing it does not know: no
 * unknown field at any depth, no other path, method or media type. Faults can be put before it that happen once each.
 */
public final class FakeReceiver implements AutoCloseable {
    /** What an intake asks of the fields of a request; throws an AssertionError for what it would not take. */
    @FunctionalInterface
    public interface Rules {
        void check(String path, Map<String, String> fields);
    }

    private record Fault(int status, Map<String, String> fields, byte[] body) {}

    private final HttpServer server;
    private final Rules rules;
    private final BlockingQueue<Fault> faults = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final List<byte[]> bytes = new CopyOnWriteArrayList<>();
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<LogRecord> logs = new CopyOnWriteArrayList<>();
    private final List<Metric> metrics = new CopyOnWriteArrayList<>();
    private final List<String> services = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private final java.util.concurrent.atomic.AtomicInteger asked = new java.util.concurrent.atomic.AtomicInteger();

    public FakeReceiver() {
        this(0, (path, fields) -> {});
    }

    /** @param port 0 takes any free one */
    public FakeReceiver(int port, Rules rules) {
        this.rules = rules;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers so instead of judging, once. */
    void fault(int status, Map<String, String> fields, byte[] body) {
        faults.add(new Fault(status, fields, body));
    }

    /** Takes requests and never answers, until it is closed. */
    public void silence() {
        silent = true;
    }

    public List<Span> spans() {
        return spans;
    }

    public List<LogRecord> logs() {
        return logs;
    }

    public List<Metric> metrics() {
        return metrics;
    }

    /** The {@code service.name} of each request. */
    public List<String> services() {
        return services;
    }

    /** Everything that came, taken or not, header fields and decompressed bodies, as one text of single bytes. */
    public String everything() {
        StringBuilder all = new StringBuilder();
        bytes.forEach(b -> all.append(new String(b, java.nio.charset.StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    /** What a strict receiver would not have taken. */
    public List<String> wrong() {
        return wrong;
    }

    /** How many requests came. */
    public int asked() {
        return asked.get();
    }

    /** Waits until something holds; fails the test if it does not in time. */
    public void await(String what, BooleanSupplier holds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("not in time: " + what + "; refused: " + wrong + "; asked " + asked);
            }
            closing.await(10, TimeUnit.MILLISECONDS);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> fields = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            fields.put(name.toLowerCase(java.util.Locale.ROOT), String.join(",", values)));
            bytes.add(fields.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            asked.incrementAndGet();
            if (silent) {
                closing.await();
            }
            Fault fault = faults.poll();
            Fault answer = fault == null ? judged(exchange, fields, body) : fault;
            answer.fields().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault judged(HttpExchange exchange, Map<String, String> fields, byte[] body) {
        String path = exchange.getRequestURI().toString();
        try {
            require(exchange.getRequestMethod().equals("POST"), "method");
            require("application/x-protobuf".equals(fields.get("content-type")), "content-type");
            rules.check(path, fields);
            take(path, plain(fields, body));
            return new Fault(200, Map.of("Content-Type", "application/x-protobuf"), new byte[0]);
        } catch (AssertionError | IOException e) {
            wrong.add(path + ": " + e.getMessage());
            return new Fault(400, Map.of(), new byte[0]);
        }
    }

    private byte[] plain(Map<String, String> fields, byte[] body) throws IOException {
        String encoding = fields.getOrDefault("content-encoding", "");
        require(encoding.isEmpty() || encoding.equals("gzip"), "content-encoding");
        byte[] out = body;
        if (!encoding.isEmpty()) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                out = in.readAllBytes();
            }
        }
        bytes.add(out);
        return out;
    }

    private void take(String path, byte[] body) throws InvalidProtocolBufferException {
        switch (path) {
            case "/v1/traces" -> {
                ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
                known(request);
                request.getResourceSpansList().forEach(r -> {
                    resource(r.getResource());
                    r.getScopeSpansList().forEach(s -> s.getSpansList().forEach(this::span));
                });
            }
            case "/v1/logs" -> {
                ExportLogsServiceRequest request = ExportLogsServiceRequest.parseFrom(body);
                known(request);
                request.getResourceLogsList().forEach(r -> {
                    resource(r.getResource());
                    r.getScopeLogsList().forEach(s -> logs.addAll(s.getLogRecordsList()));
                });
            }
            case "/v1/metrics" -> {
                ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(body);
                known(request);
                request.getResourceMetricsList().forEach(r -> {
                    resource(r.getResource());
                    r.getScopeMetricsList().forEach(s -> metrics.addAll(s.getMetricsList()));
                });
            }
            default -> throw new AssertionError("path");
        }
    }

    private void resource(io.opentelemetry.proto.resource.v1.Resource resource) {
        String service = resource.getAttributesList().stream()
                .filter(a -> a.getKey().equals("service.name"))
                .map(a -> a.getValue().getStringValue())
                .findFirst()
                .orElse("");
        require(!service.isEmpty(), "service.name");
        services.add(service);
    }

    private void span(Span span) {
        require(span.getTraceId().size() == 16, "trace id");
        require(span.getSpanId().size() == 8, "span id");
        int parent = span.getParentSpanId().size();
        require(parent == 0 || parent == 8, "parent span id");
        require(!span.getName().isEmpty(), "span name");
        require(span.getStartTimeUnixNano() > 0, "start");
        require(span.getEndTimeUnixNano() >= span.getStartTimeUnixNano(), "end");
        spans.add(span);
    }

    /** Refuses a field that the protocol's definition does not have, at any depth. */
    private static void known(Message message) {
        require(
                message.getUnknownFields().asMap().isEmpty(),
                "an unknown field in " + message.getDescriptorForType().getName());
        message.getAllFields().values().forEach(value -> {
            if (value instanceof Message one) {
                known(one);
            } else if (value instanceof List<?> many) {
                many.forEach(each -> {
                    if (each instanceof Message one) {
                        known(one);
                    }
                });
            }
        });
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
