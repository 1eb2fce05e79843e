package dev.sallyport.gate.retention;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Registry;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator chose for a tenant.
 *
 * @param days how long payloads are kept; empty: until somebody has them erased
 * @param highRisk whether the tenant counts as high-risk whatever its agents are
 */
public record Retention(RetentionTier tier, OptionalInt days, boolean highRisk) {
    /** The most days that can be chosen: a hundred years. */
    public static final int MOST_DAYS = 36_525;

    /** Without a choice nothing goes. */
    public static final Retention DEFAULT = new Retention(RetentionTier.LOCAL_ONLY, OptionalInt.empty(), false);

    /** @throws IllegalArgumentException if the tier does not allow the days, or asks for some and none are given */
    public Retention {
        if (days.isEmpty() && tier != RetentionTier.LOCAL_ONLY) {
            throw new IllegalArgumentException("the tier " + tier.wire() + " takes a number of days");
        }
        if (days.isPresent() && !tier.allows(days.getAsInt())) {
            throw new IllegalArgumentException("the tier " + tier.wire() + " allows " + allowed(tier)
                    + " days for payloads, not " + days.getAsInt());
        }
    }

    private static String allowed(RetentionTier tier) {
        return tier.leastDays() == tier.mostDays()
                ? String.valueOf(tier.leastDays())
                : tier.leastDays() + " to " + tier.mostDays();
    }

    /** The least the tenant must keep, if its settings or any of its agents are high-risk. */
    public Optional<Floor> floor(Registry registry, TenantId tenant) {
        return highRisk ? Optional.of(Floor.ofSettings()) : Floor.ofAgents(registry, tenant);
    }

    /** What this comes to for that tenant now; empty if nothing goes by itself. */
    public Optional<Term> term(Registry registry, TenantId tenant) {
        return days.isEmpty()
                ? Optional.empty()
                : Optional.of(new Term(tier, days.getAsInt(), floor(registry, tenant)));
    }

    /** Why this may not stand for that tenant: fewer days than its floor; empty if it may. */
    public Optional<String> refusal(Registry registry, TenantId tenant) {
        return floor(registry, tenant)
                .filter(floor -> days.isPresent() && days.getAsInt() < floor.days())
                .map(floor -> "tenant `" + tenant + "` keeps payloads for " + days.getAsInt() + " days (tier "
                        + tier.wire() + "), and the least is " + floor.days() + " because " + floor.because()
                        + "; choose `growth`, or `enterprise` with days: " + floor.days() + " or more");
    }
}
