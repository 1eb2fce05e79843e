package dev.sallyport.server.wiring;

import dev.sallyport.gate.erasure.Erased;
import dev.sallyport.gate.erasure.ErasureFailed;
import dev.sallyport.gate.erasure.Pruner;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.retention.Floor;
import dev.sallyport.gate.retention.Retentions;
import dev.sallyport.gate.retention.Term;
import dev.sallyport.server.trail.TrailTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the tenants' retention asks of a running gateway: payloads past their term, and the trail that tells of all. */
final class Pruning implements TrailTerm {
    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    private final House house;

    Pruning(House house) {
        this.house = house;
    }

    /** @throws StartRefused {@code retention_below_floor} if a tenant's payloads would be kept for too short */
    void check() {
        Retentions retentions = house.settings().pruning().retentions();
        Optional<String> refusal =
                retentions.refusal(house.journal().registry(), house.records().tenants());
        refusal.ifPresent(why -> {
            throw new StartRefused("retention_below_floor", "`retention`: " + why);
        });
    }

    /** Removes what has outlived its term, of every tenant. */
    void round(Pruner pruner) {
        for (TenantId tenant : house.records().tenants()) {
            Optional<Term> term = pruner.term(tenant);
            term.filter(Term::isRaised)
                    .ifPresent(t -> LOG.warn(
                            "tenant {} keeps payloads for {} days, not for the {} of its settings, because {}; raise them: "
                                    + "the next start is refused",
                            tenant,
                            t.days(),
                            t.chosenDays(),
                            t.floor().map(Floor::because).orElse("")));
            try {
                Erased erased = pruner.prune(tenant);
                if (erased.decisions() > 0) {
                    LOG.info("{} decisions of tenant {} outlived their term", erased.decisions(), tenant);
                }
                if (erased.overwriting() == Overwriting.HELD_UP) {
                    LOG.warn("what was pruned is not overwritten yet, a reader stood in the way; the next round tries");
                }
            } catch (ErasureFailed e) {
                LOG.warn("payloads of tenant {} could not be pruned; the next round tries", tenant, e);
            }
        }
    }

    @Override
    public long removedBefore() {
        List<Integer> days = new ArrayList<>();
        for (TenantId tenant : house.records().tenants()) {
            Optional<Term> term = retentions().term(house.journal().registry(), tenant);
            if (term.isEmpty()) {
                return 0;
            }
            days.add(term.get().days());
        }
        // One file tells of all tenants, so it stays for the longest of their terms.
        return days.stream()
                .max(Integer::compare)
                .map(most -> house.sources().clock().millis() - most * DAY_MILLIS)
                .orElse(0L);
    }

    @Override
    public long keptSince() {
        return house.records().tenants().stream()
                .flatMap(tenant -> retentions().of(tenant).floor(house.journal().registry(), tenant).stream())
                .map(Floor::days)
                .max(Integer::compare)
                .map(days -> house.sources().clock().millis() - days * DAY_MILLIS)
                .orElse(Long.MAX_VALUE);
    }

    private Retentions retentions() {
        return house.settings().pruning().retentions();
    }
}
