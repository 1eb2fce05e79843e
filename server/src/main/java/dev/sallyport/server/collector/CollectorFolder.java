package dev.sallyport.server.collector;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.collector.Collector;
import dev.sallyport.govern.collector.CustomerWeek;
import dev.sallyport.govern.collector.Deletion;
import dev.sallyport.govern.collector.Deletions;
import dev.sallyport.govern.collector.Ledger;
import dev.sallyport.govern.collector.ObjectStore;
import dev.sallyport.govern.collector.ShieldRelease;
import dev.sallyport.govern.telemetry.CustomerId;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import dev.sallyport.server.collector.bucket.AccessKey;
import dev.sallyport.server.collector.bucket.BucketObjects;
import dev.sallyport.server.collector.bucket.BucketPlan;
import dev.sallyport.server.config.BadConfig;
import dev.sallyport.server.config.BucketFile;
import dev.sallyport.server.wiring.StartRefused;
import dev.sallyport.shield.ShieldVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A collector's folder: {@code collector.key} signs releases and statements, {@code customers} says who takes part (a line each: id, cohort; the
 * last one counts), {@code objects/} holds batches and sums unless {@code bucket.yaml} names a bucket that does, {@code ledger.log} and {@code stored.log} what was done, {@code shields/} what is
 * distributed, {@code probes.log} how reachable it was. Thread-safe.
 */
public final class CollectorFolder {
    private static final String KEY = "collector.key";
    private static final String NOTE = ".note";
    private static final String MANIFEST = ".manifest";
    private static final String BUCKET = "bucket.yaml";
    private static final String OBJECTS = "objects";
    private static final int MOST_MANIFEST = 1 << 20;
    private static final String COHORT = "[a-z][a-z0-9-]{0,39}";

    private final Path folder;

    /** That folder. */
    public CollectorFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a folder and its key.
     *
     * @param name the distributor's name, such as {@code telemetry.example}
     * @throws StartRefused {@code keys_exist}, {@code keys_unusable}
     * @throws Malformed {@code key_name}
     */
    public Ed25519Key create(String name, SecureRandom random) {
        Ed25519Key key = Ed25519Key.generate(name, random);
        try {
            Files.createDirectories(folder);
            KeyFile.write(folder.resolve(KEY), key);
            return key;
        } catch (FileAlreadyExistsException e) {
            throw new StartRefused("keys_exist", "`" + folder + "` holds a collector's key already", e);
        } catch (IOException e) {
            throw new StartRefused("keys_unusable", "no key can be written to `" + folder + "`: " + e.getMessage(), e);
        }
    }

