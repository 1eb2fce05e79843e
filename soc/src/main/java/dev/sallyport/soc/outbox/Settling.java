package dev.sallyport.soc.outbox;

import dev.sallyport.soc.sink.Outcome;

/**
 * What an attempt's end means for what is owed: a pure function, so that chance comes in as a number.
 *
 * @param patienceMillis for how long after it was due a notice is tried at all
 */
public record Settling(long patienceMillis) {
    /** The shortest pause between two attempts, in milliseconds. */
    public static final long FIRST_PAUSE_MILLIS = 1_000;

    /** The longest pause between two attempts that nobody asked for, in milliseconds. */
    public static final long LONGEST_PAUSE_MILLIS = 15 * 60_000;

    private static final int DOUBLINGS = 20;
    private static final long LONGEST_WAIT_SECONDS = 6 * 3_600;

    /**
     * The attempt.
     *
     * @param chance from 0 up to, but not 1: where in the pause the next attempt falls (full jitter)
     */
    public Attempt of(Owed owed, Outcome outcome, long nowMillis, double chance) {
        Owing.Key key = owed.owing().key();
        return switch (outcome) {
            case Outcome.Taken taken -> new Attempt.Accepted(key, nowMillis, taken.reference(), taken.trouble());
            case Outcome.Idle idle -> new Attempt.Idle(key, nowMillis, idle.why());
            case Outcome.Never never -> new Attempt.Dead(key, nowMillis, never.why());
            case Outcome.Later later -> later(owed, later, nowMillis, chance);
        };
    }

    private Attempt later(Owed owed, Outcome.Later later, long nowMillis, double chance) {
        long asked = Math.min(LONGEST_WAIT_SECONDS, later.waitSeconds().orElse(0)) * 1_000;
        long due = nowMillis + Math.max(asked, pause(owed.attempts(), chance));
        boolean over = due > owed.owing().dueMillis() + patienceMillis;
        // A clear refusal of this attempt says nothing of an earlier one whose end is unknown.
        boolean unknown = later.unknown() || owed.creatingMillis() > 0;
        return over
                ? new Attempt.Dead(owed.owing().key(), nowMillis, "given up: " + later.why())
                : new Attempt.Again(owed.owing().key(), due, later.why(), unknown);
    }

    /** Up to a doubling pause, by chance, so that what failed together does not return together. */
    static long pause(int attempts, double chance) {
        long longest =
                Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(DOUBLINGS, Math.max(0, attempts - 1)));
        return FIRST_PAUSE_MILLIS / 2 + (long) (chance * longest);
    }
}
