package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Signal;
import dev.sallyport.sigma.flow.Flow;
import dev.sallyport.sigma.flow.FlowState;
import dev.sallyport.sigma.flow.Step;
import dev.sallyport.sigma.state.BrokenState;
import dev.sallyport.sigma.state.Extra;
import dev.sallyport.sigma.state.StateReader;
import dev.sallyport.sigma.state.StateWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an engine's memory: a first line that names the form, clocks, counters, the rules by their digests, groups from the
 * stalest to the freshest, events that wait in their order, the steps of flows, and SHA-256 over all before it.
 */
final class Snapshot {
    private static final byte[] FORM = "sallyport-sigma-state/1\n".getBytes(StandardCharsets.US_ASCII);

    private final RuleSet rules;
    private final Signals signals;
    private final Correlator correlator;
    private final Flows flows;
    private final Queue<Entry> held;

    Snapshot(RuleSet rules, Signals signals, Correlator correlator, Flows flows, Queue<Entry> held) {
        this.rules = rules;
        this.signals = signals;
        this.correlator = correlator;
        this.flows = flows;
        this.held = held;
    }

    /** How far the engine is. */
    record Clock(long newest, long watermark, long passedTime, long passedSequence) {}

    byte[] write(Clock clock) {
        StateWriter out = new StateWriter().raw(FORM);
        out.number(clock.newest())
                .number(clock.watermark())
                .number(clock.passedTime())
                .number(clock.passedSequence());
        writeSignals(out);
        out.number(correlator.suppressed());
        out.number(rules.plans().size());
        for (Plan plan : rules.plans()) {
            out.text(plan.digest())
                    .number(plan.isNumeric() ? 1 : 0)
                    .text(plan.rule().head().reference());
        }
        out.number(rules.flows().size());
        for (Flow flow : rules.flows()) {
            out.text(flow.head().digest());
        }
        correlator.groups().write(out);
        List<Entry> waiting = new ArrayList<>(held);
        waiting.sort(null);
        out.number(waiting.size());
        waiting.forEach(entry -> write(out, entry));
        flows.graph().write(out);
        byte[] all = out.bytes();
        return new StateWriter().raw(all).raw(Digests.of(all, all.length)).bytes();
    }

    private void writeSignals(StateWriter out) {
        out.number(signals.totals().size());
        signals.totals().forEach((kind, total) -> out.text(kind.name()).number(total));
        List<Signal> waiting = signals.waiting();
        out.number(waiting.size());
        for (Signal signal : waiting) {
            out.text(signal.kind().name()).text(signal.rule()).text(signal.group());
            out.number(signal.count()).number(signal.timeMillis());
        }
    }

    private static void write(StateWriter out, Entry entry) {
        out.number(entry.time()).number(entry.sequence()).number(entry.received());
        out.number(entry.hits().size());
        for (Hit hit : entry.hits()) {
            out.number(hit.plan()).text(hit.key()).number(hit.bits());
            out.number(Double.doubleToLongBits(hit.value()));
            Extra extra = hit.extra();
            out.number(extra == null ? 0 : 1);
            if (extra != null) {
                extra.write(out);
            }
        }
        out.number(entry.step().isPresent() ? 1 : 0);
        entry.step().ifPresent(step -> FlowState.write(out, step));
        for (byte role : entry.roles()) {
            out.number(role);
        }
    }

    Clock read(byte[] snapshot) {
        StateReader in = opened(snapshot);
        Clock clock = new Clock(in.number(), in.number(), in.number(), in.number());
        readSignals(in);
        correlator.suppressed(in.number());
        int[] plans = readPlans(in);
        int[] flowPlaces = readFlows(in);
        for (int left = in.count(0); left > 0; left--) {
            int then = in.choice(plans.length);
            correlator.groups().read(in, plans[then], wasNumeric[then]);
        }
        for (int left = in.count(0); left > 0; left--) {
            held.add(readEntry(in, plans, flowPlaces));
        }
        flows.graph().read(in, flowPlaces.length, flowPlaces);
        if (in.position() != snapshot.length - Digests.LENGTH) {
            throw new BrokenState("the state goes on behind its end at byte " + in.position());
        }
        return clock;
    }

