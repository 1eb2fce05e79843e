package dev.sallyport.shield;

import java.util.regex.Pattern;

/**
 * What kind of thing was found: {@code package-gate:typosquat}. A word from the shield's closed list and never the match itself, so that it may
 * stand in receipts, events and telemetry.
 *
 * @param shield the shield's name
 * @param kind lower case, digits and hyphens, up to 40 characters
 */
public record Category(String shield, String kind) implements Comparable<Category> {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /**
     * @throws IllegalArgumentException if either has another form
     */
    public Category {
        if (!WORD.matcher(shield).matches() || !WORD.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "a category is written shield:kind in lower case, not `" + shield + ":" + kind + "`");
        }
    }

    /**
     * Reads {@code shield:kind}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static Category parse(String wire) {
        int colon = wire.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a category is written shield:kind, not `" + wire + "`");
        }
        return new Category(wire.substring(0, colon), wire.substring(colon + 1));
    }

    /** {@code shield:kind}. */
    public String wire() {
        return shield + ":" + kind;
    }

    @Override
    public int compareTo(Category other) {
        return wire().compareTo(other.wire());
    }
}
