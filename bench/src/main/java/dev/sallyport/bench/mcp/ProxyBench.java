package dev.sallyport.bench.mcp;

import dev.sallyport.bench.gateway.Child;
import dev.sallyport.bench.gateway.KeptReceipts;
import dev.sallyport.bench.gateway.Scratch;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the gateway adds to one tool call, on standard input and over HTTP, and what its sessions hold when nobody uses them. In the end
 * every call that was answered must have its receipts: one of the decision, one of the outcome.
 */
public final class ProxyBench implements Bench {
    static final String NAME = "proxy";
    private static final int SESSIONS = 5_000;
    private static final int QUICK_SESSIONS = 1_000;

    @Override
    public void run(boolean quick, Report report) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.make()) {
            long calls;
            try (Child gateway = Child.start(scratch.path())) {
                calls = new HttpCalls(quick, report).run(gateway);
                calls += new StdioCalls(quick, report)
                        .run(gateway, scratch.path().resolve("office"));
            }
            count(scratch, calls, report);
            Path apart = Files.createDirectory(scratch.path().resolve("idle"));
            IdleSessions.measure(apart, quick ? QUICK_SESSIONS : SESSIONS, report);
        }
    }

    private static void count(Scratch scratch, long calls, Report report) {
        KeptReceipts kept = KeptReceipts.in(scratch);
        report.note(String.format(
                "answered calls %,d, receipts of decisions %,d, of outcomes %,d",
                calls, kept.decisions(), kept.outcomes()));
        if (kept.decisions() != calls || kept.outcomes() != calls) {
            throw new Broken("calls and receipts do not match");
        }
    }
}
