package dev.sallyport.bench.provenance;

import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.provenance.index.HashKey;
import dev.sallyport.provenance.index.SessionIndex;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Finding the value of an argument (an address, a link, an account, a sentence of up to 200 characters; half of them stand in the
 * session) in sessions of 100 KB, 1 MB, the cap of 16 MB, and 100 MB with the cap lifted. The floor is a hash of the argument's
 * characters alone; the peer is {@code String.indexOf} over the whole content. Memory is the heap after collection, divided by the
 * characters of the content. One thread.
 */
public final class ProvenanceBench implements Bench {
    private static final String NAME = "provenance";
    private static final long KB = 1 << 10;
    private static final long MB = 1 << 20;
    private static final long LIFTED = SessionIndex.MOST_BYTES;
    private static final long SEED = 16;
    private static final int ARGUMENTS = 4000;
    private static final int COLLECTIONS = 4;
    private static final long PEER_BYTES = 400 * MB;

    /** Holds a trace of every result, so that none can be optimised away. */
    private int sink;

    private record Size(String name, long characters) {}

    @Override
    public void run(boolean quick, Report report) {
        int rounds = quick ? 5 : 25;
        measure(new Size("warm-up", 200 * KB), rounds, new Quiet());
        List<Size> sizes = quick
                ? List.of(new Size("100 KB", 100 * KB), new Size("1 MB", MB), new Size("16 MB", 16 * MB))
                : List.of(
                        new Size("100 KB", 100 * KB),
                        new Size("1 MB", MB),
                        new Size("16 MB", 16 * MB),
                        new Size("100 MB", 100 * MB));
        double smallest = 0;
        for (Size size : sizes) {
            double p99 = measure(size, rounds, report);
            smallest = smallest == 0 ? p99 : smallest;
            report.note(String.format(
                    Locale.ROOT,
                    "p99 at %s is %.2f times that at %s",
                    size.name(),
                    p99 / smallest,
                    sizes.getFirst().name()));
        }
        if (sink == 0) {
            throw new Broken("the benchmark did no work");
        }
    }

    private double measure(Size size, int rounds, Report report) {
        SessionText text = new SessionText(SEED);
        StringBuilder plain = new StringBuilder();
        new SessionText(SEED)
                .fill(
                        new SessionIndex(key(), 1),
                        size.characters(),
                        leaf -> plain.append(leaf).append('\n'));
        String content = plain.toString();
        plain.setLength(0);
        plain.trimToSize();
        SessionIndex[] index = {new SessionIndex(key(), LIFTED)};
        long began = System.nanoTime();
        long characters = text.fill(index[0], size.characters(), leaf -> {});
        long building = System.nanoTime() - began;
        List<String> arguments = text.arguments(ARGUMENTS);
        Samples ours = time(arguments, rounds, value -> index[0].matches(value).size());
        Samples floor = time(arguments, rounds, String::hashCode);
        int few = (int) Math.max(8, Math.min(ARGUMENTS, PEER_BYTES / content.length()));
        Samples peer = time(arguments.subList(0, few), 1, value -> content.indexOf(value) + 2);
        double p99 = ours.quantile(0.99) / 1e3;
        report.row(Row.of(NAME, "argument, " + size.name(), "us", ours.quantile(0.5) / 1e3, p99)
                .withP95(ours.quantile(0.95) / 1e3)
                .withThroughput(1e9 / ours.quantile(0.5))
                .withFloor(1e9 / floor.quantile(0.5))
                .withPeer(peer.quantile(0.5) / 1e3));
        report.row(Row.rate(NAME, "building, characters, " + size.name(), characters * 1e9 / building));
        if (!content.contains(arguments.getFirst())) {
            throw new Broken("an argument that stands in the session was not found by the peer");
        }
        if (index[0].matches(arguments.getFirst()).isEmpty()) {
            throw new Broken("an argument that stands in the session was not found");
        }
        long with = heap();
        index[0] = new SessionIndex(key());
        double memory = (double) (with - heap()) / characters;
        report.row(Row.of(NAME, "memory per character, " + size.name(), "bytes", memory, Double.NaN));
        return p99;
    }

    private Samples time(List<String> arguments, int rounds, ToIntFunction<String> work) {
        Samples samples = new Samples(arguments.size() * rounds);
        for (int round = 0; round <= rounds; round++) {
            for (String argument : arguments) {
                // a copy, so that no argument keeps its own hash
                String value = new String(argument);
                long start = System.nanoTime();
                sink |= work.applyAsInt(value);
                long duration = System.nanoTime() - start;
                if (round > 0) {
                    samples.add(duration);
                }
            }
        }
        return samples;
    }

    private static HashKey key() {
        return new HashKey(0x51a7_73c0_9b1dL * SEED, 0x0f3e_99d1_44b7L * SEED);
    }

    /** Only every fourth full collection of the serial collector leaves no dead object where it was. */
    private static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static final class Quiet implements Report {
        @Override
        public void row(Row row) {}

        @Override
        public void note(String line) {}
    }
}
