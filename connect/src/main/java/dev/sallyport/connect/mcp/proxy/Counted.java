package dev.sallyport.connect.mcp.proxy;

import java.util.Locale;

/** What a proxy counts. */
public enum Counted {
    /** Frames that went through with their bytes. */
    PASSED,
    /** Tool calls and reads that were dispatched. */
    DISPATCHED,
    /** Tool calls and reads that were refused, by the gate or because nobody could decide. */
    REFUSED,
    /** Tool calls and reads that waited for a person. */
    HELD,
    /** Lists that were shortened. */
    LIST_FILTERED,
    /** Frames of the client that no two readers would read alike, or that are no messages. */
    CLIENT_UNREADABLE,
    /** Requests and notifications of the client that are not on the list of what passes. */
    CLIENT_METHOD_REFUSED,
    /** Requests whose id was in use. */
    DUPLICATE_ID,
    /** Requests beyond the limit of pending ones. */
    TOO_MANY_PENDING,
    /** Answers of the client to nothing the server asked. */
    CLIENT_ANSWER_DROPPED,
    /** Frames of the server that were not read safely. */
    SERVER_UNREADABLE,
    /** Answers of the server to nothing that was asked of it. */
    SERVER_ANSWER_DROPPED,
    /** Outcomes that could not be recorded. */
    OUTCOME_LOST;

    /** The lower-case name for metrics. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
