package dev.sallyport.bench.ledger;

import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Load on something that appends: as much as a number of writers can, or a given number of entries a second. */
final class Writers {
    private static final long SECOND = 1_000_000_000L;

    private final Appending appending;
    private final AtomicLong numbers = new AtomicLong();

    Writers(Appending appending) {
        this.appending = appending;
    }

    /**
     * What was measured.
     *
     * @param times from asking to durable
     */
    record Measured(Samples times, double perSecond) {}

    /** Writers each of whom waits for its entry before the next. */
    Measured closed(int writers, long nanos) throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> failed = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        List<Samples> all = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < writers; i++) {
            Samples own = new Samples(1 << 12);
            all.add(own);
            threads.add(Thread.ofVirtual().start(() -> until(began + nanos, own).ifPresent(failed::add)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - began) / (double) SECOND;
        complain(failed);
        Samples merged = new Samples(1 << 20);
        all.forEach(merged::addAll);
        return new Measured(merged, merged.size() / seconds);
    }

    private java.util.Optional<Throwable> until(long end, Samples samples) {
        try {
            while (System.nanoTime() - end < 0) {
                long began = System.nanoTime();
                appending.append(numbers.getAndIncrement()).join();
                samples.add(System.nanoTime() - began);
            }
            return java.util.Optional.empty();
        } catch (RuntimeException | Error refused) {
            return java.util.Optional.of(refused);
        }
    }

    /**
     * Entries at an even rate, whatever became of those before. The time of each counts from when it was due, so that a late
     * start is not forgiven.
     */
    Measured paced(int perSecond, long nanos) throws InterruptedException {
        int count = (int) (nanos * perSecond / SECOND);
        long[] took = new long[count];
        CompletableFuture<?>[] told = new CompletableFuture<?>[count];
        AtomicLong last = new AtomicLong();
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = began + i * SECOND / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            int at = i;
            told[i] = appending.append(numbers.getAndIncrement()).thenRun(() -> {
                long now = System.nanoTime();
                took[at] = now - due;
                last.accumulateAndGet(now, Math::max);
            });
        }
        CompletableFuture.allOf(told).join();
        Samples samples = new Samples(count);
        for (long each : took) {
            samples.add(each);
        }
        return new Measured(samples, count * (double) SECOND / (last.get() - began));
    }

    private static void complain(Iterable<Throwable> failed) {
        for (Throwable first : failed) {
            throw new Broken("an entry did not become durable: " + first);
        }
    }
}
