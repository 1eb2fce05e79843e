package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.alert.Sequences;
import dev.sallyport.sigma.alert.Signal;
import dev.sallyport.sigma.detect.Matcher;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.flow.Step;
import dev.sallyport.sigma.state.BrokenState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Events of one tenant in, alerts out. One writer at a time, whose calls happen one after another; nothing is safe for other threads.
 * Deterministic: the same calls give the same alerts, the same signals and the same {@link #snapshot}.
 *
 * <p>Order is (event time, sequence). Detections answer at once. Correlations and flows work events out in that order, as far as the
 * watermark reaches: the newest event time less the lateness, and less a millisecond at least, or what {@link #advance} says. An event that comes when its place was
 * passed is late: it is worked out among what is remembered, and an alert that follows is marked. Nothing is dropped in silence.
 */
public final class Engine {
    static final long BEGINNING = Long.MIN_VALUE / 2;

    private final RuleSet rules;
    private final Matcher matcher;
    private final Options options;
    private final Signals signals = new Signals();
    private final Intake intake;
    private final Correlator correlator;
    private final Flows flows;
    private final PriorityQueue<Entry> held = new PriorityQueue<>();
    private long newest = BEGINNING;
    private long watermark = BEGINNING;
    private long passedTime = BEGINNING;
    private long passedSequence;

    /**
     * An engine without memory.
     *
     * @param matcher counts the detections of the set in their order
     * @throws IllegalArgumentException if it counts others
     */
    public Engine(RuleSet rules, Matcher matcher, Options options) {
        if (!matcher.rules().equals(rules.detections())) {
            throw new IllegalArgumentException("the matcher counts other detections than the set has");
        }
        this.rules = rules;
        this.matcher = matcher;
        this.options = options;
        this.intake = new Intake(rules.plans(), signals);
        this.correlator = new Correlator(rules.plans(), options, signals, intake);
        this.flows = new Flows(rules.flows(), options, signals);
    }

    /**
     * Takes an event.
     *
     * @param receivedMillis when it was received; less than zero if unknown: then its own time is believed
     * @param evaluatedMillis now, for the alerts; nothing depends on it
     * @return what follows at once and from what the watermark passed, in that order
     * @throws IllegalArgumentException if the event is another tenant's
     */
    public List<Alert> accept(Event event, long receivedMillis, long evaluatedMillis) {
        if (!event.tenant().equals(options.tenant())) {
            throw new IllegalArgumentException("the event belongs to another tenant than the engine");
        }
        List<Alert> out = new ArrayList<>(0);
        long time = believed(event, receivedMillis);
        boolean late = time < passedTime || (time == passedTime && event.sequence() < passedSequence);
        Moment moment = new Moment(late, received(receivedMillis), evaluatedMillis);
        Entry entry = entry(event, time, receivedMillis, moment, out);
        if (late) {
            signals.raise(Signal.Kind.LATE_EVENT, "", "", 1, time);
            correlator.watermark(watermark);
            work(entry, moment, out);
            return out;
        }
        newest = Math.max(newest, time);
        // More events of the newest time may come, so it is never known whole by an event alone.
        watermark = Math.max(watermark, newest - Math.max(1, options.lateness()));
        if (options.lateness() == 0) {
            inOrder(entry, evaluatedMillis, out);
            decide(evaluatedMillis, out);
        } else {
            held.add(entry);
            drain(evaluatedMillis, out);
        }
        return out;
    }

    /**
     * Moves the watermark: no event up to that time is expected any more. For times without events; going back does nothing.
     *
     * @return what follows
     */
    public List<Alert> advance(long timeMillis, long evaluatedMillis) {
        List<Alert> out = new ArrayList<>(0);
        if (timeMillis > watermark) {
            watermark = timeMillis;
            drain(evaluatedMillis, out);
            pass(watermark, Long.MAX_VALUE);
        }
        return out;
    }

    /** Works out whatever waits, as if nothing earlier would come any more: at the end of a record. */
    public List<Alert> settle(long evaluatedMillis) {
        return advance(newest, evaluatedMillis);
    }

    /** Signals since this was last called, by kind, then rule; empty if all is well. */
    public List<Signal> signals() {
        return signals.take();
    }

    /** What the engine holds, for measurements. */
    public Gauges gauges() {
        return new Gauges(
                correlator.groups().size(),
                held.size(),
                flows.graph().size(),
                watermark == BEGINNING ? OptionalLong.empty() : OptionalLong.of(watermark),
                correlator.suppressed(),
                Map.copyOf(signals.totals()));
    }

    /** All that it remembers as bytes: of the same memory always the same ones. */
    public byte[] snapshot() {
        return new Snapshot(rules, signals, correlator, flows, held)
                .write(new Snapshot.Clock(newest, watermark, passedTime, passedSequence));
    }

    /**
     * Takes over what another engine remembered. Memory of rules that are gone or read differently now is left, which is signalled; rules
     * that are the same go on where they were.
     *
     * @throws BrokenState if these are not the bytes of a snapshot; then this engine is of no more use
     * @throws IllegalStateException if this engine has seen events
     */
    public void restore(byte[] snapshot) {
        if (newest != BEGINNING || watermark != BEGINNING) {
            throw new IllegalStateException("only an engine that has seen nothing takes over another's memory");
        }
        Snapshot.Clock clock = new Snapshot(rules, signals, correlator, flows, held).read(snapshot);
        newest = clock.newest();
        watermark = clock.watermark();
        passedTime = clock.passedTime();
        passedSequence = clock.passedSequence();
        correlator.watermark(Math.min(watermark, passedTime - 1));
        correlator.setTimers();
    }

    private static OptionalLong received(long millis) {
        return millis < 0 ? OptionalLong.empty() : OptionalLong.of(millis);
    }

    /** A clock that runs ahead must not carry the watermark, and with it every decision about absence, away. */
    private long believed(Event event, long received) {
        long time = event.timeMillis();
        if (received < 0 || Math.abs(time - received) <= options.jump()) {
            return time;
        }
        signals.raise(Signal.Kind.CLOCK_JUMP, "", "", 1, time);
        return Math.min(time, received + options.jump());
    }

    private Entry entry(Event event, long time, long received, Moment moment, List<Alert> out) {
        List<Hit> hits = new ArrayList<>(2);
        byte[] roles = new byte[rules.flows().size()];
        matcher.match(event, place -> {
            Starter starter = rules.starters().get(place);
            if (starter.told()) {
                out.add(alert(starter, event, time, moment));
            }
            for (Feed feed : starter.feeds()) {
                intake.add(feed, event::field, time, null, hits);
            }
            for (int flow = 0; flow < roles.length; flow++) {
                roles[flow] |= starter.roles()[flow];
            }
        });
        Optional<Step> step = Optional.empty();
        if (roles.length > 0) {
            step = Optional.of(Step.of(event, time)).filter(Step::takesPart);
        }
        return new Entry(time, event.sequence(), received, hits, step, roles);
    }

    private Alert alert(Starter starter, Event event, long time, Moment moment) {
        return new Alert(
                options.tenant(),
                starter.head(),
                Telling.canary(
                        options,
                        starter.head().reference(),
                        starter.head().digest(),
                        Long.toString(event.sequence()),
                        starter.stage()),
                Map.of(),
                time,
                time,
                time,
                moment.received(),
                moment.evaluated(),
                Sequences.of(new long[] {event.sequence()}),
                moment.late(),
                0,
                List.of(),
                "");
    }

    private void drain(long evaluated, List<Alert> out) {
        while (!held.isEmpty() && held.peek().time() <= watermark) {
            inOrder(held.remove(), evaluated, out);
        }
        while (held.size() > options.maxHeld()) {
            Entry early = held.remove();
            signals.raise(Signal.Kind.HELD_FULL, "", "", 1, early.time());
            inOrder(early, evaluated, out);
        }
        decide(evaluated, out);
        if (options.lateness() > 0) {
            pass(watermark, Long.MAX_VALUE);
        }
    }

    private void inOrder(Entry entry, long evaluated, List<Alert> out) {
        // What is over at this very time is decided behind all events of the time.
        long known = Math.min(entry.time() - 1, watermark);
        correlator.decideBefore(Math.min(entry.time(), watermark + 1), evaluated, out);
        correlator.watermark(known);
        work(entry, new Moment(false, received(entry.received()), evaluated), out);
        correlator.forgetOld();
        pass(entry.time(), entry.sequence());
    }

    private void decide(long evaluated, List<Alert> out) {
        correlator.decideBefore(watermark + 1, evaluated, out);
    }

    private void work(Entry entry, Moment moment, List<Alert> out) {
        if (!entry.hits().isEmpty()) {
            correlator.take(entry.hits(), entry.time(), entry.sequence(), moment, out);
        }
        flows.take(entry, watermark, moment, out);
    }

    private void pass(long time, long sequence) {
        if (time > passedTime || (time == passedTime && sequence > passedSequence)) {
            passedTime = time;
            passedSequence = sequence;
        }
    }
}
