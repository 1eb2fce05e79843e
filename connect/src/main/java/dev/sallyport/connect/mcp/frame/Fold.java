package dev.sallyport.connect.mcp.frame;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names as a reader sees them that ignores case, as Go's {@code encoding/json} does: there {@code Name}, {@code NAME} and {@code argumentſ}
 * are {@code name} and {@code arguments}. What such a reader would take for something else than an exact reader does is refused.
 */
public final class Fold {
    private Fold() {}

    /** Whether two of the names are one for a reader that ignores case. */
    public static boolean clashes(Set<String> names) {
        Set<String> folded = new HashSet<>();
        for (String name : names) {
            if (!folded.add(fold(name))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name is one of the known ones for a reader that ignores case, and not for an exact one. */
    public static boolean imitates(Set<String> names, Set<String> known) {
        Set<String> folded = new HashSet<>();
        for (String name : known) {
            folded.add(fold(name));
        }
        for (String name : names) {
            if (!known.contains(name) && folded.contains(fold(name))) {
                return true;
            }
        }
        return false;
    }

    private static String fold(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
