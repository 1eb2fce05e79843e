package dev.sallyport.bench.mcp;

import dev.sallyport.bench.gateway.Child;
import dev.sallyport.bench.gateway.Spent;
import dev.sallyport.bench.load.Load;
import dev.sallyport.bench.load.LoadGenerator;
import dev.sallyport.bench.load.LoadResult;
import dev.sallyport.bench.row.Broken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tool calls over HTTP by one client after another, driven in two ways: as many as are answered, and paced.
 *
 * @param paced at {@link #PACE} calls a second
 * @param closed each connection with one call under way
 * @param calls how many were answered in all
 * @param spent what the gateway spent on the closed ones, for people; empty if there was none
 */
record HttpCase(LoadResult paced, LoadResult closed, long calls, List<String> spent) {
    /** Calls a second of a paced run: a busy team's agents, not a flood. */
    static final double PACE = 200;

    /** How long each part is driven, in seconds. */
    record Times(int warmUp, int closed, int paced) {
        /** For what needs little warming up: a server that does next to nothing, a program that is not Java. */
        static Times plain(boolean quick) {
            return quick ? new Times(2, 2, 3) : new Times(3, 4, 6);
        }

        static Times gateway(boolean quick) {
            return quick ? new Times(6, 4, 5) : new Times(25, 8, 8);
        }
    }

    /**
     * Drives what a client sends, one connection for each of its sessions.
     *
     * @param writes one call for each session, with ids of a run's own
     * @param gateway between the client and the server, if it is
     */
    static HttpCase drive(URI url, Function<String, List<byte[]>> writes, Times times, Optional<Child> gateway)
            throws IOException {
        InetSocketAddress target = new InetSocketAddress(url.getHost(), url.getPort());
        LoadResult warm = LoadGenerator.run(
                new Load(target, writes.apply("w"), Duration.ofSeconds(times.warmUp()), Duration.ofMillis(1), 0));
        Optional<Spent> before = gateway.map(Child::spent);
        LoadResult closed = LoadGenerator.run(
                new Load(target, writes.apply("c"), Duration.ZERO, Duration.ofSeconds(times.closed()), 0));
        List<String> spent = gateway.map(
                        child -> child.spent().since(before.orElseThrow(), "mcp", closed.acknowledged()))
                .orElse(List.of());
        LoadResult paced = LoadGenerator.run(
                new Load(target, writes.apply("p"), Duration.ofSeconds(1), Duration.ofSeconds(times.paced()), PACE));
        for (LoadResult result : List.of(warm, closed, paced)) {
            if (result.errors() > 0) {
                throw new Broken(result.errors() + " errors, the first: " + result.firstError());
            }
        }
        long calls = warm.acknowledged() + closed.acknowledged() + paced.acknowledged();
        return new HttpCase(paced, closed, calls, spent);
    }
}
