package dev.sallyport.server.objective;

/**
 * How much was bad, of how much.
 *
 * @param bad 0 or more
 * @param total 0 or more
 */
public record Counts(double bad, double total) {
    /** Nothing happened. */
    public static final Counts NONE = new Counts(0, 0);

    Counts plus(Counts more) {
        return new Counts(bad + more.bad, total + more.total);
    }

    /** What came since; a meter that begins again begins at 0. */
    Counts since(Counts before) {
        return total < before.total || bad < before.bad ? this : new Counts(bad - before.bad, total - before.total);
    }

    /** The share that was bad; 0 where nothing happened. */
    public double share() {
        return total <= 0 ? 0 : Math.min(1, bad / total);
    }
}
