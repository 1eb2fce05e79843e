package dev.sallyport.server.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code bucket.yaml} in a collector's folder says of the bucket that keeps its batches. Never a credential: it names the file that holds them, or
 * says that the environment does.
 *
 * @param bucket the bucket's address
 * @param region such as {@code eu-central-1}
 * @param isCompliance whether nobody may lift a lock
 * @param lockFor how long such a lock lasts
 * @param credentials the file of the access key; empty for the environment
 * @param timeout how long an answer may take
 */
public record BucketFile(
        URI bucket,
        String region,
        boolean isCompliance,
        Duration lockFor,
        Optional<Path> credentials,
        Duration timeout) {
    private static final long SECOND = 1_000;
    private static final long DAY = 86_400 * SECOND;

    /**
     * Reads a file.
     *
     * @throws BadConfig if it can't be read or says something unusable
     */
    public static BucketFile read(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (IOException e) {
            throw new BadConfig(file.toString(), "can't be read; is it UTF-8, may this user read it?");
        }
    }

    static BucketFile parse(Path file, String text) {
        if (!(Yaml.parse(file.toString(), text) instanceof Yaml.Mapping mapping)) {
            throw new BadConfig(file + ":1", "a configuration is a mapping of options");
        }
        Section s = new Section(file.toString(), "", mapping, new ChosenOptions());
        BucketFile read = new BucketFile(
                s.uri("bucket").orElseThrow(() -> s.fault("bucket", "is missing: the bucket's address")),
                s.text("region").orElseThrow(() -> s.fault("region", "is missing: such as `eu-central-1`")),
                compliance(s),
                Duration.ofMillis(s.millis("lock_for", DAY, 23 * DAY, 7 * DAY)),
                credentials(s).map(file::resolveSibling),
                Duration.ofMillis(s.millis("timeout", SECOND, 60 * SECOND, 10 * SECOND)));
        s.finish();
        return read;
    }

    private static boolean compliance(Section s) {
        String lock = s.text("lock", "compliance").toLowerCase(Locale.ROOT);
        if (!lock.equals("compliance") && !lock.equals("governance")) {
            throw s.fault("lock", "takes compliance or governance, not `" + lock + "`");
        }
        if (lock.equals("governance") && s.has("lock_for")) {
            throw s.fault("lock_for", "goes with `lock: compliance`; the other lock lasts as long as a batch is kept");
        }
        return lock.equals("compliance");
    }

    private static Optional<String> credentials(Section s) {
        Section kept = s.section("credentials");
        Optional<String> file = kept.text("file");
        if (file.isPresent() == kept.flag("environment", false)) {
            throw s.fault("credentials", "takes `file: FILE` or `environment: true`: exactly one of them");
        }
        return file;
    }
}
