package dev.sallyport.connect.mcp.http;

/**
 * What clients over HTTP may cost.
 *
 * @param sessions of one agent at one server
 * @param allSessions of all agents
 * @param idleMillis after how long without a request a session ends, in milliseconds
 * @param queuedEvents events kept of one stream until they are written, or for a client that comes back
 * @param queuedBytes bytes of those that are no answer
 * @param quietMillis how long an answer may take before it becomes an event stream, in milliseconds
 * @param keepMillis between two comments that keep an event stream open, in milliseconds
 * @param initializeMillis how long a server may take to answer {@code initialize}, in milliseconds
 * @param views servers about which something is remembered between stateless requests
 * @param commands processes of servers that are commands
 */
public record HttpLimits(
        int sessions,
        int allSessions,
        long idleMillis,
        int queuedEvents,
        int queuedBytes,
        long quietMillis,
        long keepMillis,
        long initializeMillis,
        int views,
        int commands) {
    /** 8,192 sessions each, 65,536 in all, 30 min idle, 256 events, 1 MiB, 2 s quiet, 10 s kept, 60 s to initialize, 4,096 views, 64 commands. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(8_192, 65_536, 30 * 60_000, 256, 1 << 20, 2_000, 10_000, 60_000, 4_096, 64);

    /** The same with other limits on sessions. */
    public HttpLimits with(int each, int all, long idle, int processes) {
        return new HttpLimits(
                each,
                all,
                idle,
                queuedEvents,
                queuedBytes,
                quietMillis,
                keepMillis,
                initializeMillis,
                views,
                processes);
    }

    /**
     * @throws IllegalArgumentException when a limit is below 1
     */
    public HttpLimits {
        if (sessions < 1
                || allSessions < 1
                || idleMillis < 1
                || queuedEvents < 2
                || queuedBytes < 1
                || quietMillis < 1
                || keepMillis < 1
                || initializeMillis < 1
                || views < 1
                || commands < 0) {
            throw new IllegalArgumentException("every limit is at least 1, and a stream keeps at least 2 events");
        }
    }
}
