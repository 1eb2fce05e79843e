package dev.sallyport.connect.model;

/** What becomes of a tool call. */
sealed interface Judged {
    /** It goes on as it came. */
    record Passed() implements Judged {}

    /** It is taken out, and this text stands in its place. */
    record Withheld(String words) implements Judged {}
}
