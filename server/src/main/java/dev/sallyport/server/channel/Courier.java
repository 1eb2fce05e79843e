package dev.sallyport.server.channel;

import dev.sallyport.gate.delivery.Attempted;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.delivery.Owed;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is owed to one channel, a few at a time. Each channel has its own, so that one that is slow or down takes
 * nothing from the others.
 */
final class Courier implements AutoCloseable {
    /** How many messages may be on their way to one channel. */
    static final int IN_FLIGHT = 16;

    private static final long LEASE_MILLIS = 60_000;
    private static final long IDLE_MILLIS = 250;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int DOUBLINGS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /**
     * What it works with.
     *
     * @param messages makes the message of a delivery; empty if there is nothing to say any more
     */
    record Parts(
            Outbox outbox,
            Books books,
            Function<Owed, Optional<Message>> messages,
            InstantSource clock,
            SecureRandom random,
            DeliveryMeter meter) {}

    private final String channel;
    private final Place place;
    private final Parts parts;
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final Semaphore bell = new Semaphore(0);
    /** Until when the channel asked for silence. */
    private final AtomicLong silentUntilMillis = new AtomicLong();

    private final Thread thread;

    Courier(String channel, Place place, Parts parts) {
        this.channel = channel;
        this.place = place;
        this.parts = parts;
        this.thread = Thread.ofVirtual().name("sallyport-courier-" + channel).start(this::run);
    }

    /** There may be something to deliver. */
    void wake() {
        bell.release();
    }

    private void run() {
        while (true) {
            try {
                bell.drainPermits();
                if (!round()) {
                    bell.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The thread's root: what could not be claimed now is claimed on the next round.
                LOG.error("deliveries to `{}` can't go on for the moment", channel, e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            bell.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there may be more right now */
    private boolean round() throws InterruptedException {
        long now = parts.clock().millis();
        if (now < silentUntilMillis.get()) {
            return false;
        }
        free.acquire();
        int room = 1 + free.drainPermits();
        List<Owed> claimed = List.of();
        try {
            claimed = parts.outbox().claim(channel, now, LEASE_MILLIS, room);
        } finally {
            free.release(room - claimed.size());
        }
        for (Owed owed : claimed) {
            Thread.ofVirtual().name("sallyport-delivery").start(() -> {
                try {
                    parts.books().enter(attempt(owed));
                } finally {
                    free.release();
                }
            });
        }
        return claimed.size() == room;
    }

    private Attempted attempt(Owed owed) {
        Delivery delivery = owed.delivery();
        if (delivery.expiredAt(parts.clock().millis())) {
            return dead(delivery, "expired");
        }
        Sent sent;
        try {
            Optional<Message> message = parts.messages().apply(owed);
            if (message.isEmpty()) {
                return new Attempted.Dead(delivery.key(), parts.clock().millis(), "nothing left to say");
            }
            sent = place.send(message.get());
        } catch (IOException e) {
            LOG.warn("`{}` did not take a message: {}", channel, String.valueOf(e.getMessage()));
            sent = new Sent.Later(
                    e instanceof Addresses.AddressRefused ? "address refused" : "no answer", OptionalLong.empty());
        } catch (RuntimeException e) {
            // The attempt's root: another message must not suffer.
            LOG.error("a message to `{}` could not be made", channel, e);
            sent = new Sent.Later("internal", OptionalLong.empty());
        }
        return settled(owed, sent);
    }

    private Attempted settled(Owed owed, Sent sent) {
        Delivery delivery = owed.delivery();
        long now = parts.clock().millis();
        return switch (sent) {
            case Sent.Taken taken -> {
                parts.meter().accepted(delivery, now);
                yield new Attempted.Accepted(delivery.key(), now, taken.reference());
            }
            case Sent.Never never -> dead(delivery, never.why());
            case Sent.Later later -> later(owed, later, now);
        };
    }

    private Attempted later(Owed owed, Sent.Later later, long now) {
        later.waitSeconds().ifPresent(seconds -> silentUntilMillis.accumulateAndGet(now + seconds * 1000, Math::max));
        long due = now + Math.max(later.waitSeconds().orElse(0) * 1000, backoff(owed.attempts()));
        if (owed.delivery().expiredAt(due)) {
            return dead(owed.delivery(), later.why());
        }
        parts.meter().retried(owed.delivery());
        return new Attempted.Again(owed.delivery().key(), due, later.why());
    }

    /** Half of a doubling pause, and up to as much again by chance, so that what failed together does not return together. */
    private long backoff(int attempts) {
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(DOUBLINGS, attempts - 1));
        return pause / 2 + parts.random().nextLong(pause / 2 + 1);
    }

    private Attempted dead(Delivery delivery, String why) {
        long now = parts.clock().millis();
        parts.meter().dead(delivery, why, now);
        return new Attempted.Dead(delivery.key(), now, why);
    }

    @Override
    public void close() {
        Books.end(thread);
        try {
            free.tryAcquire(IN_FLIGHT, 1, TimeUnit.SECONDS); // what is on its way may still arrive
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
