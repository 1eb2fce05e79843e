package dev.sallyport.gate.policy;

import java.util.List;
import java.util.Optional;

/**
 * What a bundle says to one set of facts.
 *
 * @param verdict the outcome before the gate's own rules
 * @param policies ids of the determining policies
 * @param demand what the determining permits ask of people; empty unless the verdict is {@link Verdict#ASK}
 */
public record PolicyAnswer(Verdict verdict, List<String> policies, Optional<Demand> demand) {
    public PolicyAnswer {
        policies = List.copyOf(policies);
    }

    /** The outcomes. */
    public enum Verdict {
        /** A permit applies, no forbid does. */
        PERMIT,
        /** A permit applies that wants a person first. */
        ASK,
        /** Permits apply that want people of different groups first; the policies named are those. */
        CONFLICT,
        /** A forbid applies. */
        FORBID,
        /** Nothing applies. */
        SILENT,
        /** Some policy could not be evaluated. */
        ERROR
    }

    /**
     * What a permit asks of people.
     *
     * @param group who may approve
     * @param quorum how many distinct people, at least 1
     * @param expiryMillis how long the request stands
     * @param grantable whether a remembered approval may lift it
     */
    public record Demand(String group, int quorum, long expiryMillis, boolean grantable) {
        /** A demand that a remembered approval may lift. */
        public Demand(String group, int quorum, long expiryMillis) {
            this(group, quorum, expiryMillis, true);
        }

        /** What satisfies this demand and another one of the same group. */
        public Demand and(Demand other) {
            if (!group.equals(other.group)) {
                throw new IllegalArgumentException("`" + group + "` can't answer for `" + other.group + "`");
            }
            return new Demand(
                    group,
                    Math.max(quorum, other.quorum),
                    Math.min(expiryMillis, other.expiryMillis),
                    grantable && other.grantable);
        }
    }
}
