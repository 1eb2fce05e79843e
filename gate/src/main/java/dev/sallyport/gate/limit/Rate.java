package dev.sallyport.gate.limit;

/**
 * How often somebody may come.
 *
 * @param perSecond in the long run, at least 1
 * @param burst at once after a pause, at least 1
 * @param coolDownMillis for how long nothing passes once the bucket was empty; 0 for no longer than it takes to fill
 */
public record Rate(int perSecond, int burst, long coolDownMillis) {
    public Rate {
        if (perSecond < 1 || burst < 1 || coolDownMillis < 0) {
            throw new IllegalArgumentException("rate " + perSecond + " and burst " + burst
                    + " must be at least 1, cool-down " + coolDownMillis + " ms at least 0");
        }
    }
}
