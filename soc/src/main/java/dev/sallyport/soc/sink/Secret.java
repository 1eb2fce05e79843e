package dev.sallyport.soc.sink;

/** A key or token. Nothing prints it; {@link #open} shows where it is used. */
public final class Secret {
    private final String value;

    /** @throws IllegalArgumentException if it holds a character that would end a header field */
    public Secret(String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c < '!' || c > '~')) {
            throw new IllegalArgumentException("a secret is printable ASCII without spaces");
        }
        this.value = value;
    }

    /** The value, for the one request it is for. */
    public String open() {
        return value;
    }

    @Override
    public String toString() {
        return "secret";
    }
}
