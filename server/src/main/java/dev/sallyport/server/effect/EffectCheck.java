package dev.sallyport.server.effect;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.effect.Weighed.Reason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks for the decision behind an effect. A decision is recorded before what it lets happen, so the answer is there at once. What names its
 * decision is compared with that one; anything else with the newest ones, of which it looks through {@value #SCANNED} receipts: if more were
 * written within the window, it is unassessed and never clean. Thread-safe; one effect is weighed at a time.
 */
public final class EffectCheck {
    /** Most receipts that are looked through for one effect. */
    static final int SCANNED = 5_000;

    private static final int PAGE = 500;

    /**
     * What was found, and whether the same report came before.
     *
     * @param repeated what is told stands since then
     * @param differs whether another report came under the same name, which then stands
     */
    public record Found(Weighed weighed, boolean repeated, boolean differs) {}

    /** A decision as its receipt tells it. */
    private record Decided(DecisionId id, AgentId agent, String tool, boolean allows, long timeMillis) {}

    private final EffectPlan plan;
    private final Records records;
    private final Sealer sealer;
    private final Baits baits;
    private final ReentrantLock lock = new ReentrantLock();
    // Under the lock:
    private final SeenEffects seen = new SeenEffects();

    /**
     * A check by what is kept there.
     *
     * @param baits the credentials that were planted
     */
    public EffectCheck(EffectPlan plan, Records records, Sealer sealer, Baits baits) {
        this.plan = plan;
        this.records = records;
        this.sealer = sealer;
        this.baits = baits;
    }

    /** What is behind it. */
    public Found weigh(TenantId tenant, Effect effect) {
        lock.lock();
        try {
            Optional<SeenEffects.Seen> before = seen.find(tenant, effect);
            if (before.isPresent()) {
                return new Found(
                        before.get().weighed(), true, !before.get().effect().equals(effect));
            }
            Weighed weighed = fresh(tenant, effect);
            seen.keep(tenant, effect, weighed);
            return new Found(weighed, false, false);
        } finally {
            lock.unlock();
        }
    }

    private Weighed fresh(TenantId tenant, Effect effect) {
        if (effect.credential().filter(hash -> baits.caught(tenant, hash)).isPresent()) {
            return new Weighed.Bypass(Reason.CANARY);
        }
        EffectPlan.Service service = plan.of(tenant, effect.service());
        if (effect.decision().isPresent()) {
            return named(tenant, effect, service, effect.decision().get());
        }
        Weighed sought = sought(tenant, effect, service);
        // That somebody was allowed something of that service explains no use of a credential that anybody may hold.
        boolean comparable = effect.agent().isPresent() || effect.actionHash().isPresent();
        return sought instanceof Weighed.Explained && !comparable
                ? new Weighed.Unassessed(Reason.NOTHING_TO_COMPARE)
                : sought;
    }

    private Weighed named(TenantId tenant, Effect effect, EffectPlan.Service service, DecisionId id) {
        Optional<Decided> decided = records.receiptsOf(tenant, id).stream()
                .flatMap(receipt -> decided(receipt).stream())
                .findFirst();
        if (decided.isEmpty()) {
            return new Weighed.Bypass(Reason.NO_DECISION);
        }
        Optional<Weighed> against = against(tenant, effect, service, decided.get());
        return against.orElseGet(() -> new Weighed.Explained(id));
    }

    /** What speaks against that decision being the one behind the effect. */
    private Optional<Weighed> against(TenantId tenant, Effect effect, EffectPlan.Service service, Decided decided) {
        if (!decided.allows()) {
            return Optional.of(new Weighed.Bypass(Reason.NOT_ALLOWED));
        }
        if (!service.tools().contains(decided.tool())) {
            return Optional.of(new Weighed.Bypass(Reason.SERVICE_DIFFERS));
        }
        if (effect.agent().filter(agent -> !agent.equals(decided.agent())).isPresent()) {
            return Optional.of(new Weighed.Bypass(Reason.AGENT_DIFFERS));
        }
        long after = effect.timeMillis() - decided.timeMillis();
        if (after < -plan.skewMillis() || after > plan.windowMillis() + plan.skewMillis()) {
            return Optional.of(new Weighed.Bypass(Reason.OUT_OF_WINDOW));
        }
        if (isNotStarted(tenant, decided.id())) {
            return Optional.of(new Weighed.Bypass(Reason.NOT_STARTED));
        }
        if (!seen.mayExplain(tenant, effect, decided.id(), service.each())) {
            return Optional.of(new Weighed.Bypass(Reason.DECISION_SPENT));
        }
        return effect.actionHash().flatMap(hash -> hashed(tenant, decided.id(), hash));
    }

    /** A release that came to nothing explains nothing: whoever did the same, did it elsewhere. */
    private boolean isNotStarted(TenantId tenant, DecisionId decision) {
        return records.receiptsOf(tenant, decision).stream()
                .anyMatch(kept -> Receipt.ifReadable(kept)
                        .map(EffectCheck::saysNotStarted)
                        .orElse(true)); // what it said nobody knows, so it explains nothing
    }

    private static boolean saysNotStarted(Receipt receipt) {
        return receipt.envelope().kind() == ReceiptKind.OUTCOME
                && text(receipt, "status").equals(Outcome.Status.NOT_STARTED.wire());
    }

    private Optional<Weighed> hashed(TenantId tenant, DecisionId decision, String hash) {
        Optional<Facts.What> what = records.facts(tenant, decision)
                .map(kept -> FactsRecord.parse(
                        sealer.open(FactsRecord.context(tenant.value(), decision.value()), kept.sealed())))
                .map(record -> FactsCodec.parse(record.facts()).what());
        if (what.isEmpty()) {
            return Optional.of(new Weighed.Unassessed(Reason.FACTS_ERASED));
        }
        boolean same =
                hash.equals(what.get().actionHash()) || hash.equals(what.get().actionHash2());
        return same ? Optional.empty() : Optional.of(new Weighed.Bypass(Reason.HASH_DIFFERS));
    }

    private Weighed sought(TenantId tenant, Effect effect, EffectPlan.Service service) {
        long oldest = effect.timeMillis() - plan.windowMillis() - plan.skewMillis();
        boolean erased = false;
        for (int offset = 0; offset < SCANNED; offset += PAGE) {
            List<SealedReceipt> page = records.newestReceipts(tenant, PAGE, offset);
            for (SealedReceipt sealed : page) {
                Optional<Receipt> receipt = Receipt.ifReadable(sealed);
                if (receipt.isPresent() && receipt.get().envelope().timeMillis() < oldest) {
                    return notFound(erased);
                }
                Optional<Decided> decided = receipt.flatMap(EffectCheck::decided);
                if (decided.isPresent()) {
                    Optional<Weighed> against = against(tenant, effect, service, decided.get());
                    if (against.isEmpty()) {
                        return new Weighed.Explained(decided.get().id());
                    }
                    erased |= against.get() instanceof Weighed.Unassessed;
                }
            }
            if (page.size() < PAGE) {
                return notFound(erased);
            }
        }
        return new Weighed.Unassessed(Reason.TOO_MUCH_TO_READ);
    }

    private static Weighed notFound(boolean erased) {
        return erased ? new Weighed.Unassessed(Reason.FACTS_ERASED) : new Weighed.Bypass(Reason.NO_DECISION);
    }

    private static Optional<Decided> decided(SealedReceipt sealed) {
        return Receipt.ifReadable(sealed).flatMap(EffectCheck::decided);
    }

    private static Optional<Decided> decided(Receipt receipt) {
        if (receipt.envelope().kind() != ReceiptKind.DECISION) {
            return Optional.empty();
        }
        return Optional.of(new Decided(
                new DecisionId(text(receipt, "decision_id")),
                new AgentId(text(receipt, "agent")),
                text(receipt, "tool"),
                text(receipt, "decision").equals("allow"),
                receipt.envelope().timeMillis()));
    }

    private static String text(Receipt receipt, String member) {
        if (receipt.body().members().get(member) instanceof JsonString text) {
            return text.value();
        }
        throw new IllegalStateException("a receipt without `" + member + "`");
    }
}
