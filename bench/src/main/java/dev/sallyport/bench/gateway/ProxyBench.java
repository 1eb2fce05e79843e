package dev.sallyport.bench.gateway;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.row.Bench;
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

/** What the gateway adds to one tool call: the mailroom spoken to directly, and through the shim, the link and the gate. */
public final class ProxyBench implements Bench {
    private static final String NAME = "proxy";
    private static final String TOOL = "read_file";

    @Override
    public void run(boolean quick, Report report) throws IOException {
        int warmUp = quick ? 500 : 3_000;
        int calls = quick ? 1_000 : 10_000;
        try (Scratch scratch = Scratch.make()) {
            Path office = scratch.path().resolve("office");
            Mailroom.furnish(office);
            List<String> mailroom = Mailroom.command(office);
            Samples direct;
            try (McpAgent agent = McpAgent.start(new ProcessBuilder(mailroom))) {
                agent.initialize();
                measure(agent, warmUp);
                direct = measure(agent, calls);
            }
            Samples gated;
            try (Child gateway = Child.start(scratch.path())) {
                Child.Agent who = gateway.register(1).getFirst();
                Mailroom.pin(gateway.data(), gateway.operator(), mailroom);
                try (McpAgent agent = McpAgent.start(shim(gateway, who, mailroom))) {
                    agent.initialize();
                    measure(agent, warmUp);
                    gated = measure(agent, calls);
                }
            }
            report(direct, gated, report);
        }
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

    private static Samples measure(McpAgent agent, int calls) throws IOException {
        JsonObject params = JsonObject.builder()
                .put("name", TOOL)
                .put("arguments", JsonObject.builder().put("path", "notes.txt").build())
                .build();
        Samples samples = new Samples(calls);
        for (int i = 0; i < calls; i++) {
            long began = System.nanoTime();
            JsonObject answer = agent.request("tools/call", params);
            samples.add(System.nanoTime() - began);
            boolean refused = !(answer.get("result") instanceof JsonObject result)
                    || (result.get("isError") instanceof JsonBoolean flag && flag.value());
            if (refused) {
                throw new Broken("a call was answered with " + JsonText.of(answer));
            }
        }
        return samples;
    }

    private static void report(Samples direct, Samples gated, Report report) {
        double directP50 = us(direct, 0.5);
        report.row(row("read_file, direct", direct));
        report.row(row("read_file, through the gateway", gated).withPeer(directP50));
        report.row(Row.of(
                        NAME,
                        "added (difference of quantiles)",
                        "us",
                        added(direct, gated, 0.5),
                        added(direct, gated, 0.99))
                .withP95(added(direct, gated, 0.95)));
    }

    private static Row row(String name, Samples samples) {
        return Row.of(NAME, name, "us", us(samples, 0.5), us(samples, 0.99)).withP95(us(samples, 0.95));
    }

    private static double added(Samples direct, Samples gated, double share) {
        return us(gated, share) - us(direct, share);
    }

    private static double us(Samples samples, double share) {
        return samples.quantile(share) / 1e3;
    }
}
