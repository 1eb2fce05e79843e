package dev.sallyport.bench.log;

import dev.sallyport.bench.disk.Flush;
import dev.sallyport.bench.gateway.Scratch;
import dev.sallyport.bench.ledger.DurableReceipts;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The log at size. First how many receipts a second become durable, over the same bytes flushed to a plain file; then a log
 * that grows to 1, 3 and 10 million receipts (20,000, 60,000 and 200,000 when quick), and at each size its checkpoint, proofs,
 * the start of a gateway on it and the memory that gateway holds.
 *
 * <p>The system property {@code sallyport.bench.data} names a folder in which the log is kept for the next run, which then
 * measures the sizes it has not passed yet and the last.
 */
public final class LogBench implements Bench {
    private static final String NAME = "log";
    private static final String KEEP = "sallyport.bench.data";
    private static final int WRITERS = 256;
    private static final int HALF_LOAD = 10_000;
    private static final int FACTS_BYTES = 1_000;
    private static final long SECOND = 1_000_000_000L;

    @Override
    public void run(boolean quick, Report report) throws IOException, SQLException, InterruptedException {
        String keep = System.getProperty(KEEP);
        if (keep != null) {
            Path folder = Files.createDirectories(Path.of(keep));
            measure(folder, quick, report);
        } else {
            try (Scratch scratch = Scratch.make()) {
                measure(scratch.path(), quick, report);
            }
        }
    }

    private static void measure(Path folder, boolean quick, Report report)
            throws IOException, SQLException, InterruptedException {
        Samples flush = Flush.measure(folder, quick ? 300 : 2_000);
        report.row(Row.of(NAME, "fdatasync after 4 KB", "ms", flush, 1e6));
        DurableReceipts durable = new DurableReceipts(NAME, WRITERS, HALF_LOAD, (quick ? 1 : 8) * SECOND);
        durable.measure(0, folder, report);
        durable.measure(FACTS_BYTES, folder, report);
        LongHistory history = LongHistory.in(folder.resolve("history"));
        for (long size : quick ? List.of(20_000L, 60_000L, 200_000L) : List.of(1_000_000L, 3_000_000L, 10_000_000L)) {
            at(history, size, quick, report);
        }
    }

    private static void at(LongHistory history, long size, boolean quick, Report report)
            throws IOException, InterruptedException {
        boolean last = size == (quick ? 200_000 : 10_000_000);
        long now = history.size();
        if (now > size && !last) {
            return;
        }
        String label = size >= 1_000_000 ? size / 1_000_000 + "M" : size / 1_000 + "k";
        if (now < size) {
            double perSecond = history.growTo(size);
            report.row(Row.rate(NAME, "grown to " + label + " receipts", perSecond));
        }
        report.note(String.format("%s receipts, %,d MB", label, history.bytes() >> 20));
        new Inside(NAME, history, quick ? 300 : 3_000).measure(label, report);
        new Served(NAME, history, quick ? 3 : 10, quick ? 300 : 3_000).measure(label, report);
    }
}
