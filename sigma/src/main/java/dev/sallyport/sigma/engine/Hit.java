package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.state.Extra;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event, or an alert of a correlation, as one of a group's hits.
 *
 * @param plan the correlation's place
 * @param key what the group's events share
 * @param bits of the rules it is a hit of
 * @param value of numeric correlations
 */
record Hit(
        int plan,
        String key,
        long bits,
        double value,
        @Nullable Extra extra) {

    /** Whether both are the same event in the same group, so that they are one hit of several rules. */
    boolean isSame(Hit other) {
        return plan == other.plan && key.equals(other.key) && value == other.value && sameValue(other);
    }

    private boolean sameValue(Hit other) {
        return extra == null
                ? other.extra == null
                : other.extra != null && Objects.equals(extra.value(), other.extra.value());
    }

    Hit with(long more) {
        return new Hit(plan, key, bits | more, value, extra);
    }
}
