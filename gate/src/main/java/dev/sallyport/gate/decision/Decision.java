package dev.sallyport.gate.decision;

import java.util.List;

/** The gate's answer to one action. Deny wins over approval, approval over allow. */
public sealed interface Decision {
    /** The wire word: {@code allow}, {@code deny} or {@code require_approval}. */
    String wire();

    /** The reason that decided. */
    ReasonCode reason();

    /**
     * It may run.
     *
     * @param reason {@link ReasonCode#PERMITTED}, {@link ReasonCode#APPROVED} or {@link ReasonCode#REMEMBERED}
     */
    record Allow(ReasonCode reason) implements Decision {
        @Override
        public String wire() {
            return "allow";
        }
    }

    /**
     * It must not run.
     *
     * @param reasons at least one; the first decided
     */
    record Deny(List<ReasonCode> reasons) implements Decision {
        public Deny {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a refusal names at least one reason");
            }
        }

        /** A refusal for one reason. */
        public static Deny of(ReasonCode reason) {
            return new Deny(List.of(reason));
        }

        @Override
        public String wire() {
            return "deny";
        }

        @Override
        public ReasonCode reason() {
            return reasons.getFirst();
        }
    }

    /**
     * A person must look first.
     *
     * @param group who may approve
     * @param quorum how many distinct people must, at least 1
     * @param expiryMillis how long the request stands, in milliseconds from the judgement's time
     */
    record RequireApproval(String group, int quorum, long expiryMillis) implements Decision {
        public RequireApproval {
            if (quorum < 1 || expiryMillis < 1) {
                throw new IllegalArgumentException(
                        "quorum " + quorum + " and expiry " + expiryMillis + " ms must both be at least 1");
            }
        }

        @Override
        public String wire() {
            return "require_approval";
        }

        @Override
        public ReasonCode reason() {
            return ReasonCode.APPROVAL_REQUIRED;
        }
    }
}
