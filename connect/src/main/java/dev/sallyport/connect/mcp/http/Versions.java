package dev.sallyport.connect.mcp.http;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The revisions of the protocol, which are named by dates. */
final class Versions {
    /** Those that begin with {@code initialize}; the first is what clients without a version field speak. */
    static final List<String> HANDSHAKE = List.of("2025-03-26", "2025-06-18", "2025-11-25");

    /** The first revision without sessions. */
    static final String FIRST_STATELESS = "2026-07-28";

    /** From here on an event without data is understood as a place to come back to. */
    private static final String FIRST_PRIMED = "2025-11-25";

    /** What servers may agree on with older clients; it had no transport of this kind, but some speak it over this one. */
    private static final String BEFORE = "2024-11-05";

    private static final Set<String> KNOWN = Set.of(BEFORE, "2025-03-26", "2025-06-18", "2025-11-25");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final Pattern DATE = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9]");

    private Versions() {}

    static boolean isStateless(String version) {
        return DATE.matcher(version).matches() && version.compareTo(FIRST_STATELESS) >= 0;
    }

    /** Whether it can be the name of a revision, known or not. */
    static boolean isName(String version) {
        return NAME.matcher(version).matches();
    }

    static boolean isHandshake(String version) {
        return KNOWN.contains(version);
    }

    static boolean primes(String version) {
        return version.compareTo(FIRST_PRIMED) >= 0;
    }
}
