package dev.sallyport.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A bucket per caller, and never more of them than agreed. */
class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND); // wraps: only differences count

    private static void refused(RateLimit limit, String caller) {
        assertEquals(429, assertThrows(Problem.class, () -> limit.take(caller)).status());
    }

    @Test
    void a_burst_passes_then_one_call_per_interval() {
        RateLimit limit = new RateLimit(10, 3, 100, now::get);
        for (int i = 0; i < 3; i++) {
            limit.take("a");
        }
        refused(limit, "a");
        for (int i = 0; i < 20; i++) {
            now.addAndGet(SECOND / 10);
            limit.take("a");
            refused(limit, "a");
        }
    }

    @Test
    void a_pause_fills_the_bucket_up_to_the_burst_and_no_further() {
        RateLimit limit = new RateLimit(10, 3, 100, now::get);
        limit.take("a");
        now.addAndGet(1000 * SECOND);
        for (int i = 0; i < 3; i++) {
            limit.take("a");
        }
        refused(limit, "a");
    }

    @Test
    void callers_do_not_share_a_bucket() {
        RateLimit limit = new RateLimit(1, 1, 100, now::get);
        limit.take("a");
        refused(limit, "a");
        limit.take("b");
    }

    @Test
    void retry_after_says_how_many_seconds_to_wait() {
        RateLimit limit = new RateLimit(1, 1, 100, now::get);
        limit.take("a");
        Problem problem = assertThrows(Problem.class, () -> limit.take("a"));
        Reply.Whole reply = (Reply.Whole) problem.reply();
        long seconds = Long.parseLong(String.valueOf(reply.headers().get("Retry-After")));
        now.addAndGet(seconds * SECOND);
        limit.take("a");
    }

    @Test
    void no_more_callers_are_remembered_than_agreed_and_the_rest_share_one_bucket() {
        RateLimit limit = new RateLimit(1, 1, 10, now::get);
        for (int i = 0; i < 10; i++) {
            limit.take("caller" + i);
        }
        limit.take("late1");
        refused(limit, "late2");
        assertEquals(11, limit.remembered());
        now.addAndGet(5 * SECOND);
        limit.take("late3");
        assertEquals(1, limit.remembered(), "full buckets are forgotten");
    }
}
