package dev.sallyport.shield.packages;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which version somebody asked for.
 *
 * @param text as written
 */
record Asked(String text) {
    private static final Pattern EXACT = Pattern.compile("={0,3}v?\\d[\\w.!+-]{0,80}");
    private static final Pattern LOWER = Pattern.compile("[~^>=]{1,2}\\s*(\\d[\\w.!+-]{0,80})");

    static Asked of(String text) {
        return new Asked(text.strip());
    }

    /** The one version that is meant, if one is. */
    Optional<String> exact() {
        if (!EXACT.matcher(text).matches() || text.endsWith(".x") || text.contains(".x.")) {
            return Optional.empty();
        }
        int from = 0;
        while (text.charAt(from) == '=' || text.charAt(from) == 'v') {
            from++;
        }
        return Optional.of(text.substring(from));
    }

    /** Whether a range names exactly that version as its lower end, so that a lock to the smallest would take it. */
    boolean couldMean(String version) {
        var range = LOWER.matcher(text);
        return range.matches() && range.group(1).equals(version);
    }

    /** The first number of a version; -1 if it has none that is sensible. */
    static long major(String version) {
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return end == 0 || end > 9 ? -1 : Long.parseLong(version.substring(0, end));
    }
}
