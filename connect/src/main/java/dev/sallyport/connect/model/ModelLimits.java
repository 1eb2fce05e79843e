package dev.sallyport.connect.model;

import dev.sallyport.action.json.JsonLimits;

/** How much the model proxy takes in and how long it waits. */
public final class ModelLimits {
    /** Greatest length of a request, in bytes. */
    public static final int REQUEST_BYTES = 4 << 20;

    /** Greatest length of an answer, in bytes. */
    public static final int ANSWER_BYTES = 16 << 20;

    /** Greatest length of one event of a streamed answer, in bytes. */
    public static final int EVENT_BYTES = 1 << 20;

    /** How much of one answer's tool calls is held back until it is judged, in bytes. */
    public static final int HELD_BYTES = 1 << 20;

    /** How many tool calls one answer may hold. */
    public static final int HELD_CALLS = 128;

    /** How long an upstream may take to begin its answer, in milliseconds. */
    public static final long FIRST_BYTE_MILLIS = 300_000;

    /** How long a streamed answer may be silent, in milliseconds. */
    public static final long SILENCE_MILLIS = 120_000;

    /** How long an answer may take in all, in milliseconds. */
    public static final long WHOLE_MILLIS = 900_000;

    /** After how much silence a stream is told that it is still open, in milliseconds. */
    static final long REMINDER_MILLIS = 10_000;

    /** How much of an upstream's own words about an error is passed on, in characters. */
    static final int ERROR_CHARS = 2_000;

    private static final int DEPTH = 128;
    private static final int MEMBERS = 400_000;

    static final JsonLimits REQUEST = new JsonLimits(REQUEST_BYTES, DEPTH, MEMBERS, REQUEST_BYTES);
    static final JsonLimits ANSWER = new JsonLimits(ANSWER_BYTES, DEPTH, MEMBERS, ANSWER_BYTES);
    static final JsonLimits EVENT = new JsonLimits(EVENT_BYTES, DEPTH, MEMBERS, EVENT_BYTES);

    private ModelLimits() {}

    /**
     * How long an upstream may take.
     *
     * @param firstByte until its answer begins, in milliseconds
     * @param silence between two pieces of a streamed answer, in milliseconds
     * @param whole in all, in milliseconds
     */
    public record Patience(long firstByte, long silence, long whole) {
        /** The usual. */
        public static final Patience DEFAULT = new Patience(FIRST_BYTE_MILLIS, SILENCE_MILLIS, WHOLE_MILLIS);
    }
}
