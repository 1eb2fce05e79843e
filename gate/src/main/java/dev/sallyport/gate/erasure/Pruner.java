package dev.sallyport.gate.erasure;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.retention.Floor;
import dev.sallyport.gate.retention.Retention;
import dev.sallyport.gate.retention.Retentions;
import dev.sallyport.gate.retention.Term;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Removes the payloads whose term is over; the receipts that say so name tier, days and cutoff. Thread-safe. */
public final class Pruner {
    private final Eraser eraser;
    private final Journal journal;
    private final Retentions retentions;
    private final InstantSource clock;

    /** A pruner by these choices. */
    public Pruner(Eraser eraser, Journal journal, Retentions retentions, InstantSource clock) {
        this.eraser = eraser;
        this.journal = journal;
        this.retentions = retentions;
        this.clock = clock;
    }

    /** What was chosen for the tenant. */
    public Retention chosen(TenantId tenant) {
        return retentions.of(tenant);
    }

    /** The least the tenant's payloads are kept as things stand; empty if nothing of it is high-risk. */
    public Optional<Floor> floor(TenantId tenant) {
        return chosen(tenant).floor(journal.registry(), tenant);
    }

    /** How long the tenant's payloads are kept as things stand; empty if nothing goes by itself. */
    public Optional<Term> term(TenantId tenant) {
        return retentions.term(journal.registry(), tenant);
    }

    /**
     * Removes what has outlived its term now; blocks until the bytes are overwritten.
     *
     * @throws ErasureFailed if a batch could not be recorded
     */
    public Erased prune(TenantId tenant) {
        Optional<Term> term = term(tenant);
        if (term.isEmpty()) {
            return new Erased(0, 0, List.of(), Overwriting.DONE);
        }
        Selection old = new Selection.Before(term.get().cutoffMillis(clock.millis()));
        return eraser.erase(Actor.system(tenant), old, new Why.TermOver(term.get()));
    }
}
