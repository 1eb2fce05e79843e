package dev.sallyport.gate.decision;

/**
 * What the bundle on trial says to facts that another bundle decided on. Recorded beside the decision, part of no facts, and
 * without any effect.
 *
 * @param policyDigest the bundle on trial
 * @param policyName its name and version
 */
public record Trial(String policyDigest, String policyName, Judgement judgement) {
    /** What would change if the bundle on trial decided. */
    public Change beside(Judgement deciding) {
        return Change.of(deciding.decision(), judgement.decision());
    }

    /** How one decision differs from another on the same facts. */
    public enum Change {
        /** It does not. */
        SAME,
        /** It allows what the other did not. */
        NEWLY_PERMITS,
        /** It asks people about what the other answered alone. */
        NEWLY_ASKS,
        /** It denies what the other did not. */
        NEWLY_DENIES;

        /** The change from the first decision to the second. */
        public static Change of(Decision before, Decision after) {
            return of(before.wire(), after.wire());
        }

        /** The same by the words that receipts hold. */
        public static Change of(String before, String after) {
            if (before.equals(after)) {
                return SAME;
            }
            return switch (after) {
                case "allow" -> NEWLY_PERMITS;
                case "require_approval" -> NEWLY_ASKS;
                case "deny" -> NEWLY_DENIES;
                default -> throw new IllegalArgumentException("`" + after + "` is no decision");
            };
        }

        /** The lower-case word. */
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
