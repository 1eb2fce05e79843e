package dev.sallyport.action.json;

/**
 * The JSON literals {@code true} and {@code false}.
 *
 * @param value which of the two
 */
public record JsonBoolean(boolean value) implements Json {
    /** The literal {@code true}. */
    public static final JsonBoolean TRUE = new JsonBoolean(true);

    /** The literal {@code false}. */
    public static final JsonBoolean FALSE = new JsonBoolean(false);

    /** The literal for a value. */
    public static JsonBoolean of(boolean value) {
        return value ? TRUE : FALSE;
    }
}
