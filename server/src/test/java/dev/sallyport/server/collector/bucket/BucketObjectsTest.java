package dev.sallyport.server.collector.bucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.collector.ObjectStore;
import dev.sallyport.server.collector.ObjectStoreContract;
import dev.sallyport.server.collector.bucket.StrictBucket.Trouble;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket whose locks nobody lifts, and what else may happen between it and a collector. */
class BucketObjectsTest extends ObjectStoreContract {
    static final String ID = "COLLECTOR" + "KEY";
    static final String SECRET = "not-a-real-" + "secret-of-anybody";
    private static final long DAY = 24 * 60 * 60 * 1000L;

    @SuppressWarnings("NullAway.Init")
    private StrictBucket bucket;

    @BeforeEach
    void serve() throws IOException {
        bucket = new StrictBucket(clock, ID, SECRET);
    }

    @AfterEach
    void stop() {
        bucket.close();
    }

    BucketPlan.Lock lock() {
        return BucketPlan.Lock.COMPLIANCE;
    }

    private BucketPlan plan(URI url, String secret, Duration patience) {
        return new BucketPlan(
                url,
                "eu-test-1",
                lock(),
                Duration.ofDays(7),
                () -> AccessKey.of(ID, secret, Optional.empty()),
                patience);
    }

    private ObjectStore opened(String secret, Duration patience) throws IOException {
        return BucketObjects.open(plan(bucket.url(), secret, patience), clock);
    }

    @Override
    protected ObjectStore store() throws IOException {
        return opened(SECRET, Duration.ofSeconds(20));
    }

    @Override
    protected long orderWaitsMillis() {
        return 7 * DAY;
    }

    private static String fails(ThrowingWork work) {
        String said = String.valueOf(assertThrows(IOException.class, work::run).getMessage());
        assertFalse(said.contains(SECRET) || said.contains("repeats"), said);
        return said;
    }

    /** Something that may fail. */
    private interface ThrowingWork {
        void run() throws IOException;
    }

    @Test
    void a_batch_is_locked_in_the_request_that_makes_it() throws IOException {
        long now = clock.millis();
        store().put("raw/x", new byte[3], now + 90 * DAY);
        store().put("raw/soon", new byte[3], now + DAY);
        store().put("summaries/x", new byte[3], Long.MAX_VALUE);
        boolean isShort = lock() == BucketPlan.Lock.COMPLIANCE;
        assertEquals(lock() + " " + clock.instant().plusSeconds((isShort ? 7 : 90) * DAY / 1000), bucket.lock("raw/x"));
        assertEquals(lock() + " " + clock.instant().plusSeconds(DAY / 1000), bucket.lock("raw/soon"));
        assertEquals(lock() + " " + clock.instant().plus(Duration.ofDays(3_653)), bucket.lock("summaries/x"));
    }

    @Test
    void a_bucket_that_locks_nothing_is_not_used() {
        bucket.troubles(Trouble.NO_LOCKS);
        assertTrue(fails(this::store).contains("no Object Lock"));
    }

    @Test
    void a_wrong_secret_is_told_by_the_stores_code_alone() {
        String said = fails(() -> opened("another-secret", Duration.ofSeconds(20)));
        assertTrue(said.endsWith("403 SignatureDoesNotMatch"), said);
    }

    @Test
    void what_the_store_refuses_or_cannot_do_is_a_fault_and_no_lock() throws IOException {
        ObjectStore store = store();
        store.put("raw/x", new byte[1], clock.millis() + DAY);
        for (Trouble trouble : List.of(Trouble.BUSY, Trouble.DENIED, Trouble.REDIRECT)) {
            bucket.troubles(trouble);
            fails(() -> store.put("raw/y", new byte[1], clock.millis() + DAY));
            fails(() -> store.get("raw/x"));
            fails(() -> store.list("raw/"));
            clock.advanceMillis(DAY);
            String said = fails(() -> store.delete("raw/x", ObjectStore.Grounds.ORDER, clock.millis()));
            assertFalse(said.contains("locked"), said);
        }
        bucket.troubles(Trouble.NONE);
        assertEquals(List.of("raw/x"), store.list("raw/"));
        assertFalse(bucket.asked().toString().contains("elsewhere"));
    }

    @Test
    void an_answer_that_does_not_come_or_does_not_end_is_given_up() throws IOException {
        ObjectStore store = opened(SECRET, Duration.ofMillis(400));
        bucket.troubles(Trouble.SILENT);
        assertTrue(fails(() -> store.get("raw/x")).contains("no answer within 400 ms"));
        ObjectStore patient = opened();
        bucket.troubles(Trouble.ENDLESS);
        fails(() -> patient.get("raw/x"));
    }

    private ObjectStore opened() throws IOException {
        bucket.troubles(Trouble.NONE);
        return store();
    }

    @Test
    void what_was_kept_without_an_answer_is_there_when_it_is_tried_again() throws IOException {
        ObjectStore store = store();
        bucket.troubles(Trouble.KEPT_AND_BUSY);
        fails(() -> store.put("raw/x", new byte[1], clock.millis() + DAY));
        bucket.troubles(Trouble.NONE);
        assertThrows(FileAlreadyExistsException.class, () -> store.put("raw/x", new byte[1], clock.millis() + DAY));
    }

    @Test
    void what_lies_under_a_delete_marker_is_not_said_to_be_destroyed() throws IOException {
        ObjectStore store = store();
        store.put("raw/x", new byte[1], clock.millis() + DAY);
        bucket.hide("raw/x", true);
        clock.advanceMillis(10 * DAY);
        for (ObjectStore.Grounds grounds : ObjectStore.Grounds.values()) {
            String said = fails(() -> store.delete("raw/x", grounds, clock.millis()));
            assertTrue(said.contains("delete marker"), said);
        }
        assertTrue(fails(() -> store.get("raw/x")).contains("delete marker"));
        assertEquals(List.of("raw/x"), bucket.keys());
        bucket.hide("raw/x", false);
        store.delete("raw/x", ObjectStore.Grounds.ORDER, clock.millis());
        assertEquals(List.of(), bucket.keys());
    }

    @Test
    void a_bucket_is_reached_over_tls_or_on_this_machine_and_no_lock_outlasts_an_order() {
        for (String bad :
                List.of("http://s3.example.com/b", "https://s3.example.com/b/", "https://s3.example.com/b?x=1")) {
            assertThrows(
                    IllegalArgumentException.class, () -> plan(URI.create(bad), SECRET, Duration.ofSeconds(1)), bad);
        }
        plan(URI.create("https://batches.s3.example.com"), SECRET, Duration.ofSeconds(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BucketPlan(
                        bucket.url(),
                        "eu-test-1",
                        lock(),
                        Duration.ofDays(24),
                        () -> AccessKey.of(ID, SECRET, Optional.empty()),
                        Duration.ofSeconds(1)));
    }
}
