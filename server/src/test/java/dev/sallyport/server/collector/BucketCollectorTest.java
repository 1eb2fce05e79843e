package dev.sallyport.server.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.telemetry.Vocabulary;
import dev.sallyport.govern.telemetry.Window;
import dev.sallyport.server.collector.bucket.StrictBucket;
import dev.sallyport.server.telemetry.Telemetry;
import dev.sallyport.server.wiring.StartRefused;
import dev.sallyport.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole collector whose batches lie in a bucket with locks that nobody lifts. */
@Timeout(120)
class BucketCollectorTest {
    private static final TenantId TENANT = new TenantId("default");
    private static final long DAY = 24 * 60 * 60 * 1000L;
    private static final String ID = "COLLECTOR" + "KEY";
    private static final String SECRET = "not-a-real-" + "secret-of-anybody";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ManualClock clock = new ManualClock();

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

    private Path configured() throws IOException {
        Path data = Files.createDirectories(folder.resolve("c"));
        Path key = Files.writeString(data.resolve("bucket.credentials"), ID + "\n" + SECRET + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                data.resolve("bucket.yaml"),
                "bucket: " + bucket.url() + "\nregion: eu-test-1\ncredentials: {file: bucket.credentials}\n");
        return data;
    }

    @Test
    void a_batch_goes_to_the_bucket_and_an_order_destroys_it_once_its_lock_is_over() throws Exception {
        Path data = configured();
        try (CollectorServer collector = TestCollector.start(data, clock)) {
            Telemetry telemetry = new Telemetry(
                    TENANT,
                    folder.resolve("t"),
                    Optional.of(collector.endpoint()),
                    clock,
                    new SecureRandom(),
                    Vocabulary.builtIn());
            new CollectorFolder(data).enrol(telemetry.switchOn(), "a");
            telemetry.intercepted(TENANT, clock.millis(), "Bash");
            telemetry.count();
            clock.advanceMillis(Window.MILLIS);
            telemetry.round(batch -> {});
            assertEquals(1, bucket.keys().size());
            String key = bucket.keys().getFirst();
            assertEquals("COMPLIANCE " + clock.instant().plusSeconds(7 * DAY / 1000), bucket.lock(key));
            assertFalse(Files.exists(data.resolve("objects")), "nothing of it lies in the folder");

            assertEquals(202, telemetry.delete().status());
            collector.round();
            assertEquals(1, bucket.keys().size(), "the lock holds");
            assertTrue(new CollectorFolder(data)
                    .deletions()
                    .getFirst()
                    .doneMillis()
                    .isEmpty());
            clock.advanceMillis(7 * DAY);
            collector.round();
            assertEquals(0, bucket.keys().size());
            assertEquals(1, new CollectorFolder(data).deletions().getFirst().destroyed());
        }
    }

    @Test
    void a_collector_does_not_start_without_its_bucket_or_with_batches_in_its_folder_besides() throws Exception {
        Path data = configured();
        bucket.troubles(StrictBucket.Trouble.NO_LOCKS);
        refused(data, "no Object Lock");
        bucket.troubles(StrictBucket.Trouble.DENIED);
        refused(data, "403 AccessDenied");
        bucket.troubles(StrictBucket.Trouble.NONE);
        Files.createDirectories(data.resolve("objects/raw"));
        refused(data, "besides the bucket");
        Files.delete(data.resolve("objects/raw"));
        Files.writeString(
                data.resolve("bucket.yaml"),
                "bucket: http://s3.example.com/b\nregion: eu-1\ncredentials: {environment: true}\n");
        refused(data, "https://");
    }

    private void refused(Path data, String words) {
        if (!Files.exists(data.resolve("collector.key"))) {
            new CollectorFolder(data).create("telemetry.test", new SecureRandom());
        }
        StartRefused refused = assertThrows(
                StartRefused.class,
                () -> CollectorServer.start(data, "127.0.0.1", 0, Optional.empty(), clock)
                        .close());
        assertEquals("collector_unreadable", refused.code());
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains(words) && !said.contains(SECRET), said);
    }
}
