package dev.sallyport.bench.soc;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.gateway.Rendered;
import dev.sallyport.bench.gateway.Scratch;
import dev.sallyport.bench.load.Load;
import dev.sallyport.bench.load.LoadGenerator;
import dev.sallyport.bench.load.LoadResult;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How soon the second plane acts while the gateway decides 2,000 calls a second (or what this machine can), and what it costs them: four
 * gateways on the same machine, of which one at a time runs and the others stand still as processes, are driven in turn, in an order that
 * changes from round to round. One has no second plane, one has it, in one its threads are blocked, one gets a hundred times as many
 * events. After each turn calls that must be denied, held and refused are tried.
 */
public final class SocBench implements Bench {
    private static final String NAME = "soc";
    private static final int CONNECTIONS = 32;
    private static final int AGENTS = 8;
    private static final double WANTED = 2_000;
    private static final double SHARE = 0.6;
    private static final int PAIRS = 10;
    private static final double FLOOD = 100;
    private static final double MILLIS = 1e6;

    /** How a second plane stands. */
    private enum Mode {
        STOPPED("no second plane", Double.NaN),
        ON("detecting and responding", 15),
        WEDGED("its threads blocked", 15),
        FLOODED("100 times as many events", 25);

        private final String words;
        private final double limitPercent;

        Mode(String words, double limitPercent) {
            this.words = words;
            this.limitPercent = limitPercent;
        }
    }

    /** A gateway, what drives it, and who is tried after each turn. */
    private record Side(SocGateway gateway, List<byte[]> requests, SocGateway.Agent plain, SocGateway.Agent frozen) {}

    @Override
    public void run(boolean quick, Report report) throws IOException, InterruptedException {
        ContainmentCost.measure(quick, report);
        Map<Mode, Side> sides = new EnumMap<>(Mode.class);
        try (Scratch scratch = Scratch.make()) {
            try {
                for (Mode mode : Mode.values()) {
                    sides.put(mode, side(scratch, mode));
                }
                for (Side side : sides.values()) {
                    side.gateway().pause();
                }
                double rate = rate(only(sides, Mode.STOPPED), quick, report);
                latencies(sides, rate, quick, report);
                costs(sides, rate, quick, report);
            } finally {
                for (Side side : sides.values()) {
                    side.gateway().close();
                }
            }
        }
    }

