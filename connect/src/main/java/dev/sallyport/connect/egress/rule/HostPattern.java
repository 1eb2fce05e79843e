package dev.sallyport.connect.egress.rule;

import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.host.HostName;
import java.util.Optional;

/**
 * Hosts by name: {@code api.example.com} is that one, {@code *.example.com} every name below it and not itself, {@code *} every name.
 *
 * @param suffix in one spelling; empty for every name
 * @param below whether names below the suffix are meant instead of itself
 */
public record HostPattern(String suffix, boolean below) {
    private static final String ANY = "*";
    private static final String BELOW = "*.";

    /** The pattern written that way; empty if it is none. */
    public static Optional<HostPattern> parse(String text) {
        if (text.equals(ANY)) {
            return Optional.of(new HostPattern("", true));
        }
        boolean below = text.startsWith(BELOW);
        String name = below ? text.substring(BELOW.length()) : text;
        return HostName.of(name)
                .filter(host -> AddressText.of(host) instanceof AddressText.Name)
                .map(host -> new HostPattern(host, below));
    }

    /** Whether a name, in its one spelling, is meant. */
    public boolean matches(String host) {
        if (!below) {
            return host.equals(suffix);
        }
        return suffix.isEmpty() || host.endsWith("." + suffix);
    }

    /** Whether exactly one name is meant. */
    public boolean isExact() {
        return !below;
    }
}
