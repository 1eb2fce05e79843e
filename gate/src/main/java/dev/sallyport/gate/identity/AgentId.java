package dev.sallyport.gate.identity;

/**
 * A registered agent, the holder of an agent token.
 *
 * @param value 1 to {@value Name#MAX_LENGTH} printable characters without white space
 */
public record AgentId(String value) implements Comparable<AgentId> {
    /** @throws IllegalArgumentException if the value is empty, too long, or holds white space or control characters */
    public AgentId {
        Name.check("agent id", value);
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
