package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketFileTest {
    private static final Path FILE = Path.of("/c/bucket.yaml");
    private static final String LEAST = "bucket: https://s3.example.com/b\nregion: eu-1\ncredentials: {file: key}\n";

    private static BucketFile parse(String text) {
        return BucketFile.parse(FILE, text);
    }

    @Test
    void what_is_not_said_locks_for_everybody_for_a_week_and_waits_ten_seconds() {
        assertEquals(
                new BucketFile(
                        URI.create("https://s3.example.com/b"),
                        "eu-1",
                        true,
                        Duration.ofDays(7),
                        Optional.of(Path.of("/c/key")),
                        Duration.ofSeconds(10)),
                parse(LEAST));
    }

    @Test
    void every_option_is_read() {
        BucketFile file = parse("""
                bucket: http://127.0.0.1:9000/b
                region: eu-1
                lock: compliance
                lock_for: 14d
                timeout: 30s
                credentials: {environment: true}
                """);
        assertEquals(Duration.ofDays(14), file.lockFor());
        assertEquals(Duration.ofSeconds(30), file.timeout());
        assertEquals(Optional.empty(), file.credentials());
        assertEquals(false, parse(LEAST + "lock: governance\n").isCompliance());
    }

    @Test
    void what_cannot_be_used_is_refused_and_the_option_named() {
        Map<String, String> faults = Map.of(
                LEAST.replace("bucket:", "buckets:"),
                "`bucket` is missing",
                LEAST.replace("region: eu-1\n", ""),
                "`region` is missing",
                LEAST.replace("credentials: {file: key}", ""),
                "`credentials` takes",
                LEAST.replace("{file: key}", "{file: key, environment: true}"),
                "`credentials` takes",
                LEAST.replace("{file: key}", "{secret: abc}"),
                "`credentials` takes",
                LEAST + "lock: forever\n",
                "`lock` takes",
                LEAST + "lock_for: 24d\n",
                "`lock_for` takes",
                LEAST + "lock: governance\nlock_for: 2d\n",
                "`lock_for` goes with",
                LEAST + "acl: public\n",
                "no option is called `acl`");
        faults.forEach((text, words) -> {
            String said = String.valueOf(
                    assertThrows(BadConfig.class, () -> parse(text), text).getMessage());
            assertTrue(said.contains(words), said);
        });
    }
}
