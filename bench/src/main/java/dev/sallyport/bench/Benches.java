package dev.sallyport.bench;

import dev.sallyport.bench.canon.CanonBench;
import dev.sallyport.bench.cedar.CedarBench;
import dev.sallyport.bench.gateway.AuthorizeBench;
import dev.sallyport.bench.gateway.HookBench;
import dev.sallyport.bench.gateway.StartupBench;
import dev.sallyport.bench.judge.JudgeBench;
import dev.sallyport.bench.ledger.LedgerBench;
import dev.sallyport.bench.log.LogBench;
import dev.sallyport.bench.mcp.ProxyBench;
import dev.sallyport.bench.provenance.ProvenanceBench;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.MapRows;
import dev.sallyport.bench.shield.ShieldBench;
import dev.sallyport.bench.sigma.CorrelationBench;
import dev.sallyport.bench.sigma.SigmaBench;
import dev.sallyport.bench.soc.SocBench;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Every benchmark by its name. */
final class Benches {
    static final Map<String, Entry> ALL = all();

    private Benches() {}

    record Entry(String measures, Bench bench) {}

    static Optional<Entry> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Map<String, Entry> all() {
        Map<String, Entry> all = new LinkedHashMap<>();
        put(
                all,
                "cedar",
                "answers of the Cedar engine by number of policies, beside cedar-java in the same run",
                (quick, report) -> MapRows.report(CedarBench.run(quick), report));
        put(
                all,
                "canon",
                "reading, canonical form and hash of an action, over SHA-256 alone",
                (quick, report) -> MapRows.report(CanonBench.run(quick), report));
        put(all, "judge", "the pure judgement of gathered facts under the default pack", new JudgeBench());
        put(
                all,
                "ledger",
                "durable receipts by 1, 16 and 256 writers, over a plain file; export and offline check",
                new LedgerBench());
        put(
                all,
                "authorize",
                "POST /v1/authorize with durable receipts, over the same server without work",
                new AuthorizeBench());
        put(
                all,
                "proxy",
                "what the gateway adds to an MCP tool call, on standard input and over HTTP; idle sessions' memory",
                new ProxyBench());
        put(
                all,
                "log",
                "durable receipts over a plain file; a log of 10 million: start, checkpoint, proofs, memory",
                new LogBench());
        put(
                all,
                "provenance",
                "finding an argument's value in 100 KB to 100 MB of session content; building, memory",
                new ProvenanceBench());
        put(
                all,
                "shields",
                "clean results of 1, 10 and 100 KB through each shield and all; a megabyte through the finder of secrets",
                new ShieldBench());
        put(
                all,
                "sigma",
                "events through 200 agent rules and through Sigma's own; correlations; the heap of their groups",
                (quick, report) -> {
                    new SigmaBench().run(quick, report);
                    new CorrelationBench().run(quick, report);
                });
        put(
                all,
                "soc",
                "event to alert and to a freeze under load; what detection costs decisions: off, on, wedged, flooded",
                new SocBench());
        put(all, "hook", "what an agent host waits for at each tool, beside an empty shell and a JVM", new HookBench());
        put(all, "startup", "process start to first decision; memory when idle", new StartupBench());
        return all;
    }

    private static void put(Map<String, Entry> all, String name, String measures, Bench bench) {
        all.put(name, new Entry(measures, bench));
    }
}
