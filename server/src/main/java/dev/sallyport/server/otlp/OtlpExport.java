package dev.sallyport.server.otlp;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.event.KindLimit;
import dev.sallyport.server.config.Otlp;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what happens to a receiver of OTLP. Whoever emits waits for nothing: an event that finds the queue full is dropped and
 * counted. One thread takes events out of the queue, and sends what the receiver can't take now again, with growing pauses,
 * until its patience ends; meanwhile the queue fills, and then drops. Nothing here is a record: receipts and the audit trail are.
 */
public final class OtlpExport implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpExport.class);
    private static final int BATCH = 512;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long FLUSH_MILLIS = 3_000;

    /**
     * What an export is made of.
     *
     * @param headers what each request carries; may throw {@link IllegalStateException} while a secret can't be had
     * @param tls what an https endpoint is trusted by
     * @param key for commitments to names that callers chose, 32 bytes
     * @param version of the gateway
     * @param measured everything measured so far
     * @param ticker nanoseconds of a monotonic clock
     */
    public record Parts(
            Otlp otlp,
            Supplier<Map<String, String>> headers,
            Optional<SSLContext> tls,
            byte[] key,
            String version,
            Supplier<MetricSnapshots> measured,
            InstantSource clock,
            java.util.function.LongSupplier ticker) {}

    private final Parts parts;
    private final Otlp otlp;
    private final BlockingQueue<Event> queue;
    private final KindLimit limit;
    private final OtlpStanding standing = new OtlpStanding();
    private final OtlpPost post;
    private final SpanForm spans;
    private final LogForm logs;
    private final Message resource;
    private final Message scope;
    private final long startMillis;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;
    private volatile long flushUntilNanos;
    private boolean troubled;

    /** Begins to send. */
    public OtlpExport(Parts parts) {
        this.parts = parts;
        this.otlp = parts.otlp();
        this.queue = new ArrayBlockingQueue<>(otlp.queue());
        this.limit = new KindLimit(KindLimit.PER_SECOND, parts.ticker());
        this.post = new OtlpPost(otlp, parts.headers(), parts.tls());
        Pseudonyms pseudonyms = new Pseudonyms(parts.key());
        Told told = new Told(pseudonyms);
        this.spans = new SpanForm(told, pseudonyms);
        this.logs = new LogForm(told);
        this.resource = new Message()
                .messages(
                        1,
                        Field.all(Map.of(
                                "service.name", otlp.service(),
                                "service.version", parts.version(),
                                "service.instance.id", pseudonyms.of("instance", "", ""))));
        this.scope = new Message().text(1, "dev.sallyport").text(2, parts.version());
        this.startMillis = parts.clock().millis();
        this.thread = Thread.ofPlatform().name("sallyport-otlp").daemon(true).start(this::run);
    }

    @Override
    public void emit(Event event) {
        if (!limit.admits(event) || !queue.offer(event)) {
            standing.drop();
        }
    }

    /** How it fares. */
    public OtlpStanding standing() {
        return standing;
    }

    private void run() {
        try {
            long measureAt = parts.ticker().getAsLong();
            while (ending.getCount() > 0) {
                measureAt = round(measureAt);
            }
            flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed, and the time to flush is over: what waits is lost
        }
    }

    /** Sends what came, and what was measured if it is time; returns when it is time next. */
    private long round(long measureAt) throws InterruptedException {
        try {
            tell(gather());
            long now = parts.ticker().getAsLong();
            if (now - measureAt >= 0) {
                measure();
                return now + TimeUnit.MILLISECONDS.toNanos(otlp.intervalMillis());
            }
        } catch (RuntimeException e) {
            // The thread's root: one batch that can't be written must not end the telling of all that follow.
            LOG.error("a batch of telemetry could not be written", e);
        }
        return measureAt;
    }

    /** Waits for the next events as long as an interval is, or until there are enough, or the export ends. */
    private List<Event> gather() throws InterruptedException {
        List<Event> batch = new ArrayList<>();
        long until = parts.ticker().getAsLong() + TimeUnit.MILLISECONDS.toNanos(otlp.intervalMillis());
        while (batch.size() < BATCH && ending.getCount() > 0) {
            long left = until - parts.ticker().getAsLong();
            if (left <= 0) {
                break;
            }
            Event first =
                    queue.poll(Math.min(left, TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS)), TimeUnit.NANOSECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, BATCH - batch.size());
            }
        }
        return batch;
    }

    private void flush() throws InterruptedException {
        List<Event> rest = new ArrayList<>();
        while (queue.drainTo(rest, BATCH) > 0) {
            tell(rest);
            rest.clear();
        }
        measure();
    }

    private void tell(List<Event> batch) throws InterruptedException {
        List<Message> spanned = new ArrayList<>();
        List<Message> logged = new ArrayList<>();
        long now = parts.clock().millis();
        for (Event event : batch) {
            spans.of(event).ifPresent(spanned::add);
            logs.of(event, spans.place(event), now).ifPresent(logged::add);
        }
        deliver(Otlp.Signal.TRACES, spanned);
        deliver(Otlp.Signal.LOGS, logged);
    }

    private void measure() throws InterruptedException {
        if (otlp.signals().contains(Otlp.Signal.METRICS)) {
            deliver(
                    Otlp.Signal.METRICS,
                    MetricForm.of(
                            parts.measured().get(), startMillis, parts.clock().millis()));
        }
    }

    /** A request of a signal is a {@code Resource…} of {@code Scope…} of items, numbered alike in all three. */
    private byte[] request(List<Message> items) {
        Message scoped = new Message().message(1, scope).messages(2, items);
        return new Message()
                .message(1, new Message().message(1, resource).message(2, scoped))
                .bytes();
    }

    private void deliver(Otlp.Signal signal, List<Message> items) throws InterruptedException {
        if (items.isEmpty() || !otlp.signals().contains(signal)) {
            return;
        }
        byte[] message = request(items);
        long giveUpAt = parts.ticker().getAsLong() + TimeUnit.MILLISECONDS.toNanos(otlp.patienceMillis());
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            switch (post.send(signal, message)) {
                case OtlpPost.Sent.Taken taken -> {
                    long rejected = Math.min(taken.rejected(), items.size());
                    standing.add(signal, OtlpStanding.Fate.REJECTED, rejected);
                    standing.add(signal, OtlpStanding.Fate.SENT, items.size() - rejected);
                    fine();
                    return;
                }
                case OtlpPost.Sent.Refused refused -> {
                    lost(signal, items.size(), refused.why());
                    return;
                }
                case OtlpPost.Sent.Later later -> {
                    long wait = Math.max(pause, later.afterMillis());
                    trouble(later.why());
                    if (!waited(wait, giveUpAt)) {
                        lost(signal, items.size(), later.why());
                        return;
                    }
                    pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
                }
            }
        }
    }

    /** Waits, and says whether another attempt is worth it: not past the patience, nor past the time to flush. */
    private boolean waited(long millis, long giveUpAt) throws InterruptedException {
        long limit = ending.getCount() == 0 ? Math.min(giveUpAt, flushUntilNanos) : giveUpAt;
        if (limit - parts.ticker().getAsLong() < TimeUnit.MILLISECONDS.toNanos(millis)) {
            return false;
        }
        if (ending.getCount() == 0) {
            TimeUnit.MILLISECONDS.sleep(millis);
        } else if (ending.await(millis, TimeUnit.MILLISECONDS)) {
            return flushUntilNanos - parts.ticker().getAsLong() > 0;
        }
        return true;
    }

    private void lost(Otlp.Signal signal, int items, String why) {
        standing.add(signal, OtlpStanding.Fate.FAILED, items);
        trouble(why);
    }

    private void trouble(String why) {
        standing.trouble(why);
        if (!troubled) {
            LOG.warn(
                    "telemetry can't be sent to {}: {}; decisions go on, receipts and the audit trail are whole",
                    otlp.endpoint(),
                    why);
        }
        troubled = true;
    }

    private void fine() {
        standing.trouble("");
        if (troubled) {
            LOG.info("telemetry is sent to {} again", otlp.endpoint());
        }
        troubled = false;
    }

    /** Sends what waits, for no longer than {@value #FLUSH_MILLIS} ms, and stops. */
    @Override
    public void close() {
        flushUntilNanos = parts.ticker().getAsLong() + TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
        ending.countDown();
        try {
            if (!thread.join(java.time.Duration.ofMillis(FLUSH_MILLIS))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        post.close();
    }
}
