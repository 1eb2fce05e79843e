package dev.sallyport.bench.load;

import dev.sallyport.bench.row.Samples;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Drives a server as a {@link Load} says. One use; the calling thread does all the work. */
public final class LoadGenerator {
    private static final long LAST_ANSWERS_NANOS = 20_000_000_000L;
    private static final long WAIT_MILLIS = 20;

    private final Load load;
    private final Samples durations = new Samples(1 << 20);
    private final ArrayDeque<Exchange> idle = new ArrayDeque<>();
    private long measuredFrom;
    private long stop;
    private long sent;
    private long acknowledged;
    private long counted;
    private long errors;
    private String firstError = "";
    private int broken;

    private LoadGenerator(Load load) {
        this.load = load;
    }

    /**
     * Runs the load to its end and waits for the last answers.
     *
     * @throws IOException when the server can't be reached
     */
    public static LoadResult run(Load load) throws IOException {
        return new LoadGenerator(load).run();
    }

    private LoadResult run() throws IOException {
        try (Selector selector = Selector.open()) {
            List<Exchange> all = connect(selector);
            long start = System.nanoTime();
            measuredFrom = start + load.warmUp().toNanos();
            stop = measuredFrom + load.measured().toNanos();
            idle.addAll(all);
            while (System.nanoTime() < stop && broken < all.size()) {
                sendDue(start);
                take(selector, start);
            }
            long deadline = System.nanoTime() + LAST_ANSWERS_NANOS;
            while (all.stream().anyMatch(Exchange::busy) && System.nanoTime() < deadline) {
                take(selector, Long.MAX_VALUE);
            }
            errors += all.stream().filter(Exchange::busy).count();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
        double seconds = load.measured().toNanos() / 1e9;
        return new LoadResult(durations, counted / seconds, acknowledged, errors, firstError);
    }

    private List<Exchange> connect(Selector selector) throws IOException {
        List<Exchange> all = new ArrayList<>(load.requests().size());
        for (byte[] request : load.requests()) {
            SocketChannel channel = SocketChannel.open(load.target());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Exchange exchange = new Exchange(channel, key, request);
            key.attach(exchange);
            all.add(exchange);
        }
        return all;
    }

    /** Sends on idle connections: at once, or, in a paced load, what is due by now. */
    private void sendDue(long start) {
        long now = System.nanoTime();
        while (!idle.isEmpty()) {
            long due = load.paced() ? start + (long) (sent * 1e9 / load.perSecond()) : now;
            if (due > now) {
                return;
            }
            Exchange exchange = idle.poll();
            try {
                exchange.send(due, sent);
                sent++;
            } catch (IOException failed) {
                abandon(exchange, failed);
            }
        }
    }

    private void take(Selector selector, long start) throws IOException {
        if (load.paced() && start != Long.MAX_VALUE) {
            selector.selectNow();
            if (selector.selectedKeys().isEmpty()) {
                Thread.onSpinWait();
                pause(start);
            }
        } else {
            selector.select(WAIT_MILLIS);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.attachment() instanceof Exchange exchange) {
                advance(key, exchange);
            }
        }
        selector.selectedKeys().clear();
    }

    /** Sleeps until the next request is due, when that is far enough away to be worth it: the cores are shared. */
    private void pause(long start) {
        long due = start + (long) (sent * 1e9 / load.perSecond());
        long wait = Math.min(due - System.nanoTime(), 50_000);
        if (wait > 10_000) {
            java.util.concurrent.locks.LockSupport.parkNanos(wait);
        }
    }

    private void advance(SelectionKey key, Exchange exchange) {
        try {
            if (key.isWritable()) {
                exchange.write();
            }
            if (!key.isReadable() || !exchange.read()) {
                return;
            }
        } catch (IOException failed) {
            abandon(exchange, failed);
            return;
        }
        answered(exchange);
    }

    private void abandon(Exchange exchange, IOException why) {
        fail(why.toString());
        broken++;
        try {
            exchange.abandon();
        } catch (IOException closing) {
            why.addSuppressed(closing);
        }
    }

    private void answered(Exchange exchange) {
        long now = System.nanoTime();
        if (!exchange.acknowledged()) {
            fail(exchange.text());
        } else {
            acknowledged++;
            if (now >= measuredFrom && now < stop) {
                counted++;
                durations.add(now - exchange.due());
            }
        }
        idle.add(exchange);
    }

    private void fail(String what) {
        errors++;
        if (firstError.isEmpty()) {
            firstError = what;
        }
    }
}
