package dev.sallyport.testkit.place;

/** What may happen to a request. */
public enum Fault {
    /** 429 with {@code Retry-After: 2}; nothing was taken. */
    LIMIT,
    /** 503; nothing was taken. */
    BUSY,
    /** 503, although it was taken. */
    BUSY_BUT_TAKEN,
    /** The connection ends without a word; nothing was taken. */
    CUT,
    /** The connection ends without a word, although it was taken. */
    CUT_BUT_TAKEN
}
