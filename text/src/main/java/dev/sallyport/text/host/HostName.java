package dev.sallyport.text.host;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/** Names of hosts in one spelling: lower case, ASCII (RFC 5890), without a dot at the end. */
public final class HostName {
    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;

    private HostName() {}

    /** That name in its one spelling; empty if it is none. Letters beyond ASCII become their {@code xn--} form. */
    public static Optional<String> of(String text) {
        String plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (plain.isEmpty() || plain.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            // The full stops of other scripts are dots to IDNA; whoever compares names must see the same ones.
            String ascii = IDN.toASCII(plain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return isWellFormed(ascii) && isStable(ascii) ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static boolean isWellFormed(String name) {
        if (name.length() > MAX_LENGTH) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            boolean fits = !label.isEmpty()
                    && label.length() <= MAX_LABEL
                    && label.chars().allMatch(HostName::isPartOfLabel)
                    && !label.startsWith("-")
                    && !label.endsWith("-");
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** An encoded label that decodes to something with another encoding would be two names. */
    private static boolean isStable(String ascii) {
        if (!ascii.contains("xn--")) {
            return true;
        }
        String shown = IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED);
        return !shown.contains("xn--")
                && IDN.toASCII(shown, IDN.ALLOW_UNASSIGNED).equalsIgnoreCase(ascii);
    }

    private static boolean isPartOfLabel(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
