package dev.sallyport.gate.retention;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.Registry;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The least number of days payloads stay, because what a tenant runs is high-risk: six months, counted as 184 days, are what
 * Regulation (EU) 2024/1689, Art. 19 (1) and 26 (6), asks of the logs of high-risk systems.
 *
 * @param because what makes it high-risk, for people
 */
public record Floor(int days, String because) {
    /** The floor of high risk. */
    public static final int HIGH_RISK_DAYS = 184;

    /** Every other word is high: whoever writes one we don't know must not get less than the floor by it. */
    private static final Set<String> LOWER = Set.of("minimal", "low", "limited", "moderate", "medium");

    /** Whether an agent of that {@code risk_tier} makes its tenant high-risk. */
    public static boolean isHighRisk(String riskTier) {
        return !LOWER.contains(riskTier.toLowerCase(Locale.ROOT));
    }

    /** The floor that the tenant's agents set, frozen and revoked ones too: what they did is what has to be kept. */
    static Optional<Floor> ofAgents(Registry registry, TenantId tenant) {
        return registry.agents(tenant).stream()
                .filter(agent -> isHighRisk(agent.riskTier()))
                .min(Comparator.comparing(Agent::key))
                .map(agent -> new Floor(
                        HIGH_RISK_DAYS, "agent `" + agent.key() + "` has risk_tier `" + agent.riskTier() + "`"));
    }

    static Floor ofSettings() {
        return new Floor(HIGH_RISK_DAYS, "its settings say high_risk");
    }
}
