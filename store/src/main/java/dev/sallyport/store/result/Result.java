package dev.sallyport.store.result;

import dev.sallyport.gate.identity.TenantId;

/**
 * One document that was handed in. Immutable but for its bytes, which nobody changes.
 *
 * @param kind what it is, such as {@code campaign}
 * @param name whose series it belongs to, such as the name of a campaign
 * @param run tells it from the others of that name
 * @param seq its place among those of that name, from 1
 * @param atMillis when it was handed in
 * @param digest SHA-256 of what was handed in, in hexadecimal digits
 * @param receipt the id of the receipt of handing it in
 * @param body up to {@value #MOST_BYTES} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a row as it lies in the database; compared by nobody
public record Result(
        TenantId tenant,
        String kind,
        String name,
        String run,
        long seq,
        long atMillis,
        String digest,
        String receipt,
        byte[] body) {
    /** Longest kind, name or run, characters. */
    public static final int LONGEST_NAME = 200;

    /** Longest body. */
    public static final int MOST_BYTES = 2 << 20;

    public Result {
        if (tooLong(kind) || tooLong(name) || tooLong(run) || seq < 1) {
            throw new IllegalArgumentException(
                    "a result has a kind, a name and a run of 1 to " + LONGEST_NAME + " characters and a place from 1");
        }
        if (body.length > MOST_BYTES) {
            throw new IllegalArgumentException("a result of " + body.length + " bytes; it takes up to " + MOST_BYTES);
        }
    }

    private static boolean tooLong(String text) {
        return text.isEmpty() || text.length() > LONGEST_NAME;
    }
}
