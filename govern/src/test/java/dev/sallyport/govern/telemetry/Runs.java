package dev.sallyport.govern.telemetry;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** What shields say in tests. */
public final class Runs {
    /** A Saturday evening, UTC, five minutes into a window. */
    public static final long START = Instant.parse("2026-11-21T19:50:00Z").toEpochMilli();

    /** The tenant of these tests. */
    public static final TenantId TENANT = new TenantId("default");

    private Runs() {}

    /** A key that is the same in every run. */
    public static Ed25519Key key(String seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed.getBytes(StandardCharsets.UTF_8));
            return Ed25519Key.generate(DeletionToken.KEY_NAME, random);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The customer with the key of that seed. */
    public static CustomerId customer(String seed) {
        return CustomerId.of(key(seed).verifierKey());
    }

    /** UUIDs of a seed. */
    public static Supplier<UUID> ids(long seed) {
        Random random = new Random(seed);
        return () -> new UUID(
                (random.nextLong() & ~0xF000L) | 0x4000L,
                (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
    }

    /** A counting one for that customer. */
    public static Aggregator aggregator(String customer, long nowMillis) {
        return new Aggregator(customer(customer), Vocabulary.builtIn(), ids(1), nowMillis);
    }

    /** The package gate found that. */
    public static Ran ran(Verdict verdict, Category category, double confidence, long micros) {
        return ran("package-gate@1.0.0", verdict, category, confidence, micros);
    }

    /** That shield found that. */
    public static Ran ran(String shield, Verdict verdict, Category category, double confidence, long micros) {
        return new Ran(
                ShieldVersion.parse(shield),
                Setting.DEFAULT,
                true,
                List.of(Finding.of(verdict, category, confidence, SPAN)),
                micros * 1_000);
    }

    /** Somewhere. */
    public static final Span SPAN = new Span("/command", 0, 1);
}
