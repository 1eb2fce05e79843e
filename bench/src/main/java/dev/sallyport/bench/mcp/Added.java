package dev.sallyport.bench.mcp;

import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;

/** What stands between two ways to the same server: the difference of their quantiles, not the quantile of differences. */
final class Added {
    /** Nanoseconds in the unit of all rows here. */
    static final double NANOS = 1_000;

    private Added() {}

    static Row row(String name, Samples direct, Samples through) {
        return Row.of(ProxyBench.NAME, name, "us", of(direct, through, 0.5), of(direct, through, 0.99))
                .withP95(of(direct, through, 0.95));
    }

    private static double of(Samples direct, Samples through, double share) {
        return (through.quantile(share) - direct.quantile(share)) / NANOS;
    }
}
