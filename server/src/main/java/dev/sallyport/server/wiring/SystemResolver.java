package dev.sallyport.server.wiring;

import dev.sallyport.connect.egress.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The machine's own way to look names up. A look-up blocks its thread in native code, so a few threads of their own do it; whoever finds them
 * all busy for too long gets no answer. Thread-safe.
 */
final class SystemResolver implements Resolver {
    private static final int THREADS = 8;
    private static final int WAITING = 256;
    private static final long PATIENCE_SECONDS = 5;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("egress-names-", 0).factory());
    private final Semaphore free = new Semaphore(WAITING);

    @Override
    public List<InetAddress> addresses(String name) {
        if (!free.tryAcquire()) {
            return List.of();
        }
        Future<List<InetAddress>> answer = threads.submit(() -> look(name));
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException none) {
            return List.of();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<InetAddress> look(String name) {
        try {
            return List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException nobody) {
            return List.of();
        } finally {
            free.release();
        }
    }
}
