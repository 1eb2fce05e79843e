package dev.sallyport.govern.pilot;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.measure.Rate;
import dev.sallyport.shield.rate.Interval;
import java.util.Locale;

/** How a rate is written: never without its interval and what it rests on. */
public final class Text {
    private Text() {}

    /** {@code 1.9 % (1.2 to 2.8 %, n = 1,042)}. */
    public static String rate(Rate rate) {
        if (rate.trials() <= 0) {
            return "not measured";
        }
        Interval interval = rate.interval();
        return String.format(
                Locale.ROOT,
                "%.1f %% (%.1f to %.1f %%, n = %,.0f)",
                100 * rate.value(),
                100 * interval.low(),
                100 * interval.high(),
                rate.trials());
    }

    /** The same as members {@code rate}, {@code ci}, {@code n}. */
    public static JsonObject json(Rate rate) {
        Interval interval = rate.interval();
        return JsonObject.builder()
                .put("rate", JsonNumber.of(rounded(rate.value())))
                .put(
                        "ci",
                        JsonArray.of(JsonNumber.of(rounded(interval.low())), JsonNumber.of(rounded(interval.high()))))
                .put("n", JsonNumber.of(Math.rint(rate.trials())))
                .build();
    }

    /** To four decimals. */
    public static double rounded(double value) {
        return Math.rint(value * 10_000) / 10_000;
    }
}
