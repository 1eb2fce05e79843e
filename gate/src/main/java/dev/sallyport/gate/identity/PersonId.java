package dev.sallyport.gate.identity;

/**
 * A named person who approves.
 *
 * @param value 1 to {@value Name#MAX_LENGTH} printable characters without white space
 */
public record PersonId(String value) implements Comparable<PersonId> {
    /** @throws IllegalArgumentException if the value is empty, too long, or holds white space or control characters */
    public PersonId {
        Name.check("person", value);
    }

    @Override
    public int compareTo(PersonId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
