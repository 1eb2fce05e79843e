package dev.sallyport.gate.identity;

/**
 * One run of an agent; calls of a session are judged in order.
 *
 * @param value 1 to {@value Name#MAX_LENGTH} printable characters without white space
 */
public record SessionId(String value) implements Comparable<SessionId> {
    /** @throws IllegalArgumentException if the value is empty, too long, or holds white space or control characters */
    public SessionId {
        Name.check("session", value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