    /**
     * The collector's key.
     *
     * @throws StartRefused {@code keys_unusable}
     */
    public Ed25519Key key() {
        try {
            return KeyFile.read(folder.resolve(KEY));
        } catch (IOException | Malformed e) {
            throw new StartRefused(
                    "keys_unusable",
                    "the collector's key in `" + folder + "` can't be read: make one with `sallyport collector init`",
                    e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /**
     * Lets a customer take part, or puts it into another cohort. Holds at once.
     *
     * @throws IllegalArgumentException if the cohort is no lower-case word
     */
    public synchronized void enrol(CustomerId customer, String cohort) throws IOException {
        if (!cohort.matches(COHORT)) {
            throw new IllegalArgumentException("a cohort is a lower-case word of up to 40 letters");
        }
        Files.writeString(
                folder.resolve("customers"),
                customer.wire() + " " + cohort + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The customer's cohort; empty if it does not take part. */
    public Optional<String> cohort(CustomerId customer) {
        Path file = folder.resolve("customers");
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .map(line -> line.split(" "))
                            .filter(words -> words.length == 2 && words[0].equals(customer.wire()))
                            .map(words -> words[1])
                            .reduce((first, last) -> last)
                    : Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Every order to delete, with what became of it; read from the ledger, whose chain is checked. */
    public List<Deletion> deletions() throws IOException {
        return Deletions.of(FileLedger.read(folder.resolve("ledger.log")));
    }

    /**
     * What each customer's batches of the weeks that are over add up to; for whoever runs the pilot and holds this folder, and for nobody over the
     * network. Reads beside a collector that runs.
     */
    public List<CustomerWeek> customerWeeks(long nowMillis) throws IOException {
        if (!hasBucket() && !Files.isDirectory(folder.resolve(OBJECTS))) {
            throw new StartRefused("collector_unreadable", "`" + folder + "` is no collector's folder");
        }
        Ledger none = new Ledger() {
            @Override
            public void append(JsonObject line) {
                throw new IllegalStateException("nothing is written here");
            }

            @Override
            public List<JsonObject> lines() {
                return List.of();
            }
        };
        ObjectStore objects = objects(InstantSource.fixed(Instant.ofEpochMilli(nowMillis)));
        return new Collector(objects, none, none, this::cohort).customerWeeks(nowMillis);
    }

    /** Whether a bucket keeps the batches, and not this folder. */
    boolean hasBucket() {
        return Files.exists(folder.resolve(BUCKET));
    }

    /**
     * Where batches and sums lie.
     *
     * @throws IOException if it can't be reached, or the bucket locks nothing
     * @throws StartRefused {@code collector_unreadable} if {@code bucket.yaml} can't be used, or batches lie in the folder as well
     */
    ObjectStore objects(InstantSource clock) throws IOException {
        if (!hasBucket()) {
            return new FileObjects(folder.resolve(OBJECTS));
        }
        if (Files.isDirectory(folder.resolve(OBJECTS).resolve("raw"))) {
            throw new StartRefused(
                    "collector_unreadable",
                    "`" + folder.resolve(OBJECTS)
                            + "` holds batches besides the bucket; nobody would keep their terms: make a"
                            + " folder of its own for the bucket, and let this one run out");
        }
        try {
            BucketFile told = BucketFile.read(folder.resolve(BUCKET));
            AccessKey.Source credentials = told.credentials()
                    .map(AccessKey::in)
                    .orElseGet(() -> AccessKey.in(name -> Optional.ofNullable(System.getenv(name))));
            BucketPlan.Lock lock = told.isCompliance() ? BucketPlan.Lock.COMPLIANCE : BucketPlan.Lock.GOVERNANCE;
            return BucketObjects.open(
                    new BucketPlan(told.bucket(), told.region(), lock, told.lockFor(), credentials, told.timeout()),
                    clock);
        } catch (BadConfig | IllegalArgumentException e) {
            throw new StartRefused("collector_unreadable", String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Signs and serves a version of a shield. A version that was published is never changed.
     *
     * @throws FileAlreadyExistsException if it was published before
     */
    public ShieldRelease publish(ShieldVersion shield, byte[] manifest) throws IOException {
        if (manifest.length > MOST_MANIFEST) {
            throw new IOException("a manifest has up to " + MOST_MANIFEST + " bytes");
        }
        Path shelf = folder.resolve("shields").resolve(shield.name());
        Files.createDirectories(shelf);
        ShieldRelease release = new ShieldRelease(shield, Hex.of(Sha256.of(manifest)));
        Files.write(shelf.resolve(shield.version() + MANIFEST), manifest, StandardOpenOption.CREATE_NEW);
        Files.writeString(
                shelf.resolve(shield.version() + NOTE),
                release.sign(key()),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE_NEW);
        return release;
    }

    /** The published versions. */
    List<ShieldVersion> shields() throws IOException {
        Path shelf = folder.resolve("shields");
        if (!Files.isDirectory(shelf)) {
            return List.of();
        }
        List<ShieldVersion> out = new ArrayList<>();
        try (Stream<Path> all = Files.walk(shelf, 2)) {
            for (Path file : all.filter(f -> f.toString().endsWith(NOTE)).toList()) {
                String name = file.getFileName().toString();
                out.add(new ShieldVersion(
                        file.resolveSibling(".").normalize().getFileName().toString(),
                        name.substring(0, name.length() - NOTE.length())));
            }
        }
        return out.stream().sorted().toList();
    }

    /** The signed note of a published version. */
    Optional<byte[]> release(ShieldVersion shield) throws IOException {
        return published(shield, NOTE);
    }

    /** The manifest of a published version. */
    Optional<byte[]> manifest(ShieldVersion shield) throws IOException {
        return published(shield, MANIFEST);
    }

    private Optional<byte[]> published(ShieldVersion shield, String end) throws IOException {
        Path file = folder.resolve("shields").resolve(shield.name()).resolve(shield.version() + end);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }
}
