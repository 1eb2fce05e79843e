package dev.sallyport.gate.identity;

/**
 * One customer or team whose records nobody else can see.
 *
 * @param value 1 to {@value Name#MAX_LENGTH} printable characters without white space
 */
public record TenantId(String value) implements Comparable<TenantId> {
    /** @throws IllegalArgumentException if the value is empty, too long, or holds white space or control characters */
    public TenantId {
        Name.check("tenant", value);
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
