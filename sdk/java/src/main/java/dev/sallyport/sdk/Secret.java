package dev.sallyport.sdk;

/** A credential that shows itself only when asked: not when printed. Immutable. */
public final class Secret {
    private final String value;

    /**
     * A credential.
     *
     * @throws IllegalArgumentException when it holds anything but visible ASCII characters: no header could carry it
     */
    public Secret(String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException("a credential must be visible ASCII characters without spaces");
        }
        this.value = value;
    }

    /** The credential. */
    public String reveal() {
        return value;
    }

    String hiddenIn(String text) {
        return text.replace(value, "[secret]");
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
