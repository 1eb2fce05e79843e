package dev.sallyport.soc.playbook;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Effects;
import dev.sallyport.soc.response.Step;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does what is due, one step after the other. Before an effect it writes that it begins, afterwards that it stands; who finds one begun
 * (after a crash, or an answer that never came) reads what stands, and only does it again if it does not. So an effect is done at least
 * once, and not twice to any effect: freezing what is frozen is not done at all. Confined to one thread.
 */
public final class Responder {
    private static final int PAGE = 100;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final int MOST_BEGUN = 10_000;

    /** Hears of effects. */
    public interface Listener {
        /** A step's state changed. */
        void stepped(Step step, Optional<Incident> incident);

        /** The first effect for an incident stands. */
        void contained(Incident incident);

        /** The brake held a step back. */
        void braked(Step step);
    }

    private final Book book;
    private final Cases cases;
    private final Effects effects;
    private final Brake brake;
    private final InstantSource clock;
    private final Listener listener;

    /** One that keeps its steps in that book. */
    public Responder(Book book, Cases cases, Effects effects, Brake brake, InstantSource clock, Listener listener) {
        this.book = book;
        this.cases = cases;
        this.effects = effects;
        this.brake = brake;
        this.clock = clock;
        this.listener = listener;
    }

    /** Does what is due for the tenant; returns how many steps it moved on. */
    public int round(TenantId tenant) {
        List<Step> due = book.due(tenant, clock.millis(), PAGE);
        due.forEach(this::move);
        return due.size();
    }

    private void move(Step step) {
        switch (step.state()) {
            case PLANNED -> begin(step);
            case BEGUN -> attempt(step);
            case STANDS -> undo(step);
            case UNDOING -> attemptUndo(step);
            case AWAITING, UNDONE, REFUSED, FAILED -> {}
        }
    }

    private void begin(Step step) {
        boolean confirmed = step.confirmed().size() >= Step.CONFIRMERS;
        Optional<String> held = confirmed ? Optional.empty() : held(step);
        if (held.isPresent()) {
            write(step.in(Step.State.AWAITING, Long.MAX_VALUE, held.get() + "; two people can confirm it"));
            listener.braked(step);
            return;
        }
        switch (effects.standing(step.tenant(), step.effect(), step.target())) {
            case GONE -> write(step.in(Step.State.REFUSED, Long.MAX_VALUE, "nothing can be done to it any more"));
            case IN_FORCE -> shared(step);
            case NOT_IN_FORCE -> {
                Step begun = step.begun(Step.State.BEGUN, clock.millis(), clock.millis());
                if (write(begun)) {
                    apply(begun);
                }
            }
        }
    }

    private Optional<String> held(Step step) {
        TenantId tenant = step.tenant();
        long now = clock.millis();
        List<Step> week = book.begun(tenant, now - Step.LONGEST_TTL_MILLIS, MOST_BEGUN);
        if (week.size() == MOST_BEGUN && step.effect().isStop()) {
            return Optional.of("the brake holds it: more steps were begun within a week than can be counted");
        }
        List<Step> playbooks = week.stream().filter(s -> !s.isByHand()).toList();
        return brake.holds(
                step,
                playbooks.stream()
                        .filter(s -> s.begunMillis() >= now - Brake.WINDOW_MILLIS)
                        .toList(),
                playbooks.stream().filter(Step::mayStand).toList(),
                new Brake.Population(effects.agents(tenant), effects.servers(tenant)),
                now);
    }

    /** In force already: by another step, whose time this one may lengthen, or by somebody else, which is not ours to undo. */
    private void shared(Step step) {
        Optional<Step> other = others(step).findFirst();
        if (other.isPresent()) {
            write(step.standing(other.get().receiptId(), clock.millis()));
        } else {
            write(step.in(Step.State.REFUSED, Long.MAX_VALUE, "in force already, and not by a playbook"));
        }
    }

    private java.util.stream.Stream<Step> others(Step step) {
        return book.standing(step.tenant(), step.target()).stream()
                .filter(s -> s.effect() == step.effect() && !s.key().equals(step.key()));
    }

