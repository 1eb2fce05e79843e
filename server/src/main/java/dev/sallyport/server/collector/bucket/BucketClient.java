package dev.sallyport.server.collector.bucket;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signed requests to one bucket. Redirects are not followed, answers are bounded in size and time, and of an error's body nothing is told but its
 * code: stores repeat what was signed in it. Thread-safe.
 */
final class BucketClient {
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]{1,64})</Code>");
    private static final int MOST_BYTES = 16 << 20;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final BucketPlan plan;
    private final InstantSource clock;
    private final HttpClient client;

    BucketClient(BucketPlan plan, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(plan.patience())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Asks.
     *
     * @param key the object's, empty for the bucket itself
     * @param query encoded parameters, each with its equals sign
     * @param further fields besides those every request has, by lower-case name
     * @throws IOException if no whole answer came in time
     */
    HttpResponse<byte[]> send(String method, String key, String query, byte[] body, Map<String, String> further)
            throws IOException {
        AccessKey credentials = plan.credentials().read();
        String path = plan.bucket().getRawPath() + (key.isEmpty() ? "" : "/" + key);
        String whole = path.isEmpty() ? "/" : path;
        SortedMap<String, String> headers = new TreeMap<>(further);
        headers.put("host", host(plan.bucket()));
        headers.put("x-amz-content-sha256", Hex.of(Sha256.of(body)));
        headers.put("x-amz-date", S3Signature.time(clock.millis()));
        credentials.session().ifPresent(token -> headers.put("x-amz-security-token", token));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        plan.bucket().resolve(whole + (query.isEmpty() ? "" : "?" + query)))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .header(
                        "Authorization",
                        S3Signature.authorization(credentials, plan.region(), method, whole, query, headers));
        headers.remove("host"); // the client puts it itself, and the same
        headers.forEach(request::header);
        return answered(
                client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES)));
    }

    /** The client's own timeout ends with the head of an answer, so the whole exchange is waited for here. */
    private HttpResponse<byte[]> answered(CompletableFuture<HttpResponse<byte[]>> asked) throws IOException {
        try {
            return asked.get(plan.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new IOException(
                    "the bucket gave no answer within " + plan.patience().toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IOException("the bucket can't be reached: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the bucket was asked", e);
        }
    }

    /** As the client writes it: a scheme's own port is left out. */
    private static String host(URI bucket) {
        int port = bucket.getPort();
        int usual = "https".equals(bucket.getScheme()) ? HTTPS : HTTP;
        return port < 0 || port == usual ? bucket.getHost() : bucket.getHost() + ":" + port;
    }

    /**
     * The answer, if it is a good one.
     *
     * @param what became of what, for the message
     */
    static HttpResponse<byte[]> checked(String what, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() < 200 || answer.statusCode() > 299) {
            Matcher code = CODE.matcher(new String(answer.body(), StandardCharsets.UTF_8));
            String named = code.find() ? " " + code.group(1) : "";
            throw new IOException(what + ": the bucket answered " + answer.statusCode() + named);
        }
        return answer;
    }

    /** A parameter's value as a query has it (RFC 3986, section 2.3). */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
