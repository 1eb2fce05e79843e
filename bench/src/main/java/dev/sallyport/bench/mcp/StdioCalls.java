package dev.sallyport.bench.mcp;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.gateway.Child;
import dev.sallyport.bench.gateway.Spent;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.cli.demo.Mailroom;
import dev.sallyport.cli.demo.McpAgent;
import dev.sallyport.cli.process.OwnJava;
import dev.sallyport.cli.terminal.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Tool calls on standard input: the mailroom spoken to directly, and through the shim, the link and the gate; one call after the other
 * without a pause, and paced.
 */
final class StdioCalls {
    private static final String TOOL = "read_file";
    private static final long PAUSE_NANOS = (long) (1e9 / HttpCase.PACE);

    /** How many calls of each kind. */
    private record Counts(int warmUp, int calls, int paced) {
        int all() {
            return warmUp + calls + paced;
        }
    }

    /** What came of it; and what the gateway spent on the paced ones, for people. */
    private record Measured(Samples calls, Samples paced, List<String> spent) {}

    private final Counts counts;
    private final Report report;

    StdioCalls(boolean quick, Report report) {
        this.counts = quick ? new Counts(1_000, 1_500, 800) : new Counts(3_000, 5_000, 1_600);
        this.report = report;
    }

    /** Measures both and reports; how many calls went through the gateway. */
    long run(Child gateway, Path office) throws IOException {
        Mailroom.furnish(office);
        List<String> mailroom = Mailroom.command(office);
        Measured direct = measure(new ProcessBuilder(mailroom), Optional.empty());
        Child.Agent who = gateway.register(1).getFirst();
        Mailroom.pin(gateway.data(), gateway.operator(), mailroom);
        Measured gated = measure(shim(gateway, who, mailroom), Optional.of(gateway));
        tell("stdio, one after the other", direct.calls(), gated.calls());
        tell("stdio, 200/s", direct.paced(), gated.paced());
        gated.spent().forEach(report::note);
        return counts.all();
    }

    private static ProcessBuilder shim(Child gateway, Child.Agent who, List<String> mailroom) {
        List<String> verb = new ArrayList<>(List.of(
                "mcp",
                "--server",
                Mailroom.SERVER,
                "--data",
                gateway.data().path().toString(),
                "--"));
        verb.addAll(mailroom);
        ProcessBuilder shim = new ProcessBuilder(OwnJava.command(verb));
        shim.environment().put("SALLYPORT_TOKEN", who.token());
        shim.environment().put("SALLYPORT_SESSION", "bench");
        return shim.redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private Measured measure(ProcessBuilder server, Optional<Child> gateway) throws IOException {
        try (McpAgent agent = McpAgent.start(server)) {
            agent.initialize();
            calls(agent, counts.warmUp(), 0);
            Samples unpaced = calls(agent, counts.calls(), 0);
            Optional<Spent> before = gateway.map(Child::spent);
            Samples paced = calls(agent, counts.paced(), PAUSE_NANOS);
            List<String> spent = gateway.map(child -> child.spent().since(before.orElseThrow(), "mcp", counts.paced()))
                    .orElse(List.of());
            return new Measured(unpaced, paced, spent);
        }
    }

    /** A call that is due while the one before it is under way counts from when it was due. */
    private static Samples calls(McpAgent agent, int calls, long pauseNanos) throws IOException {
        JsonObject params = JsonObject.builder()
                .put("name", TOOL)
                .put("arguments", JsonObject.builder().put("path", "notes.txt").build())
                .build();
        Samples samples = new Samples(calls);
        long due = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            boolean late = due - System.nanoTime() < 0;
            while (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long began = late && pauseNanos > 0 ? due : System.nanoTime();
            refuseRefusal(agent.request("tools/call", params));
            samples.add(System.nanoTime() - began);
            due += pauseNanos;
        }
        return samples;
    }

    private static void refuseRefusal(JsonObject answer) {
        boolean refused = !(answer.get("result") instanceof JsonObject result)
                || (result.get("isError") instanceof JsonBoolean flag && flag.value());
        if (refused) {
            throw new Broken("a call was answered with " + JsonText.of(answer));
        }
    }

    private void tell(String how, Samples direct, Samples gated) {
        report.row(row(how + ", direct", direct));
        report.row(row(how + ", through the gateway", gated));
        report.row(Added.row(how + ", added", direct, gated));
    }

    private static Row row(String name, Samples samples) {
        return Row.of(ProxyBench.NAME, name, "us", samples, Added.NANOS);
    }
}
