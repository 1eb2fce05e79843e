package dev.sallyport.gate.erasure;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Removes payloads (sealed facts with their salt, held calls, first answers) and leaves receipts, chains and logs alone.
 *
 * <p>Payloads go in batches. A batch and the receipt that says so become durable together, so no payload is ever missing
 * without a receipt; the bytes are overwritten before the answer says done. What still waits for people, or for the claim
 * of what they allowed, is not touched: it is part of a decision that is not over. One erasure at a time; thread-safe.
 */
public final class Eraser {
    /** How many decisions one receipt speaks for at most. */
    public static final int BATCH = 2_000;

    private final Journal journal;
    private final Records records;
    private final Related related;
    private final IdSource ids;
    private final InstantSource clock;
    private final String keyId;
    private final long patienceMillis;
    /** One erasure at a time, so that no two receipts claim the same payload. */
    private final ReentrantLock erasing = new ReentrantLock();
    /** Whether bytes may still be in a file; nobody knows how the run before ended. Guarded by {@link #erasing}. */
    private boolean owed = true;
    /** What the store said last. Guarded by {@link #erasing}. */
    private Overwriting overwriting = Overwriting.HELD_UP;

    /**
     * An eraser.
     *
     * @param keyId the key that signs the checkpoints of the logs
     * @param patienceMillis how long to wait for one batch, and for the overwriting
     */
    public Eraser(
            Journal journal, Records records, IdSource ids, InstantSource clock, String keyId, long patienceMillis) {
        this.journal = journal;
        this.records = records;
        this.related = new Related(records);
        this.ids = ids;
        this.clock = clock;
        this.keyId = keyId;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Erases what the selection names and is still kept; blocks until the bytes are overwritten.
     *
     * @param actor who has it done; names the tenant
     * @throws ErasureFailed if a batch could not be recorded
     */
    public Erased erase(Actor actor, Selection selection, Why why) {
        Work work = new Work(actor, selection, why);
        erasing.lock();
        try {
            switch (selection) {
                case Selection.OneDecision one ->
                    related.to(actor.tenant(), one.decision()).forEach(work::add);
                case Selection.OfAgent of -> work.walk(kept -> kept.agent().equals(of.agent()), Long.MAX_VALUE);
                case Selection.Before before -> work.walk(kept -> true, before.timeMillis());
            }
            work.flush();
            // Also when nothing went now: an overwriting that failed before is made good by asking again.
            if (owed) {
                overwriting = journal.overwrite(clock.millis() + patienceMillis);
                owed = overwriting == Overwriting.HELD_UP;
            }
            return new Erased(work.erased, work.waiting, work.receipts, overwriting);
        } finally {
            erasing.unlock();
        }
    }

    /** Whether the tenant has such a decision. */
    public boolean knows(TenantId tenant, DecisionId decision) {
        return !records.receiptsOf(tenant, decision).isEmpty();
    }

    /** One erasure on its way; confined to its thread. */
    private final class Work {
        private final Actor actor;
        private final Selection selection;
        private final Why why;
        private final List<DecisionId> batch = new ArrayList<>();
        private final Places places = new Places();
        private final List<String> receipts = new ArrayList<>();
        private long erased;
        private long waiting;

        Work(Actor actor, Selection selection, Why why) {
            this.actor = actor;
            this.selection = selection;
            this.why = why;
        }

        /** Every kept decision that fits, from the oldest on, until one was not made before the time. */
        void walk(java.util.function.Predicate<Records.KeptDecision> fits, long beforeMillis) {
            List<Records.KeptDecision> page = records.keptDecisions(actor.tenant(), 0, BATCH);
            while (!page.isEmpty()) {
                for (Records.KeptDecision kept : page) {
                    if (fits.test(kept)) {
                        if (beforeMillis != Long.MAX_VALUE
                                && related.timeMillis(actor.tenant(), kept.sequence()) >= beforeMillis) {
                            return;
                        }
                        add(kept.decision());
                    }
                }
                page = records.keptDecisions(actor.tenant(), page.getLast().sequence() + 1, BATCH);
            }
        }

        void add(DecisionId decision) {
            Optional<Records.KeptFacts> kept = records.facts(actor.tenant(), decision);
            if (kept.isEmpty()) {
                return;
            }
            Optional<Approval> open = related.approval(actor.tenant(), decision)
                    .filter(a -> !a.status().isFinal());
            if (open.isPresent()) {
                waiting++;
                return;
            }
            batch.add(decision);
            places.add(kept.get().sequence());
            if (batch.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (batch.isEmpty()) {
                return;
            }
            long now = clock.millis();
            String id = "rcp_" + ids.next();
            Envelope envelope = new Envelope(id, actor.tenant().value(), ReceiptKind.ADMINISTRATION, now, keyId);
            Commit commit = Commit.of(
                            actor.tenant(), ReceiptDraft.of(new ReceiptBody(body()), envelope), now + patienceMillis)
                    .erasing(batch)
                    .build();
            if (!(journal.commit(commit).join() instanceof CommitResult.Committed)) {
                throw new ErasureFailed("the store does not take it now; nothing of this batch went, try again");
            }
            owed = true;
            receipts.add(id);
            erased += batch.size();
            batch.clear();
            places.clear();
        }

        private JsonObject body() {
            JsonObject.Builder body = JsonObject.builder()
                    .put("actor_role", actor.role())
                    .put("actor", actor.name())
                    .put("subject", selection.subject())
                    .put("decisions", batch.size())
                    .put(Why.PLACES, places.toString());
            why.into(body);
            if (selection instanceof Selection.Before before) {
                body.put("before_ms", before.timeMillis());
            }
            return body.build();
        }
    }
}
