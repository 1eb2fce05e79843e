package dev.sallyport.action.json;

/** What {@link StrictJson} does with a number that a double cannot hold exactly. */
public enum Numbers {
    /**
     * A number is read only when the ES6 text of its nearest double denotes the decimal that was written, and integers
     * only within &plusmn;(2^53 - 1). So 98.70 is read and 0.10000000000000001 is not.
     */
    EXACT,
    /**
     * As {@link #EXACT}, and no fraction below {@link JsonNumber#LEAST_PORTABLE_FRACTION}: what is left has one text in
     * JavaScript, Python, Go and Rust.
     */
    PORTABLE,
    /** Any RFC 8259 number within the range of doubles is rounded to the nearest one, as RFC 8785 assumes. */
    ROUNDED
}
