package dev.sallyport.bench.gateway;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            Child.Agent agent;
            try (Child first = Child.start(scratch.path())) {
                agent = first.register(1).getFirst();
            }
            DataFolder data = new DataFolder(scratch.path().resolve("data"));
            for (int i = 0; i < rounds; i++) {
                long began = System.nanoTime();
                BackgroundGateway.Running running = BackgroundGateway.startApart(data, List.of("--port", "0"));
                decide(running, agent);
                starts.add(System.nanoTime() - began);
                Thread.sleep(IDLE_MILLIS);
                ProcessHandle process = running.started().orElseThrow();
                memory.add(residentKilobytes(process.pid()));
                process.destroy();
                process.onExit().join();
            }
        }
        report.row(Row.of(NAME, "process start to first decision", "ms", ms(starts, 0.5), ms(starts, 0.99))
                .withP95(ms(starts, 0.95)));
        report.row(Row.of(
                NAME, "resident memory when idle", "MB", memory.quantile(0.5) / 1024, memory.quantile(0.99) / 1024));
    }

    private static void decide(BackgroundGateway.Running running, Child.Agent agent) {
        JsonObject request = JsonObject.builder()
                .put(
                        "agent",
                        JsonObject.builder()
                                .put("id", agent.id())
                                .put("environment", "production")
                                .build())
                .put(
                        "tool_call",
                        JsonObject.builder()
                                .put("tool", "files")
                                .put("action", "read")
                                .putNullable("resource", null)
                                .put("mutates_state", true)
                                .put("parameters", JsonObject.of())
                                .build())
                .put(
                        "context",
                        JsonObject.builder()
                                .put("source_trust", "trusted_internal_unsigned")
                                .build())
                .build();
        Reply reply = running.gateway().as(agent.token()).post("/v1/authorize", request);
        if (reply.status() != 200) {
            throw new Broken("the first decision was answered with " + reply);
        }
    }

    /** Linux only; elsewhere nothing is reported in its place. */
    private static long residentKilobytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no VmRSS of process " + pid);
    }

    private static double ms(Samples samples, double share) {
        return samples.quantile(share) / 1e6;
    }
}
