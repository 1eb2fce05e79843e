package dev.sallyport.govern.pilot;

/**
 * What a signed baseline says of one shield, over all its classes.
 *
 * @param attacks cases that it should catch
 * @param missed those it missed
 * @param benign cases it should leave alone
 * @param flagged those it did not leave alone
 */
public record CorpusCount(long attacks, long missed, long benign, long flagged) {
    /**
     * @throws IllegalArgumentException if a part is greater than its whole
     */
    public CorpusCount {
        if (missed < 0 || missed > attacks || flagged < 0 || flagged > benign) {
            throw new IllegalArgumentException(
                    missed + " of " + attacks + " missed, " + flagged + " of " + benign + " flagged");
        }
    }
}
