package dev.sallyport.govern.pilot;

import java.util.Optional;

/** Where a pilot stands. */
public enum Phase {
    /** Cohort A. */
    A,
    /** Cohorts A and B. */
    B,
    /** Cohorts A, B and C. */
    C,
    /** Cohort C did not trust the shields enough: they are tuned before it begins again. */
    TUNING,
    /** General availability: the pilot is over. */
    GENERAL;

    /** The cohort that joins in this phase. */
    public Optional<Cohort> cohort() {
        return switch (this) {
            case A -> Optional.of(Cohort.A);
            case B -> Optional.of(Cohort.B);
            case C -> Optional.of(Cohort.C);
            case TUNING, GENERAL -> Optional.empty();
        };
    }

    /** What a passed gate leads to. */
    public Optional<Phase> next() {
        return switch (this) {
            case A -> Optional.of(B);
            case B, TUNING -> Optional.of(C);
            case C -> Optional.of(GENERAL);
            case GENERAL -> Optional.empty();
        };
    }
}
