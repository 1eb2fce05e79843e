package dev.sallyport.shield.fence;

/** Patterns with stars, matched in time that is at most the product of both lengths, which are bounded. */
final class Globs {
    private Globs() {}

    /** Whether the text is the pattern with something, or nothing, for each star. */
    static boolean matches(String pattern, String text, boolean anyCase) {
        return matches(pattern, text, anyCase, new long[1]);
    }

    /** The same, counting its steps. */
    static boolean matches(String pattern, String text, boolean anyCase, long[] steps) {
        int p = 0;
        int t = 0;
        int star = -1;
        int from = 0;
        while (t < text.length()) {
            steps[0]++;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                from = t;
            } else if (p < pattern.length() && same(pattern.charAt(p), text.charAt(t), anyCase)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++from;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** The same for paths, where one star stays within a folder and two do not. */
    static boolean path(String pattern, String path) {
        return path(pattern.split("/", -1), 0, path.split("/", -1), 0, new int[] {1 << 14});
    }

    private static boolean path(String[] pattern, int p, String[] path, int t, int[] steps) {
        if (--steps[0] < 0) {
            return false;
        }
        if (p == pattern.length) {
            return t == path.length;
        }
        if (pattern[p].equals("**")) {
            for (int skip = t; skip <= path.length; skip++) {
                if (path(pattern, p + 1, path, skip, steps)) {
                    return true;
                }
            }
            return false;
        }
        return t < path.length && matches(pattern[p], path[t], false) && path(pattern, p + 1, path, t + 1, steps);
    }

    private static boolean same(char a, char b, boolean anyCase) {
        return a == b || (anyCase && Character.toLowerCase(a) == Character.toLowerCase(b));
    }
}