    private boolean[] wasNumeric = new boolean[0];

    private static StateReader opened(byte[] snapshot) {
        int end = snapshot.length - Digests.LENGTH;
        boolean named = end >= FORM.length && Arrays.equals(snapshot, 0, FORM.length, FORM, 0, FORM.length);
        if (!named) {
            throw new BrokenState("these bytes do not begin with sallyport-sigma-state/1");
        }
        byte[] sum = Digests.of(snapshot, end);
        if (!Arrays.equals(snapshot, end, snapshot.length, sum, 0, sum.length)) {
            throw new BrokenState("the digest at byte " + end + " is not that of the bytes before it");
        }
        return new StateReader(snapshot, FORM.length);
    }

    private void readSignals(StateReader in) {
        for (int left = in.count(0); left > 0; left--) {
            signals.total(kind(in), in.number());
        }
        for (int left = in.count(0); left > 0; left--) {
            Signal.Kind kind = kind(in);
            signals.put(new Signal(kind, in.text(), in.text(), in.number(), in.number()));
        }
    }

    private static Signal.Kind kind(StateReader in) {
        String name = in.text();
        return Arrays.stream(Signal.Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BrokenState("there is no signal `" + name + "`"));
    }

    /** Each rule of then finds the one of now that has its digest, if no other took it. */
    private int[] readPlans(StateReader in) {
        int[] now = new int[in.count(0)];
        wasNumeric = new boolean[now.length];
        boolean[] taken = new boolean[rules.plans().size()];
        for (int then = 0; then < now.length; then++) {
            String digest = in.text();
            wasNumeric[then] = in.choice(2) == 1;
            String reference = in.text();
            now[then] = -1;
            for (Plan plan : rules.plans()) {
                if (now[then] < 0 && !taken[plan.place()] && plan.digest().equals(digest)) {
                    now[then] = plan.place();
                    taken[plan.place()] = true;
                }
            }
            if (now[then] < 0) {
                signals.raise(Signal.Kind.STATE_DISCARDED, reference, "", 1, 0);
            }
        }
        return now;
    }

    private int[] readFlows(StateReader in) {
        int[] now = new int[in.count(0)];
        for (int then = 0; then < now.length; then++) {
            String digest = in.text();
            now[then] = -1;
            for (int i = 0; i < rules.flows().size(); i++) {
                now[then] = rules.flows().get(i).head().digest().equals(digest) ? i : now[then];
            }
            if (now[then] < 0) {
                signals.raise(Signal.Kind.STATE_DISCARDED, digest, "", 1, 0);
            }
        }
        return now;
    }

    private Entry readEntry(StateReader in, int[] plans, int[] flowPlaces) {
        long time = in.number();
        long sequence = in.number();
        long received = in.number();
        List<Hit> hits = new ArrayList<>();
        for (int left = in.count(0); left > 0; left--) {
            int plan = plans[in.choice(plans.length)];
            String key = in.text();
            long bits = in.number();
            double value = Double.longBitsToDouble(in.number());
            @Nullable Extra extra = in.choice(2) == 1 ? Extra.read(in) : null;
            if (plan >= 0) {
                hits.add(new Hit(plan, key, bits, value, extra));
            }
        }
        Optional<Step> step = in.choice(2) == 1 ? Optional.of(FlowState.readStep(in)) : Optional.empty();
        byte[] roles = new byte[rules.flows().size()];
        for (int place : flowPlaces) {
            byte role = (byte) in.choice(8);
            if (place >= 0) {
                roles[place] = role;
            }
        }
        return new Entry(time, sequence, received, hits, step, roles);
    }
}
