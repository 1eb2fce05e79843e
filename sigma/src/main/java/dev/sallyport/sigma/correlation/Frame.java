package dev.sallyport.sigma.correlation;

/** Which hits are looked at together. Spans are in milliseconds, above 0. */
public sealed interface Frame {

    /** Those at most a span before the newest, whenever one comes. */
    record Sliding(long span) implements Frame {}

    /** Those of each span of the clock since 1970, from its beginning to before its end; decided when it is over. */
    record Tumbling(long span) implements Frame {}

    /** Those at most a gap behind the one before, and a span behind the first; decided when it is over. */
    record Session(long gap, long span) implements Frame {}
}
