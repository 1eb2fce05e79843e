package dev.sallyport.server.alarm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts pages to one address, in order, each until it is taken (any 2xx) or {@value #ATTEMPTS} attempts failed, with pauses
 * that double. Whoever pages never waits; of more than {@value #ROOM} waiting pages the newest is dropped and logged.
 */
public final class Pager implements AutoCloseable {
    /** How often one page is sent at most. */
    public static final int ATTEMPTS = 10;

    private static final int ROOM = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Pager.class);

    private final URI address;
    private final long firstPauseMillis;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(ROOM);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Thread thread;

    /**
     * A pager.
     *
     * @param firstPauseMillis between the first two attempts
     */
    public Pager(URI address, long firstPauseMillis) {
        this.address = address;
        this.firstPauseMillis = firstPauseMillis;
        this.thread = Thread.ofVirtual().name("sallyport-pager").start(this::run);
    }

    /** Sends this JSON as soon as it can. */
    void page(byte[] body) {
        if (!waiting.offer(body)) {
            LOG.error("a page was dropped: {} wait for {} already", ROOM, address);
        }
    }

    private void run() {
        try {
            while (true) {
                deliver(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(byte[] body) throws InterruptedException {
        long pause = firstPauseMillis;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String why = attempt(body);
            if (why.isEmpty()) {
                return;
            }
            LOG.warn("page {} of {} to {} failed: {}", attempt, ATTEMPTS, address, why);
            Thread.sleep(pause);
            pause *= 2;
        }
        LOG.error("a page could not be delivered to {}; its event stands in the audit log", address);
    }

    private String attempt(byte[] body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status / 100 == 2 ? "" : "status " + status;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Gives up what waits. */
    @Override
    public void close() {
        thread.interrupt();
        http.shutdownNow();
    }
}
