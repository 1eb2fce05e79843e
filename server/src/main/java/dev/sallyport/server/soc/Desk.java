package dev.sallyport.server.soc;

import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.SaltSource;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.ActReceipts;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The one way people do something with an incident. The act is written into the incident as pending, then its receipt into the tenant's
 * chain, then the act as done: so none is in force without a receipt, and after a crash the receipt says how to go on. Thread-safe: one act
 * at a time here; of several gateways the second one is told that somebody is at it.
 */
public final class Desk {
    private static final long PATIENCE_MILLIS = 10_000;
    /** After that nobody writes the receipt of a pending act any more, whichever gateway began it. */
    private static final long GIVEN_UP_MILLIS = 6 * PATIENCE_MILLIS;

    private static final int PAGE = 1_000;

    /**
     * What it works with.
     *
     * @param keyId the key that signs the checkpoints of the logs
     */
    public record Parts(
            Book book,
            Cases cases,
            Journal journal,
            Records records,
            IdSource ids,
            SaltSource salts,
            Supplier<String> keyId,
            InstantSource clock) {}

    /** What became of an act. */
    public sealed interface Result {
        /** It is in force, and its receipt is there. */
        record Done(Incident incident) implements Result {}

        /** There is no such incident. */
        record NoSuchIncident() implements Result {}

        /** The incident is over, or what it was to be merged into is. */
        record Over() implements Result {}

        /** The step waits for nobody. */
        record NotWaiting() implements Result {}

        /** Somebody does something with it through another gateway. */
        record Busy() implements Result {}

        /** The receipt could not be written, so nothing happened. */
        record Unwritable() implements Result {}
    }

    /**
     * What somebody wants to do.
     *
     * @param role of whoever does it, as receipts name roles
     * @param subject as {@link Act#subject}
     * @param text as {@link Act#text}
     */
    public record Wish(
            TenantId tenant, String incident, Act.Kind kind, String role, String actor, String subject, String text) {}

