package dev.sallyport.connect.preview;

import java.util.List;
import java.util.Optional;

/**
 * A pattern of paths: {@code *} stands for any characters within a segment, also none, and a segment {@code **} for any number of segments, also
 * none, at most {@value #MOST} times. Everything else stands for itself; letters of different case differ.
 */
public final class PathPattern {
    private static final String ANY = "**";
    /** Each makes matching longer by the length of the path. */
    private static final int MOST = 2;

    private final List<String> segments;

    private PathPattern(List<String> segments) {
        this.segments = segments;
    }

    /** The pattern of that text; empty if no path could be written like it. */
    public static Optional<PathPattern> parse(String text) {
        // A star is a character that a path may hold as well.
        return ServicePath.of(text)
                .filter(path -> path.text().equals(text))
                .map(ServicePath::segments)
                .filter(all -> all.stream().noneMatch(s -> s.contains(ANY) && !s.equals(ANY)))
                .filter(all -> all.stream().filter(ANY::equals).count() <= MOST)
                .map(PathPattern::new);
    }

    /** Whether that path is one of them. */
    public boolean matches(ServicePath path) {
        return matches(0, path.segments(), 0);
    }

    private boolean matches(int at, List<String> path, int from) {
        if (at == segments.size()) {
            return from == path.size();
        }
        if (!segments.get(at).equals(ANY)) {
            return from < path.size() && fits(segments.get(at), path.get(from)) && matches(at + 1, path, from + 1);
        }
        for (int next = from; next <= path.size(); next++) {
            if (matches(at + 1, path, next)) {
                return true;
            }
        }
        return false;
    }

    /** Each star takes as little as it can, and more when what follows does not fit: linear in both texts. */
    private static boolean fits(String pattern, String segment) {
        int p = 0;
        int star = -1;
        int taken = 0;
        for (int s = 0; s < segment.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                taken = s;
            } else if (p < pattern.length() && pattern.charAt(p) == segment.charAt(s)) {
                p++;
                s++;
            } else if (star >= 0) {
                p = star + 1;
                s = ++taken;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
