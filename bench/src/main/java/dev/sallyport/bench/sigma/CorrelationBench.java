package dev.sallyport.bench.sigma;

import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.sigma.detect.Detector;
import dev.sallyport.sigma.engine.Engine;
import dev.sallyport.sigma.engine.Options;
import dev.sallyport.sigma.engine.RuleSet;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Source;
import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;

/** Events a second through the engine with one correlation and its detections, all of which match, and the heap of 50,000 live groups. */
public final class CorrelationBench implements Bench {
    private static final String NAME = "sigma";
    private static final int GROUPS = 50_000;
    private static final int HEAP_ROUNDS = 3;
    private static final String PARTS = """
            ---
            title: Denied
            name: denied
            logsource: {category: agent_action}
            detection: {sel: {decision: deny}, condition: sel}
            ---
            title: Allowed
            name: allowed
            logsource: {category: agent_action}
            detection: {sel: {decision: allow}, condition: sel}
            """;

    @Override
    public void run(boolean quick, Report report) {
        int events = quick ? 2_000_000 : 10_000_000;
        rate("event_count, 100 groups", "event_count", "condition: {gte: 100}", 100, events, report);
        rate("event_count, 50,000 groups", "event_count", "condition: {gte: 10}", GROUPS, events, report);
        rate(
                "value_count, 1,000 groups",
                "value_count",
                "condition: {field: tool.name, gte: 40}",
                1_000,
                events,
                report);
        rate("temporal_ordered, 1,000 groups", "temporal_ordered", "", 1_000, events, report);
        rate("absence, 1,000 groups", "temporal", "condition: denied and not allowed", 1_000, events, report);
        heap("event_count", 1, report);
        heap("event_count", 3, report);
    }

    private static void rate(String name, String type, String condition, int groups, int events, Report report) {
        Engine engine = engine(type, condition);
        long alerts = feed(engine, 0, events / 4, groups);
        long began = System.nanoTime();
        alerts += feed(engine, events / 4, events, groups);
        double seconds = (System.nanoTime() - began) / 1e9;
        if (alerts == 0 || !engine.signals().isEmpty()) {
            throw new Broken(name + ": no alert, or the engine signalled something");
        }
        report.row(Row.rate(NAME, name, (events - events / 4) / seconds));
    }

    private static void heap(String type, int hits, Report report) {
        Engine engine = engine(type, "condition: {gte: 100}");
        feed(engine, 0, 1, 1);
        long before = used();
        feed(engine, 1, GROUPS * hits + 1, GROUPS);
        long after = used();
        int live = engine.gauges().groups();
        double each = (after - before) / (double) live;
        if (live < GROUPS * 9 / 10 || each <= 0) {
            throw new Broken("only " + live + " groups are live, or the heap did not grow");
        }
        report.row(Row.of(NAME, "heap of a live group, hits: " + hits, "bytes", each, each));
    }

    private static long used() {
        for (int i = 0; i < HEAP_ROUNDS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Engine engine(String type, String condition) {
        String rules = type.startsWith("temporal") ? "[denied, allowed]" : "[denied]";
        String yaml = "title: Bench\nname: bench\ncorrelation:\n  type: " + type + "\n  rules: " + rules
                + "\n  group-by: [agent.id]\n  timespan: 60s\n  " + condition + "\n" + PARTS;
        RuleSet set = RuleSet.of(RuleFile.read("bench.yml", yaml.getBytes(StandardCharsets.UTF_8), Placeholders.NONE));
        return new Engine(set, new Detector(set.detections()).matcher(), Options.of("t"));
    }

    /** Ten thousand events make a second of event time; one of two hundred is allowed. */
    private static long feed(Engine engine, int from, int to, int groups) {
        long alerts = 0;
        for (int i = from; i < to; i++) {
            alerts += engine.accept(new Tick(i, groups), i / 10, 0).size();
        }
        return alerts;
    }

    /** An event that costs next to nothing to make. */
    private record Tick(long sequence, int groups) implements Event {
        private static final Source SOURCE = new Source("agent-gateway", Set.of("agent_action"), Set.of());
        private static final Value DENY = new Value.Text("deny");
        private static final Value ALLOW = new Value.Text("allow");

        @Override
        public long timeMillis() {
            return sequence / 10;
        }

        @Override
        public String tenant() {
            return "t";
        }

        @Override
        public Source source() {
            return SOURCE;
        }

        @Override
        public Value field(String name) {
            return switch (name) {
                case "agent.id" -> new Value.Text("agent-" + sequence % groups);
                case "decision" -> sequence % 20_011 < 100 ? ALLOW : DENY;
                case "tool.name" -> new Value.Text("tool-" + sequence % 43);
                default -> Value.ABSENT;
            };
        }

        @Override
        public boolean anyLeaf(Predicate<Value> test) {
            return false;
        }
    }
}