    private final Parts parts;
    private final Consumer<Incident> told;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * One over those parts.
     *
     * @param told hears of incidents in which an act is in force now that somebody else began; not of what {@link #act} and
     *     {@link #recover} answer
     */
    public Desk(Parts parts, Consumer<Incident> told) {
        this.parts = parts;
        this.told = told;
    }

    /** Does it. */
    public Result act(Wish wish) {
        lock.lock();
        try {
            Optional<Incident> found = parts.book().incident(wish.tenant(), wish.incident());
            if (found.isEmpty()) {
                return new Result.NoSuchIncident();
            }
            settle(found.get(), false).forEach(told);
            Incident before = kept(found.get());
            if (before.handling().pending().isPresent()) {
                return new Result.Busy();
            }
            Optional<Result> refused = refusal(wish, before);
            return refused.isPresent() ? refused.get() : begin(wish);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Result> refusal(Wish wish, Incident incident) {
        boolean over = !incident.handling().status().isOpen();
        return switch (wish.kind()) {
            case ASSIGNED, CLOSED -> over ? Optional.of(new Result.Over()) : Optional.empty();
            case MERGED -> {
                Optional<Incident> into = parts.book().incident(wish.tenant(), wish.subject());
                boolean open = into.filter(i -> i.handling().status().isOpen()).isPresent();
                yield over || !open || wish.subject().equals(wish.incident())
                        ? Optional.of(new Result.Over())
                        : Optional.empty();
            }
            case STEP_CONFIRMED ->
                waiting(incident, wish.subject())
                                .filter(step -> !step.confirmed().contains(wish.actor()))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                waiting(incident, wish.subject()).isPresent()
                                        ? new Result.Done(incident) // said before, and receipted then
                                        : new Result.NotWaiting());
            case STEP_REFUSED ->
                waiting(incident, wish.subject()).isPresent() ? Optional.empty() : Optional.of(new Result.NotWaiting());
            case NARRATIVE_REVIEWED -> over ? Optional.empty() : Optional.of(new Result.Over());
        };
    }

    private Result begin(Wish wish) {
        boolean typed = wish.kind() == Act.Kind.ASSIGNED || !wish.text().isEmpty();
        Act act = new Act(
                "rcp_" + parts.ids().next(),
                wish.kind(),
                wish.role(),
                wish.actor(),
                parts.clock().millis(),
                wish.subject(),
                wish.text(),
                typed ? Hex.of(parts.salts().next()) : "");
        Optional<Incident> pending = change(
                wish.tenant(),
                wish.incident(),
                i -> i.handling().pending().isEmpty()
                                && (i.handling().status().isOpen()
                                        || !wish.kind().needsOpen())
                        ? i.pending(act)
                        : i);
        if (pending.isEmpty() || !isOf(pending.get(), act)) {
            return new Result.Busy();
        }
        if (!record(wish.tenant(), act.receiptId(), ActReceipts.of(act, wish.incident()), act.timeMillis())) {
            drop(pending.get(), act);
            return new Result.Unwritable();
        }
        return finish(pending.get(), act);
    }

    private static boolean isOf(Incident incident, Act act) {
        return incident.handling()
                .pending()
                .filter(p -> p.receiptId().equals(act.receiptId()))
                .isPresent();
    }

    /** Puts in force what has its receipt. */
    private Result finish(Incident incident, Act act) {
        long now = parts.clock().millis();
        TenantId tenant = incident.tenant();
        Incident kept = kept(incident);
        if (!isOf(kept, act)) {
            return isDone(kept, act) ? new Result.Done(kept) : tooLate(act); // another gateway came first
        }
        return switch (act.kind()) {
            case ASSIGNED, CLOSED -> {
                Optional<Incident> next = change(
                        tenant,
                        incident.id(),
                        i -> isOf(i, act) && i.handling().status().isOpen() ? i.done(now) : i);
                yield next.filter(i -> isDone(i, act)).isPresent() ? done(next, act) : voided(incident, act);
            }
            case NARRATIVE_REVIEWED -> done(change(tenant, incident.id(), i -> isOf(i, act) ? i.done(now) : i), act);
            case MERGED ->
                parts.cases().merge(tenant, incident.id(), act.subject(), now).isPresent()
                        ? done(parts.book().incident(tenant, act.subject()), act)
                        : voided(incident, act);
            case STEP_CONFIRMED, STEP_REFUSED -> {
                Optional<Step> step = waiting(incident, act.subject());
                yield step.isPresent() ? stepped(incident, act, step.get(), now) : voided(incident, act);
            }
        };
    }

    private Result stepped(Incident incident, Act act, Step step, long now) {
        Step next = act.kind() == Act.Kind.STEP_CONFIRMED
                ? step.confirmedBy(act.actor(), now)
                : step.in(Step.State.REFUSED, Long.MAX_VALUE, "refused by " + act.actor());
        try {
            return done(
                    parts.cases()
                            .change(
                                    incident.tenant(),
                                    incident.id(),
                                    i -> isOf(i, act) ? i.done(now) : i,
                                    List.of(next)),
                    act);
        } catch (IllegalStateException e) {
            return voided(incident, act); // the step moved on meanwhile
        }
    }

    private Result done(Optional<Incident> kept, Act act) {
        return kept.<Result>map(Result.Done::new)
                .orElseThrow(() -> new IllegalStateException("the incident of " + act.receiptId() + " is gone"));
    }

    /** What has a receipt and can't be put in force any more has another one that says so; one, however often this is begun. */
    private Result voided(Incident incident, Act act) {
        if (!isVoid(incident.tenant(), act)
                && !record(
                        incident.tenant(),
                        voiding(act),
                        ActReceipts.voiding(act, incident.id()),
                        parts.clock().millis())) {
            return new Result.Unwritable(); // it stays pending, and is looked at again
        }
        drop(incident, act);
        return tooLate(act);
    }

    private static Result tooLate(Act act) {
        return act.kind().needsOpen() ? new Result.Over() : new Result.NotWaiting();
    }

    /** The id of the receipt that voids the act follows from the act, so that after a crash it is found and not written again. */
    private static String voiding(Act act) {
        return act.receiptId() + "_void";
    }

    private boolean isVoid(TenantId tenant, Act act) {
        return parts.records().receipt(tenant, voiding(act)).isPresent();
    }

    private static boolean isDone(Incident incident, Act act) {
        return incident.handling().acts().stream().anyMatch(a -> a.receiptId().equals(act.receiptId()));
    }

    private void drop(Incident incident, Act act) {
        change(incident.tenant(), incident.id(), i -> isOf(i, act) ? i.settled() : i);
    }

    private Incident kept(Incident incident) {
        return parts.book().incident(incident.tenant(), incident.id()).orElse(incident);
    }

    private Optional<Step> waiting(Incident incident, String key) {
        return parts.book().steps(incident.tenant(), incident.id()).stream()
                .filter(step -> step.key().equals(key) && step.state() == Step.State.AWAITING)
                .findFirst();
    }

    private Optional<Incident> change(TenantId tenant, String id, UnaryOperator<Incident> change) {
        return parts.cases().change(tenant, id, change, List.of());
    }

    private boolean record(TenantId tenant, String receiptId, ReceiptBody body, long timeMillis) {
        Envelope envelope = new Envelope(
                receiptId,
                tenant.value(),
                ReceiptKind.ADMINISTRATION,
                timeMillis,
                parts.keyId().get());
        CommitResult result = parts.journal()
                .commit(Commit.of(
                                tenant,
                                ReceiptDraft.of(body, envelope),
                                parts.clock().millis() + PATIENCE_MILLIS)
                        .build())
                .join();
        return result instanceof CommitResult.Committed;
    }

    /**
     * Finishes or drops what a run before left pending.
     *
     * @param alone whether no other gateway can be writing a receipt at this moment
     * @return the incidents that are handled otherwise now, for people to be told of
     */
    public List<Incident> recover(boolean alone) {
        lock.lock();
        try {
            List<Incident> changed = new ArrayList<>();
            for (TenantId tenant : parts.records().tenants()) {
                // All first: what is settled changes its place in the list.
                begun(tenant).forEach(incident -> changed.addAll(settle(kept(incident), alone)));
            }
            return List.copyOf(changed);
        } finally {
            lock.unlock();
        }
    }

    private List<Incident> begun(TenantId tenant) {
        List<Incident> begun = new ArrayList<>();
        for (int offset = 0; ; offset += PAGE) {
            List<Incident> page = parts.book().incidents(tenant, false, PAGE, offset);
            page.stream().filter(i -> i.handling().pending().isPresent()).forEach(begun::add);
            if (page.size() < PAGE) {
                return begun;
            }
        }
    }

    /** Puts a pending act in force or drops it, if it is known which; what is handled otherwise now. */
    private List<Incident> settle(Incident incident, boolean alone) {
        Optional<Act> pending = incident.handling().pending();
        if (pending.isEmpty()) {
            return List.of();
        }
        Act act = pending.get();
        TenantId tenant = incident.tenant();
        if (parts.records().receipt(tenant, act.receiptId()).isPresent()) {
            if (isVoid(tenant, act)) {
                drop(incident, act);
            } else {
                finish(incident, act);
            }
        } else if (alone || parts.clock().millis() - act.timeMillis() > GIVEN_UP_MILLIS) {
            drop(incident, act);
        }
        Incident kept = kept(incident);
        if (!act.kind().needsOpen() || !isDone(kept, act)) {
            return List.of();
        }
        Optional<Incident> whole =
                act.kind() == Act.Kind.MERGED ? parts.book().incident(tenant, act.subject()) : Optional.empty();
        return Stream.concat(Stream.of(kept), whole.stream()).toList();
    }
}
