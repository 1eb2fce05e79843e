package dev.sallyport.connect.mcp.upstream;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to all servers that are addresses, over connections they share. No redirect is followed and no cookie kept: what an operator
 * registered is where the bytes go. Thread-safe.
 */
public final class HttpUpstreams implements AutoCloseable {
    /** How long a connection may take to open, in seconds. */
    static final long CONNECT_SECONDS = 10;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("mcp-upstream-", 0).factory());
    private final ReentrantLock lock = new ReentrantLock();
    /** Made when the first server is opened, under the lock. */
    private @Nullable HttpClient http;

    /** A server of one connection. */
    public HttpUpstream open(HttpTarget target, Hears hears) {
        return new HttpUpstream(client(), threads, target, hears);
    }

    /** A client that follows no redirect and keeps no cookie. */
    public static HttpClient client(ExecutorService threads) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(CONNECT_SECONDS))
                .executor(threads)
                .build();
    }

    private HttpClient client() {
        lock.lock();
        try {
            HttpClient known = http;
            if (known == null) {
                known = client(threads);
                http = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (http != null) {
                http.shutdownNow();
            }
        } finally {
            lock.unlock();
        }
        threads.shutdownNow();
    }
}