    private static Side side(Scratch scratch, Mode mode) throws IOException, InterruptedException {
        SocGateway gateway = SocGateway.start(
                scratch.path().resolve(mode.name().toLowerCase(Locale.ROOT)),
                SocSetting.configuration(mode != Mode.STOPPED));
        if (mode != Mode.STOPPED) {
            gateway.activate();
        }
        List<SocGateway.Agent> agents = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(gateway.register("load-" + i));
        }
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            SocGateway.Agent agent = agents.get(i % AGENTS);
            requests.add(Rendered.authorize(gateway.url(), agent.token(), agent.id(), "load-" + i));
        }
        SocGateway.Agent frozen = gateway.register("frozen");
        gateway.freeze(frozen);
        return new Side(gateway, requests, gateway.register("plain"), frozen);
    }

    /** That side alone runs. */
    private static Side only(Map<Mode, Side> sides, Mode mode) throws IOException, InterruptedException {
        Side side = Objects.requireNonNull(sides.get(mode), "each mode has its gateway");
        side.gateway().resume();
        return side;
    }

    private static LoadResult drive(Side side, double rate, Duration warmUp, Duration measured)
            throws IOException, InterruptedException {
        long before = side.gateway().allowed();
        LoadResult result = LoadGenerator.run(new Load(
                new InetSocketAddress(
                        side.gateway().url().getHost(), side.gateway().url().getPort()),
                side.requests(),
                warmUp,
                measured,
                rate));
        if (result.errors() > 0) {
            throw new Broken(result.errors() + " errors, the first: " + result.firstError());
        }
        long allowed = side.gateway().allowed() - before;
        if (allowed != result.acknowledged()) {
            throw new Broken(result.acknowledged() + " calls were answered and " + allowed + " of them allowed");
        }
        return result;
    }

    /** For how long a gateway is driven first: in its first minute the compilers are at work, and what it does then is no pace of its. */
    private static Duration warmUp(boolean quick) {
        return Duration.ofSeconds(quick ? 10 : 60);
    }

    private static double rate(Side side, boolean quick, Report report) throws IOException, InterruptedException {
        Duration measured = Duration.ofSeconds(quick ? 3 : 10);
        LoadResult most = drive(side, 0, warmUp(quick), measured);
        side.gateway().pause();
        double rate = Math.min(WANTED, Math.floor(most.perSecond() * SHARE));
        report.row(Row.rate(NAME, "most decisions, no second plane", most.perSecond()));
        report.note(String.format(
                Locale.ROOT,
                "load: %.0f decisions/s%s, %d connections, 2 KB actions",
                rate,
                rate < WANTED ? " (60 % of the most; this machine does not reach 2,000 with room)" : "",
                CONNECTIONS));
        return rate;
    }

    private static void latencies(Map<Mode, Side> sides, double rate, boolean quick, Report report)
            throws IOException, InterruptedException {
        Side side = only(sides, Mode.ON);
        drive(side, rate, warmUp(quick), Duration.ofSeconds(1));
        SocTimes times = SocTimes.measure(
                side.gateway(),
                quick ? 20 : 60,
                (run) -> LoadGenerator.run(new Load(
                        new InetSocketAddress(
                                side.gateway().url().getHost(),
                                side.gateway().url().getPort()),
                        side.requests(),
                        Duration.ZERO,
                        run,
                        rate)));
        side.gateway().pause();
        row(report, "event to alert", times.toAlert());
        row(report, "alert to freeze in force", times.toContain());
        row(report, "10th refusal to refused as frozen", times.toFrozen());
        report.note("attacks " + times.toFrozen().size() + ", alerts "
                + times.toAlert().size() + "; background load "
                + (times.backgroundErrors() == 0 ? "without an error" : "with errors"));
        if (times.backgroundErrors() > 0) {
            throw new Broken("the load beside the attacks met " + times.backgroundErrors() + " errors");
        }
    }

    private static void row(Report report, String name, Samples samples) {
        report.row(Row.of(NAME, name, "ms", samples, MILLIS));
    }

    private static void costs(Map<Mode, Side> sides, double rate, boolean quick, Report report)
            throws IOException, InterruptedException {
        Duration settling = Duration.ofMillis(quick ? 500 : 1_000);
        Duration measured = Duration.ofMillis(quick ? 2_200 : 8_000);
        Map<Mode, Samples> all = new EnumMap<>(Mode.class);
        Map<Mode, PairedChange> changes = new EnumMap<>(Mode.class);
        for (int round = -1; round < PAIRS; round++) {
            Map<Mode, Double> p99 = new EnumMap<>(Mode.class);
            for (int turn = 0; turn < Mode.values().length; turn++) {
                Mode mode = Mode.values()[(turn + Math.max(round, 0)) % Mode.values().length];
                LoadResult result = turn(only(sides, mode), mode, rate, round < 0 ? warmUp(quick) : settling, measured);
                p99.put(mode, result.durations().quantile(0.99));
                if (round >= 0) { // the first round warms all of them up
                    all.computeIfAbsent(mode, m -> new Samples(1 << 16)).addAll(result.durations());
                }
            }
            if (round >= 0) {
                p99.forEach((mode, with) -> {
                    if (mode != Mode.STOPPED) {
                        changes.computeIfAbsent(mode, m -> new PairedChange())
                                .add(Objects.requireNonNull(p99.get(Mode.STOPPED)), with);
                    }
                });
            }
        }
        all.forEach((mode, samples) -> row(report, "authorize, " + mode.words, samples));
        changes.forEach((mode, change) -> report.note(verdict(mode, change.interval())));
        for (Mode mode : Mode.values()) {
            Side side = only(sides, mode);
            report.note(String.format(
                    Locale.ROOT,
                    "%s: resident %.0f MiB, events dropped %d",
                    mode.words,
                    side.gateway().residentMib(),
                    side.gateway().dropped()));
            side.gateway().pause();
        }
        report.note("denied, held and refused as before in each of " + (PAIRS + 1) * Mode.values().length + " turns");
    }

    private static String verdict(Mode mode, PairedChange.Interval interval) {
        return "authorize p99, " + mode.words + " against none: " + interval + ", at most " + (int) mode.limitPercent
                + " %: " + (interval.isAtMost(mode.limitPercent) ? "kept" : "MISSED");
    }

    private static LoadResult turn(Side side, Mode mode, double rate, Duration warmUp, Duration measured)
            throws IOException, InterruptedException {
        if (mode == Mode.WEDGED && !side.gateway().tell("wedge").equals("stuck 2")) {
            throw new Broken("the second plane could not be wedged");
        }
        if (mode == Mode.FLOODED) {
            side.gateway().tell("flood " + FLOOD * rate);
        }
        LoadResult result = drive(side, rate, warmUp, measured);
        stillCloses(side, mode);
        if (mode == Mode.FLOODED) {
            side.gateway().tell("calm");
        }
        side.gateway().pause();
        return result;
    }

    /** Nothing fails open: what must not pass does not, whatever became of the second plane. */
    private static void stillCloses(Side side, Mode mode) throws IOException, InterruptedException {
        JsonObject denied = side.gateway().call(side.plain(), "tried", "malicious_suspected");
        JsonObject held = side.gateway().call(side.plain(), "tried", "semi_trusted_customer");
        JsonObject refused = side.gateway().call(side.frozen(), "tried", "trusted_internal_unsigned");
        boolean frozenByThen = SocGateway.text(denied, "reason").equals("agent_frozen");
        boolean right = SocGateway.text(denied, "decision").equals("deny")
                && (frozenByThen || SocGateway.text(held, "decision").equals("require_approval"))
                && SocGateway.text(refused, "reason").equals("agent_frozen");
        if (!right) {
            throw new Broken(
                    mode.words + ": a call was answered otherwise than it must be: " + denied + held + refused);
        }
    }
}
