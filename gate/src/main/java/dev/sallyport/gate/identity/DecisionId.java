package dev.sallyport.gate.identity;

/**
 * One answer of the gate.
 *
 * @param value 1 to {@value Name#MAX_LENGTH} printable characters without white space
 */
public record DecisionId(String value) implements Comparable<DecisionId> {
    /** @throws IllegalArgumentException if the value is empty, too long, or holds white space or control characters */
    public DecisionId {
        Name.check("decision id", value);
    }

    @Override
    public int compareTo(DecisionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
