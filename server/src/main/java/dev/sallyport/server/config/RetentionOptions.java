package dev.sallyport.server.config;

import dev.sallyport.gate.retention.Floor;
import dev.sallyport.gate.retention.Retention;
import dev.sallyport.gate.retention.RetentionTier;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The options {@code tier}, {@code days} and {@code high_risk}, of all tenants or of one. */
final class RetentionOptions {
    private RetentionOptions() {}

    /** @param fallback what stands where the section says nothing */
    static Retention read(Section s, Retention fallback) {
        boolean highRisk = s.flag("high_risk", fallback.highRisk());
        Optional<RetentionTier> named = s.text("tier")
                .map(word -> RetentionTier.byWire(word)
                        .orElseThrow(() -> s.fault("tier", "takes one of " + tiers() + ", not `" + word + "`")));
        RetentionTier tier = named.orElse(fallback.tier());
        OptionalInt days = named.isPresent() ? tier.usualDays() : fallback.days();
        if (s.text("days").isPresent()) {
            days = OptionalInt.of(s.number("days", 1, Retention.MOST_DAYS, 1));
        }
        if (highRisk && days.isPresent() && days.getAsInt() < Floor.HIGH_RISK_DAYS) {
            throw s.fault(
                    named.isPresent() ? "tier" : "days",
                    "keeps payloads for " + days.getAsInt() + " days (tier " + tier.wire() + "), and high risk takes "
                            + Floor.HIGH_RISK_DAYS + " or more: choose `growth`, or `enterprise` with days");
        }
        try {
            return new Retention(tier, days, highRisk);
        } catch (IllegalArgumentException e) {
            throw s.fault("days", "don't fit: " + e.getMessage());
        }
    }

    private static String tiers() {
        return Arrays.stream(RetentionTier.values()).map(RetentionTier::wire).collect(Collectors.joining(", "));
    }
}
