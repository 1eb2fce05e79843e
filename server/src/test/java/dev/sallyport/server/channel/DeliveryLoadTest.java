package dev.sallyport.server.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes from asking the gateway until a channel took the message, while another channel fails. */
@Tag("slow")
@Timeout(300)
class DeliveryLoadTest {
    private static final int CALLS = 1_000;
    private static final int CALLERS = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void one_channel_that_hangs_and_one_that_refuses_take_nothing_from_the_third()
            throws IOException, InterruptedException {
        Map<String, Long> asked = new ConcurrentHashMap<>();
        Map<String, Long> heard = new ConcurrentHashMap<>();
        try (FakeService good = new FakeService(r -> {
                    long now = System.nanoTime();
                    JsonObject body = (JsonObject) StrictJson.parse(r.body());
                    JsonObject about = (JsonObject) java.util.Objects.requireNonNull(body.get("approval"));
                    heard.putIfAbsent(FakeWebhook.text(about, "approval_id"), now);
                    return FakeService.Answer.of(204);
                });
                FakeService hangs = new FakeService(r -> FakeService.SILENCE);
                FakeService refuses = new FakeService(r -> FakeService.Answer.of(503));
                TestGateway gateway = gateway(good, hangs, refuses)) {
            Enrolled agent = gateway.agent("a1");
            AtomicBoolean over = new AtomicBoolean();
            Thread time = Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                    gateway.clock().advanceMillis(100);
                }
            });
            long began = System.nanoTime();
            try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
                IntStream.range(0, CALLS)
                        .forEach(i -> callers.execute(() -> {
                            long before = System.nanoTime();
                            asked.put(gateway.held(agent), before);
                        }));
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            for (int wait = 0; heard.size() < CALLS && wait < 600; wait++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            over.set(true);
            time.join();
            long[] nanos = asked.entrySet().stream()
                    .mapToLong(call -> heard.getOrDefault(call.getKey(), Long.MAX_VALUE) - call.getValue())
                    .sorted()
                    .toArray();
            System.out.printf(
                    "held %d calls in %.1f s (%.0f/s); request to accepted: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, max %.0f ms%n",
                    CALLS, seconds, CALLS / seconds, at(nanos, 50), at(nanos, 95), at(nanos, 99), at(nanos, 100));
            assertEquals(CALLS, heard.size(), "every one was told");
            for (String channel : List.of("good", "console")) {
                long within = buckets(gateway, channel, "5.0");
                System.out.printf(
                        "%s: %d of %d within 5 s, %d within 0.5 s%n",
                        channel, within, CALLS, buckets(gateway, channel, "0.5"));
                assertEquals(CALLS, buckets(gateway, channel, "+Inf"), channel + ": every one is in the histogram");
                assertTrue(within >= CALLS * 95 / 100, () -> channel + ": p95 over 5 s");
            }
            assertTrue(at(nanos, 95) < 5_000, () -> Arrays.toString(nanos));
        }
    }

    /** How many the exported histogram has up to that bound; it is read until the last of them is in it. */
    private static long buckets(TestGateway gateway, String channel, String bound) {
        String line = "sallyport_approval_delivery_seconds_bucket{channel=\"" + channel + "\",le=\"";
        long all = 0;
        long within = 0;
        for (int wait = 0; all < CALLS && wait < 100; wait++) {
            String metrics = gateway.client().get("/metrics", "").text();
            all = value(metrics, line + "+Inf\"} ");
            within = value(metrics, line + bound + "\"} ");
        }
        return within;
    }

    private static long value(String metrics, String line) {
        return metrics.lines()
                .filter(l -> l.startsWith(line))
                .mapToLong(l -> (long) Double.parseDouble(l.substring(line.length())))
                .sum();
    }

    private static double at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    private TestGateway gateway(FakeService good, FakeService hangs, FakeService refuses) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), FakeWebhook.SECRET);
        String channel = "{network: loopback, webhook: {url: '%s', secret_file: '" + secret + "'}}";
        return TestGateway.start(
                folder.resolve("data"),
                SettingsFile.parse(
                        "s.yaml",
                        "approvals: {channels: {good: " + channel.formatted(good.url("/")) + ", hangs: "
                                + channel.formatted(hangs.url("/")) + ", refuses: "
                                + channel.formatted(refuses.url("/")) + "}}"));
    }
}
