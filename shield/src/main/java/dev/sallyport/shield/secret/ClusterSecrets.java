package dev.sallyport.shield.secret;

import java.util.List;

/** The values in a manifest of the kind Secret, by the lines of its {@code data} and {@code stringData}. Pure. */
final class ClusterSecrets {
    /** What makes a look worth while. */
    static final String KIND = "kind:";

    private static final int MANIFEST = 20_000;
    private static final int SHORTEST = 10;

    private ClusterSecrets() {}

    /** Adds the values of the manifest around the word that ends there, if its kind is Secret. */
    static void around(String text, int end, List<Secret> into) {
        int at = end;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            at++;
        }
        int start = end - KIND.length();
        boolean named = text.startsWith(KIND, start)
                && text.regionMatches(true, at, "secret", 0, 6)
                && (at + 6 == text.length() || !Shape.is(text.charAt(at + 6), 'v'));
        if (!named) {
            return;
        }
        // A manifest ends where another kind is named: so no line is read for two of them.
        int other = start == 0 ? -1 : text.lastIndexOf(KIND, start - 1);
        int next = text.indexOf(KIND, end);
        int from = Math.max(other < 0 ? 0 : other + KIND.length(), start - MANIFEST);
        int to = Math.min(next < 0 ? text.length() : next, end + MANIFEST);
        for (int i = start; i > from; i--) {
            if (text.startsWith("\n---", i)) {
                from = i;
            }
        }
        int closed = text.indexOf("\n---", end, to);
        to = closed < 0 ? to : closed;
        lines(text, from, to, into);
    }

    private static void lines(String text, int from, int to, List<Secret> into) {
        int block = -1;
        int line = from;
        while (line < to) {
            int stop = text.indexOf('\n', line);
            stop = stop < 0 || stop > to ? to : stop;
            int indent = line;
            while (indent < stop && (text.charAt(indent) == ' ' || text.charAt(indent) == '\t')) {
                indent++;
            }
            if (indent < stop) {
                boolean opens = text.startsWith("data:", indent) || text.startsWith("stringData:", indent);
                if (opens) {
                    block = indent - line;
                } else if (block >= 0 && indent - line <= block) {
                    block = -1;
                } else if (block >= 0) {
                    value(text, indent, stop, into);
                }
            }
            line = stop + 1;
        }
    }

    private static void value(String text, int from, int stop, List<Secret> into) {
        int colon = text.indexOf(": ", from);
        int at = colon >= 0 && colon < stop ? colon + 2 : from;
        while (at < stop && (text.charAt(at) == ' ' || text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            at++;
        }
        int end = at;
        while (end < stop && Shape.is(text.charAt(end), 's')) {
            end++;
        }
        boolean whole = end == stop || "\"'\r \t".indexOf(text.charAt(end)) >= 0;
        if (whole && end - at >= SHORTEST && !Looks.isFiller(text.substring(at, end))) {
            into.add(new Secret("cluster-secret", at, end, 0.8, Secret.Tier.LIKELY));
        }
    }
}
