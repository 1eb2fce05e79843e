package dev.sallyport.bench.gateway;

import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.DataFolder;
import java.io.IOException;
import java.util.List;

/** From starting the process to its first durable decision, and the memory it then holds while idle. */
public final class StartupBench implements Bench {
    private static final String NAME = "startup";
    private static final long IDLE_MILLIS = 2_000;

    @Override
    public void run(boolean quick, Report report) throws IOException, InterruptedException {
        int rounds = quick ? 3 : 10;
        Samples starts = new Samples(rounds);
        Samples memory = new Samples(rounds);
        try (Scratch scratch = Scratch.make()) {
            FirstDecision decision;
            try (Child first = Child.start(scratch.path())) {
                decision = new FirstDecision(first.register(1).getFirst());
            }
            DataFolder data = new DataFolder(scratch.path().resolve("data"));
            for (int i = 0; i < rounds; i++) {
                long began = System.nanoTime();
                BackgroundGateway.Running running = BackgroundGateway.startApart(data, List.of("--port", "0"));
                decision.ask(running);
                starts.add(System.nanoTime() - began);
                Thread.sleep(IDLE_MILLIS);
                ProcessHandle process = running.started().orElseThrow();
                memory.add(ProcessMemory.residentKib(process.pid()));
                process.destroy();
                process.onExit().join();
            }
        }
        report.row(Row.of(NAME, "process start to first decision", "ms", ms(starts, 0.5), ms(starts, 0.99))
                .withP95(ms(starts, 0.95)));
        report.row(Row.of(
                NAME, "resident memory when idle", "MB", memory.quantile(0.5) / 1024, memory.quantile(0.99) / 1024));
    }

    private static double ms(Samples samples, double share) {
        return samples.quantile(share) / 1e6;
    }
}
