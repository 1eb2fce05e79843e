package dev.sallyport.shield.secret;

import java.util.List;

/**
 * A value with placeholders where its secrets were. What the secrets were is known to the {@link Vault} alone.
 *
 * @param value what may be shown, logged and passed on
 * @param taken what was taken out, in the order of the value
 */
public record Redaction<T>(T value, List<Taken> taken) {
    public Redaction {
        taken = List.copyOf(taken);
    }

    /**
     * One secret that was taken out.
     *
     * @param kind as in {@link Secret}
     * @param placeholder what stands in its place
     */
    public record Taken(String kind, String placeholder) {}

    /** Whether nothing was taken out. */
    public boolean isClean() {
        return taken.isEmpty();
    }
}
