package dev.sallyport.server.collector;

import dev.sallyport.govern.collector.ObjectStore;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects in a bucket of a store that speaks S3, locked by S3 Object Lock in governance mode: nobody changes or destroys a batch before its time,
 * and only an order to delete, sent with the right to bypass, lifts the lock. The bucket must have versions and Object Lock switched on; the store, not
 * this program, holds the lock. Addresses are path-style. Thread-safe.
 */
final class S3Objects implements ObjectStore {
    private static final Pattern KEY = Pattern.compile("<Key>([a-z0-9./-]+)</Key>");
    private static final Pattern NEXT = Pattern.compile("<NextContinuationToken>([^<]+)</NextContinuationToken>");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant LATEST = Instant.parse("2999-12-31T00:00:00Z");

    private final URI bucket;
    private final S3Signature signature;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * That bucket.
     *
     * @param bucket the endpoint with the bucket's name as its path, without a slash at the end
     */
    S3Objects(URI bucket, S3Signature signature, InstantSource clock) {
        this.bucket = bucket;
        this.signature = signature;
        this.clock = clock;
    }

    @Override
    public void put(String key, byte[] bytes, long lockedUntilMillis) throws IOException {
        Instant until = Instant.ofEpochMilli(Math.min(lockedUntilMillis, LATEST.toEpochMilli()))
                .truncatedTo(ChronoUnit.SECONDS);
        HttpResponse<byte[]> answer = send(
                "PUT",
                key,
                "",
                bytes,
                Map.of(
                        "if-none-match",
                        "*",
                        "x-amz-checksum-sha256",
                        Base64.getEncoder().encodeToString(Sha256.of(bytes)),
                        "x-amz-object-lock-mode",
                        "GOVERNANCE",
                        "x-amz-object-lock-retain-until-date",
                        until.toString()));
        if (answer.statusCode() == 412) {
            throw new FileAlreadyExistsException(key);
        }
        checked("kept", answer);
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        HttpResponse<byte[]> answer = send("GET", key, "", new byte[0], Map.of());
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.of(checked("read", answer).body());
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        List<String> keys = new ArrayList<>();
        String after = "";
        do {
            String query = (after.isEmpty() ? "" : "continuation-token=" + encoded(after) + "&") + "list-type=2&prefix="
                    + encoded(prefix);
            String page = new String(
                    checked("listed", send("GET", "", query, new byte[0], Map.of()))
                            .body(),
                    StandardCharsets.UTF_8);
            Matcher key = KEY.matcher(page);
            while (key.find()) {
                keys.add(key.group(1));
            }
            Matcher next = NEXT.matcher(page);
            after = next.find() ? next.group(1) : "";
        } while (!after.isEmpty());
        return keys.stream().sorted().toList();
    }

    @Override
    public void delete(String key, Grounds grounds, long nowMillis) throws IOException {
        HttpResponse<byte[]> there = send("HEAD", key, "", new byte[0], Map.of());
        if (there.statusCode() == 404) {
            return;
        }
        // Without its version's id only a marker would be put over the object.
        String version = checked("found", there)
                .headers()
                .firstValue("x-amz-version-id")
                .orElseThrow(() -> new IOException("the bucket keeps no versions, so it can lock nothing"));
        Map<String, String> bypass =
                grounds == Grounds.ORDER ? Map.of("x-amz-bypass-governance-retention", "true") : Map.of();
        HttpResponse<byte[]> answer = send("DELETE", key, "versionId=" + encoded(version), new byte[0], bypass);
        if (answer.statusCode() == 403) {
            long until = there.headers()
                    .firstValue("x-amz-object-lock-retain-until-date")
                    .map(t -> Instant.parse(t).toEpochMilli())
                    .orElse(nowMillis);
            throw new Locked(key, until);
        }
        checked("destroyed", answer);
    }

    private static HttpResponse<byte[]> checked(String what, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() < 200 || answer.statusCode() > 299) {
            throw new IOException("an object could not be " + what + ": the store answered " + answer.statusCode());
        }
        return answer;
    }

    private HttpResponse<byte[]> send(String method, String key, String query, byte[] body, Map<String, String> further)
            throws IOException {
        String path = bucket.getRawPath() + (key.isEmpty() ? "" : "/" + key);
        SortedMap<String, String> headers = new TreeMap<>(further);
        headers.put("host", bucket.getRawAuthority());
        headers.put("x-amz-content-sha256", Hex.of(Sha256.of(body)));
        headers.put("x-amz-date", S3Signature.time(clock.millis()));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        bucket.resolve(path + (query.isEmpty() ? "" : "?" + query)))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Authorization", signature.authorization(method, path, query, headers));
        headers.remove("host"); // the client puts it itself, and the same
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the store was asked", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
