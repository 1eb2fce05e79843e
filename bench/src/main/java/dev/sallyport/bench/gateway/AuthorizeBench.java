package dev.sallyport.bench.gateway;

import dev.sallyport.bench.disk.Flush;
import dev.sallyport.bench.load.Load;
import dev.sallyport.bench.load.LoadGenerator;
import dev.sallyport.bench.load.LoadResult;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.cli.process.OwnJava;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code POST /v1/authorize} with durable receipts, 256 connections, 2 KB actions, the load generator on the same cores. First
 * the same HTTP server answering with no work, then the gateway, then the gateway at half that load; last the receipts in its
 * store are counted against the acknowledged answers.
 */
public final class AuthorizeBench implements Bench {
    private static final int CONNECTIONS = 256;
    private static final int AGENTS = 16;
    private static final String NAME = "authorize";

    /** A gateway is warm when a slice of load went no faster by this than the best before; the compilers are done then. */
    private static final double STEADY = 1.03;

    private static final int MOST_SLICES = 15;
    private static final Duration SLICE = Duration.ofSeconds(10);

    @Override
    public void run(boolean quick, Report report) throws IOException {
        Duration warmUp = Duration.ofSeconds(quick ? 3 : 10);
        Duration measured = Duration.ofSeconds(quick ? 5 : 20);
        try (Scratch scratch = Scratch.make()) {
            Samples flush = Flush.measure(scratch.path(), quick ? 500 : 3_000);
            report.row(Row.of(NAME, "fdatasync after 4 KB", "us", us(flush, 0.5), us(flush, 0.99)));
            LoadResult floor = floor(warmUp, measured, report);
            report.row(row("no work, 256 connections", floor));
            long acknowledged;
            try (Child gateway = Child.start(scratch.path())) {
                acknowledged = authorize(gateway, floor.perSecond(), quick ? 1 : MOST_SLICES, measured, report);
            }
            count(scratch, acknowledged, report);
        }
    }

    private static long authorize(Child gateway, double floor, int slices, Duration measured, Report report)
            throws IOException {
        URI url = gateway.running().reach().url();
        List<byte[]> requests = new ArrayList<>();
        List<Child.Agent> agents = gateway.register(AGENTS);
        for (int i = 0; i < CONNECTIONS; i++) {
            Child.Agent agent = agents.get(i % AGENTS);
            requests.add(Rendered.authorize(url, agent.token(), agent.id(), "load-" + i));
        }
        List<LoadResult> warm = warmUp(address(url), requests, slices, report);
        Spent before = gateway.spent();
        LoadResult full = LoadGenerator.run(new Load(address(url), requests, Duration.ZERO, measured, 0));
        Spent after = gateway.spent();
        report.row(row("durable, 256 connections", full).withFloor(floor));
        LoadResult half = LoadGenerator.run(
                new Load(address(url), requests, Duration.ofSeconds(2), measured, full.perSecond() / 2));
        report.row(row("durable, at half that load", half).withFloor(floor));
        after.since(before, "durable", full.acknowledged()).forEach(report::note);
        List<LoadResult> all = new ArrayList<>(warm);
        all.addAll(List.of(full, half));
        for (LoadResult result : all) {
            if (result.errors() > 0) {
                throw new Broken(result.errors() + " errors, the first: " + result.firstError());
            }
        }
        report.note("errors 0");
        return all.stream().mapToLong(LoadResult::acknowledged).sum();
    }

    /** Slices of the same load, until they go no faster: what a gateway does in its first minute is told, and not measured as its pace. */
    private static List<LoadResult> warmUp(InetSocketAddress address, List<byte[]> requests, int most, Report report)
            throws IOException {
        List<LoadResult> slices = new ArrayList<>();
        double best = 0;
        boolean steady = false;
        while (!steady && slices.size() < most) {
            LoadResult slice = LoadGenerator.run(new Load(address, requests, Duration.ZERO, SLICE, 0));
            slices.add(slice);
            steady = slice.perSecond() < best * STEADY;
            best = Math.max(best, slice.perSecond());
        }
        report.note("warm-up, each " + SLICE.toSeconds() + " s: "
                + slices.stream()
                        .map(slice -> String.format(Locale.ROOT, "%,.0f/s", slice.perSecond()))
                        .collect(Collectors.joining(", "))
                + (steady ? "" : "; not steady yet"));
        return slices;
    }

    private static LoadResult floor(Duration warmUp, Duration measured, Report report) throws IOException {
        try (ServingProcess server = ServingProcess.start(OwnJava.command(NoWorkServer.class.getName(), List.of()))) {
            URI url = server.url();
            List<byte[]> requests = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                requests.add(Rendered.authorize(url, "sp_ag_" + "x".repeat(43), "agt_bench", "load-" + i));
            }
            LoadGenerator.run(new Load(address(url), requests, warmUp, Duration.ofMillis(1), 0));
            ThreadTimes before = ThreadTimes.of(server.pid());
            LoadResult result = LoadGenerator.run(new Load(address(url), requests, Duration.ZERO, measured, 0));
            ThreadTimes.of(server.pid())
                    .since(before, "no work", result.acknowledged())
                    .forEach(report::note);
            if (result.errors() > 0) {
                throw new Broken("the server without work: " + result.errors() + " errors: " + result.firstError());
            }
            return result;
        }
    }

    /** Every acknowledged answer has its receipt, and no receipt is without an answer. */
    private static void count(Scratch scratch, long acknowledged, Report report) {
        long decisions = KeptReceipts.in(scratch).decisions();
        report.note(String.format(
                "acknowledged answers %,d, receipts of decisions in the store %,d", acknowledged, decisions));
        if (decisions != acknowledged) {
            throw new Broken(acknowledged + " answers were acknowledged, " + decisions + " receipts are in the store");
        }
    }

    private static Row row(String name, LoadResult result) {
        return Row.of(NAME, name, "us", us(result.durations(), 0.5), us(result.durations(), 0.99))
                .withThroughput(result.perSecond());
    }

    private static double us(Samples samples, double share) {
        return samples.quantile(share) / 1e3;
    }

    private static InetSocketAddress address(URI url) {
        return new InetSocketAddress(url.getHost(), url.getPort());
    }
}
