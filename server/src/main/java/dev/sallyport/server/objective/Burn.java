package dev.sallyport.server.objective;

import java.util.List;

/**
 * How an objective stands.
 *
 * @param whole what was counted over {@link Objectives#WINDOW_DAYS} days, or as long as it was counted
 * @param hour over the last hour; {@code sixHours} and {@code threeDays} alike
 * @param days by day, the oldest first, {@link Objectives#WINDOW_DAYS} of them
 */
public record Burn(
        Objective objective, Counts whole, Counts hour, Counts sixHours, Counts threeDays, List<Counts> days) {
    public Burn {
        days = List.copyOf(days);
    }

    /** How many times as fast as it may the budget is used up; 1 uses all of it by the end of the window. */
    public double rate(Counts counts) {
        return counts.share() / objective.allowed();
    }

    /** Which share of the budget is left: 1 where nothing was bad, below 0 where the objective is missed. */
    public double left() {
        return 1 - rate(whole);
    }

    /** {@code unmeasured}, {@code missed}, {@code burning} (at a rate that alerts) or {@code met}. */
    public String word() {
        if (whole.total() <= 0) {
            return "unmeasured";
        }
        if (left() < 0) {
            return "missed";
        }
        boolean burns = rate(hour) > Objectives.FAST || rate(sixHours) > Objectives.STEADY || rate(threeDays) > 1;
        return burns ? "burning" : "met";
    }
}