    private void attempt(Step step) {
        Optional<String> done = effects.receiptOf(step, false);
        switch (effects.standing(step.tenant(), step.effect(), step.target())) {
            case IN_FORCE -> {
                if (done.isPresent() || effects.isOurs(step)) {
                    stands(step, done);
                } else {
                    write(step.in(Step.State.REFUSED, Long.MAX_VALUE, "in force already, and not by a playbook"));
                }
            }
            case GONE -> {
                if (step.effect().isCritical() && done.isPresent()) {
                    stands(step, done);
                } else {
                    write(step.in(Step.State.REFUSED, Long.MAX_VALUE, "nothing can be done to it any more"));
                }
            }
            case NOT_IN_FORCE -> {
                Step again = step.begun(Step.State.BEGUN, clock.millis(), clock.millis());
                if (write(again)) {
                    apply(again);
                }
            }
        }
    }

    private void apply(Step step) {
        switch (effects.apply(step, step.effect(), false)) {
            case Effects.Result.Done done -> stands(step, Optional.of(done.receiptId()));
            case Effects.Result.NotDone not -> later(step, not.why());
        }
    }

    private void stands(Step step, Optional<String> receipt) {
        long now = clock.millis();
        Step next = step.standing(receipt, now);
        AtomicBoolean first = new AtomicBoolean();
        Optional<Incident> incident = cases.change(
                step.tenant(),
                step.incident(),
                i -> {
                    first.set(step.effect().isStop() && i.times().contained().isEmpty());
                    return first.get() ? i.contained(now) : i;
                },
                List.of(next));
        listener.stepped(next, incident);
        incident.filter(i -> first.get()).ifPresent(listener::contained);
    }

    private void undo(Step step) {
        Optional<Effect> inverse = step.effect().inverse();
        if (inverse.isEmpty()) {
            write(step.undone(Optional.empty(), "it is not undone"));
            return;
        }
        Optional<Step> longest = others(step).max(Comparator.comparingLong(Step::dueMillis));
        if (longest.filter(s -> s.dueMillis() > step.dueMillis()).isPresent()) {
            write(step.undone(Optional.empty(), "the step " + longest.get().key() + " keeps it in force"));
            return;
        }
        attemptUndo(step);
    }

    private void attemptUndo(Step step) {
        Effect inverse = step.effect().inverse().orElseThrow();
        if (effects.standing(step.tenant(), step.effect(), step.target()) != Effects.Standing.IN_FORCE) {
            Optional<String> receipt = effects.receiptOf(step, true);
            write(step.undone(receipt, receipt.isPresent() ? "" : "somebody lifted it before"));
            return;
        }
        if (!effects.isOurs(step)) {
            write(step.undone(Optional.empty(), "a person put it in force since; it is left"));
            return;
        }
        Step begun = step.begun(Step.State.UNDOING, clock.millis(), clock.millis());
        if (!write(begun)) {
            return;
        }
        switch (effects.apply(begun, inverse, true)) {
            case Effects.Result.Done done -> write(begun.undone(Optional.of(done.receiptId()), "its time was over"));
            case Effects.Result.NotDone not -> later(begun, not.why());
        }
    }

    private void later(Step step, String why) {
        if (step.attempts() >= MOST_ATTEMPTS) {
            write(step.in(Step.State.FAILED, Long.MAX_VALUE, why));
            return;
        }
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(step.attempts(), 10));
        write(step.in(step.state(), clock.millis() + pause, why));
    }

    /** Writes the step; false if somebody else moved it on. */
    private boolean write(Step step) {
        if (!step.isOfIncident()) {
            boolean written = cases.write(step.tenant(), List.of(step));
            listener.stepped(step, Optional.empty());
            return written;
        }
        try {
            Optional<Incident> incident = cases.change(step.tenant(), step.incident(), kept -> kept, List.of(step));
            listener.stepped(step, incident);
            return incident.isPresent();
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
