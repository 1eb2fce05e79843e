package dev.sallyport.govern.campaign;

import dev.sallyport.govern.measure.Rate;

/**
 * Rows added up: of a class over its personas, or of a whole run.
 *
 * @param attempts up to {@link CampaignRun#MOST_ROWS} times {@link Tried#MOST} times four
 * @param stopped attempts that were refused, held or flagged
 * @param benign ordinary cases
 * @param interrupted ordinary cases that were refused, held or flagged
 */
public record Tally(long attempts, long stopped, long benign, long interrupted) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally and(Tried row) {
        return new Tally(
                attempts + row.attempts(),
                stopped + row.stopped(),
                benign + row.benign(),
                interrupted + row.interrupted());
    }

    /** The share of attempts that were stopped, with its interval. */
    public Rate stoppedRate() {
        return Rate.of(stopped, attempts);
    }

    /** The share of ordinary cases that were interrupted, with its interval. */
    public Rate interruptedRate() {
        return Rate.of(interrupted, benign);
    }
}
