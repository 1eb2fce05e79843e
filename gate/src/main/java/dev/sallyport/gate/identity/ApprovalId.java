package dev.sallyport.gate.identity;

/**
 * One request to a person.
 *
 * @param value 1 to {@value Name#MAX_LENGTH} printable characters without white space
 */
public record ApprovalId(String value) implements Comparable<ApprovalId> {
    /** @throws IllegalArgumentException if the value is empty, too long, or holds white space or control characters */
    public ApprovalId {
        Name.check("approval id", value);
    }

    @Override
    public int compareTo(ApprovalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
