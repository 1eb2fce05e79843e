package dev.sallyport.server.collector.bucket;

import dev.sallyport.govern.collector.ObjectStore;
import dev.sallyport.ledger.encoding.Sha256;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects in a bucket, each locked by S3 Object Lock from the request that made it: the store holds the lock, not this program. An object is
 * written only where there is none ({@code If-None-Match}), and destroyed by the number of its version, for a mere delete would only hide it.
 *
 * <p>With {@link BucketPlan.Lock#GOVERNANCE} a lock lasts as long as it is asked for and an order to delete lifts it. With {@link
 * BucketPlan.Lock#COMPLIANCE} nothing lifts it, so that batches are locked for a short time and what is kept for good for ten years. Thread-safe.
 */
public final class BucketObjects implements ObjectStore {
    private static final Pattern ENTRY = Pattern.compile("<Key>([a-z0-9./-]{1,1024})</Key>");
    private static final Pattern NEXT =
            Pattern.compile("<NextContinuationToken>([^<]{1,2048})</NextContinuationToken>");
    private static final String LOCKS = "<ObjectLockEnabled>Enabled</ObjectLockEnabled>";
    private static final String UNTIL = "x-amz-object-lock-retain-until-date";
    private static final Duration GOOD = Duration.ofDays(3_653);
    private static final int MOST_PAGES = 100_000;

    private final BucketPlan plan;
    private final InstantSource clock;
    private final BucketClient client;

    private BucketObjects(BucketPlan plan, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
        this.client = new BucketClient(plan, clock);
    }

    /**
     * The store in that bucket.
     *
     * @throws IOException if it can't be asked, or locks nothing
     */
    public static BucketObjects open(BucketPlan plan, InstantSource clock) throws IOException {
        BucketObjects objects = new BucketObjects(plan, clock);
        HttpResponse<byte[]> answer = objects.client.send("GET", "", "object-lock=", new byte[0], Map.of());
        if (answer.statusCode() == 404
                || !text(BucketClient.checked("its Object Lock could not be read", answer))
                        .contains(LOCKS)) {
            throw new IOException("the bucket has no Object Lock: make one that has it from the beginning");
        }
        return objects;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String sound(String key) {
        if (!key.matches("[a-z0-9][a-z0-9./-]*") || key.contains("..")) {
            throw new IllegalArgumentException("no key of an object");
        }
        return key;
    }

    @Override
    public void put(String key, byte[] bytes, long lockedUntilMillis) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("if-none-match", "*");
        // Object Lock asks for a digest of the body; older stores know only the first.
        fields.put("content-md5", Base64.getEncoder().encodeToString(md5(bytes)));
        fields.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(Sha256.of(bytes)));
        fields.put("x-amz-object-lock-mode", plan.lock().name());
        fields.put(UNTIL, until(lockedUntilMillis).toString());
        HttpResponse<byte[]> answer = client.send("PUT", sound(key), "", bytes, fields);
        if (answer.statusCode() == 412) {
            throw new FileAlreadyExistsException(key);
        }
        BucketClient.checked("`" + key + "` could not be kept", answer);
        version(answer);
    }

    private Instant until(long lockedUntilMillis) {
        Instant now = clock.instant();
        Instant asked = lockedUntilMillis == Long.MAX_VALUE ? now.plus(GOOD) : Instant.ofEpochMilli(lockedUntilMillis);
        Instant free = now.plus(plan.lockFor());
        boolean isShort = plan.lock() == BucketPlan.Lock.COMPLIANCE && lockedUntilMillis != Long.MAX_VALUE;
        return (isShort && free.isBefore(asked) ? free : asked).truncatedTo(ChronoUnit.SECONDS);
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** Without versions a bucket locks nothing. */
    private static String version(HttpResponse<byte[]> answer) throws IOException {
        return answer.headers()
                .firstValue("x-amz-version-id")
                .orElseThrow(() -> new IOException("the bucket keeps no versions, so it can lock nothing"));
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        HttpResponse<byte[]> answer = client.send("GET", sound(key), "", new byte[0], Map.of());
        return isNothing(key, answer)
                ? Optional.empty()
                : Optional.of(BucketClient.checked("`" + key + "` could not be read", answer)
                        .body());
    }

    /** Whether nothing lies there: under a marker the object still lies, whatever the answer's number. */
    private static boolean isNothing(String key, HttpResponse<byte[]> answer) throws IOException {
        if (answer.headers()
                .firstValue("x-amz-delete-marker")
                .filter("true"::equalsIgnoreCase)
                .isPresent()) {
            throw new IOException(
                    "`" + key + "` is hidden by a delete marker that somebody else put over it, and is still"
                            + " in the bucket: remove the marker by its version");
        }
        return answer.statusCode() == 404;
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        List<String> keys = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            String query = after.map(token -> "continuation-token=" + BucketClient.encoded(token) + "&")
                            .orElse("") + "list-type=2&prefix=" + BucketClient.encoded(prefix);
            String listed = text(BucketClient.checked(
                    "the objects could not be listed", client.send("GET", "", query, new byte[0], Map.of())));
            Matcher entry = ENTRY.matcher(listed);
            while (entry.find()) {
                keys.add(entry.group(1));
            }
            Matcher next = NEXT.matcher(listed);
            after = next.find() ? Optional.of(next.group(1).replace("&amp;", "&")) : Optional.empty();
            if (after.isEmpty()) {
                return keys.stream()
                        .filter(key -> key.startsWith(prefix))
                        .sorted()
                        .toList();
            }
        }
        throw new IOException("the objects could not be listed: the list has no end");
    }

    @Override
    public void delete(String key, Grounds grounds, long nowMillis) throws IOException {
        HttpResponse<byte[]> there = client.send("HEAD", sound(key), "", new byte[0], Map.of());
        if (isNothing(key, there)) {
            return;
        }
        String version = version(BucketClient.checked("`" + key + "` could not be looked up", there));
        boolean lifts = grounds == Grounds.ORDER && plan.lock() == BucketPlan.Lock.GOVERNANCE;
        HttpResponse<byte[]> answer = client.send(
                "DELETE",
                key,
                "versionId=" + BucketClient.encoded(version),
                new byte[0],
                lifts ? Map.of("x-amz-bypass-governance-retention", "true") : Map.of());
        Optional<Instant> until = there.headers().firstValue(UNTIL).map(Instant::parse);
        if (answer.statusCode() == 403
                && !lifts
                && until.isPresent()
                && clock.instant().isBefore(until.get())) {
            throw new Locked(key, until.get().toEpochMilli());
        }
        BucketClient.checked("`" + key + "` could not be destroyed", answer);
    }
}
