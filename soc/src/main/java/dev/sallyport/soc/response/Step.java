package dev.sallyport.soc.response;

import dev.sallyport.gate.identity.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One effect of a playbook for one incident on one target, from plan to undo. Immutable; every change makes the next revision.
 *
 * <p>The state is written before an effect is begun and after its answer is known: a crash in between leaves {@code BEGUN}, and who finds
 * that reads what stands before doing anything again.
 *
 * @param key follows from tenant, incident, playbook with version, place in it, target and how often that was stopped before: the
 *     idempotency key of the effect
 * @param playbook {@code name@version}
 * @param target the id of what it is done to
 * @param argument what the playbook says besides, such as a tier; may be empty
 * @param ttlMillis how long the effect stands before it is undone; 0 for one without an inverse
 * @param revision 1 when planned, one more with each change
 * @param dueMillis when it is to be looked at next; {@link Long#MAX_VALUE} for never
 * @param begunMillis when the effect was begun; 0 before
 * @param attempts how often it was tried
 * @param confirmed the people who confirmed it
 * @param receiptId of the effect, once it stands
 * @param undoReceiptId of its undo
 * @param why what stands in the way, or how it ended
 */
public record Step(
        String key,
        TenantId tenant,
        String incident,
        String playbook,
        Effect effect,
        String target,
        String argument,
        long ttlMillis,
        int revision,
        State state,
        long dueMillis,
        long begunMillis,
        int attempts,
        List<String> confirmed,
        Optional<String> receiptId,
        Optional<String> undoReceiptId,
        String why) {
    /** How many people confirm what can't be undone. */
    public static final int CONFIRMERS = 2;

    /** What a step names as its playbook that a person took by hand. */
    public static final String BY_HAND = "by-hand@1";

    /** What a step names as its incident that no incident asks for: a person froze an agent for a while. */
    public static final String NO_INCIDENT = "-";

    /** Longest time to live: a week. */
    public static final long LONGEST_TTL_MILLIS = 7 * 24 * 60 * 60 * 1000L;

    /** Where a step stands. */
    public enum State {
        /** To be done. */
        PLANNED,
        /** Waits for people. */
        AWAITING,
        /** Being done; whether it was is not known until it is {@link #STANDS}. */
        BEGUN,
        /** Done, and in force. */
        STANDS,
        /** Being undone. */
        UNDOING,
        /** Undone. */
        UNDONE,
        /** Not done: limits, the allow-list, a person, or nothing to do. */
        REFUSED,
        /** Given up after many attempts. */
        FAILED;

        /** Whether nothing more happens to it. */
        public boolean isOver() {
            return this == UNDONE || this == REFUSED || this == FAILED;
        }

        /** The word in answers. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of that word. */
        public static Optional<State> byWire(String wire) {
            return Arrays.stream(values()).filter(s -> s.wire().equals(wire)).findFirst();
        }
    }

    /** A step of a playbook that says nothing besides. */
    public Step(
            String key,
            TenantId tenant,
            String incident,
            String playbook,
            Effect effect,
            String target,
            long ttlMillis,
            int revision,
            State state,
            long dueMillis,
            long begunMillis,
            int attempts,
            List<String> confirmed,
            Optional<String> receiptId,
            Optional<String> undoReceiptId,
            String why) {
        this(
                key,
                tenant,
                incident,
                playbook,
                effect,
                target,
                "",
                ttlMillis,
                revision,
                state,
                dueMillis,
                begunMillis,
                attempts,
                confirmed,
                receiptId,
                undoReceiptId,
                why);
    }

    public Step {
        confirmed = List.copyOf(confirmed);
        boolean lasts = effect.inverse().isPresent();
        if (lasts ? ttlMillis <= 0 || ttlMillis > LONGEST_TTL_MILLIS : ttlMillis != 0) {
            throw new IllegalArgumentException(effect.wire() + " takes a time to live "
                    + (lasts ? "of 1 ms to 7 days" : "of 0") + ", not " + ttlMillis);
        }
    }

    /** Whether an incident asks for it; otherwise a person alone does. */
    public boolean isOfIncident() {
        return !incident.equals(NO_INCIDENT);
    }

    /** Whether a person took it by hand. */
    public boolean isByHand() {
        return playbook.equals(BY_HAND);
    }

    /** Whether its effect is in force, or may be. */
    public boolean mayStand() {
        return state == State.BEGUN || state == State.STANDS || state == State.UNDOING;
    }

    /** The step in another state. */
    public Step in(State next, long due, String because) {
        return after(draft -> {
            draft.state = next;
            draft.due = next.isOver() ? Long.MAX_VALUE : due;
            draft.why = because;
        });
    }

    /** The step with one more attempt begun. */
    public Step begun(State next, long nowMillis, long due) {
        return after(draft -> {
            draft.state = next;
            draft.due = due;
            draft.begun = begunMillis == 0 ? nowMillis : begunMillis;
            draft.attempts = attempts + 1;
        });
    }

    /** The step whose effect is in force. */
    public Step standing(Optional<String> receipt, long nowMillis) {
        return after(draft -> {
            draft.state = State.STANDS;
            draft.due = ttlMillis == 0 ? Long.MAX_VALUE : nowMillis + ttlMillis;
            draft.attempts = 0;
            draft.receipt = receipt;
            draft.why = "";
        });
    }

    /** The step whose effect is undone. */
    public Step undone(Optional<String> receipt, String because) {
        return after(draft -> {
            draft.state = State.UNDONE;
            draft.due = Long.MAX_VALUE;
            draft.undoReceipt = receipt;
            draft.why = because;
        });
    }

    /** The step with that person's word; from the second on it may be done. */
    public Step confirmedBy(String person, long nowMillis) {
        List<String> people =
                Stream.concat(confirmed.stream(), Stream.of(person)).distinct().toList();
        boolean enough = people.size() >= CONFIRMERS;
        return after(draft -> {
            draft.state = enough ? State.PLANNED : State.AWAITING;
            draft.due = enough ? nowMillis : Long.MAX_VALUE;
            draft.confirmed = people;
        });
    }

    private Step after(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.step();
    }

    /** The next revision of a step while it is made; what it is about never changes. */
    private static final class Draft {
        private final Step before;
        private State state;
        private long due;
        private long begun;
        private int attempts;
        private List<String> confirmed;
        private Optional<String> receipt;
        private Optional<String> undoReceipt;
        private String why;

        Draft(Step before) {
            this.before = before;
            this.state = before.state;
            this.due = before.dueMillis;
            this.begun = before.begunMillis;
            this.attempts = before.attempts;
            this.confirmed = before.confirmed;
            this.receipt = before.receiptId;
            this.undoReceipt = before.undoReceiptId;
            this.why = before.why;
        }

        Step step() {
            return new Step(
                    before.key,
                    before.tenant,
                    before.incident,
                    before.playbook,
                    before.effect,
                    before.target,
                    before.argument,
                    before.ttlMillis,
                    before.revision + 1,
                    state,
                    due,
                    begun,
                    attempts,
                    confirmed,
                    receipt,
                    undoReceipt,
                    why);
        }
    }
}
