package dev.sallyport.cedar.syntax;

/** The name of a policy within its set. */
public record PolicyId(String value) implements Comparable<PolicyId> {

    @Override
    public int compareTo(PolicyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
