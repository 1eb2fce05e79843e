package dev.sallyport.shield.packages.list;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which versions of a package an entry means.
 *
 * @param all whether it means every version
 * @param listed those it names
 * @param spans those between two bounds
 */
public record Versions(boolean all, Set<String> listed, List<Span> spans) {
    /** Every version there is or will be. */
    public static final Versions ALL = new Versions(true, Set.of(), List.of());

    public Versions {
        listed = Set.copyOf(listed);
        spans = List.copyOf(spans);
    }

    /**
     * Versions between bounds.
     *
     * @param from the first one
     * @param before the first one that is not meant any more; empty if there is no end
     * @param last the last one that is meant; empty if {@code before} says it
     */
    public record Span(String from, String before, String last) {
        boolean contains(String version) {
            return (from.equals("0") || order(version, from) >= 0)
                    && (before.isEmpty() || order(version, before) < 0)
                    && (last.isEmpty() || order(version, last) <= 0);
        }
    }

    /** Only these versions. */
    public static Versions of(Set<String> listed) {
        return new Versions(false, listed, List.of());
    }

    /** Whether it means that version. A leading {@code v} or {@code =}, and build metadata, say nothing. */
    public boolean contains(String version) {
        String plain = plain(version);
        return all
                || listed.contains(version)
                || listed.stream().anyMatch(one -> plain(one).equals(plain))
                || spans.stream().anyMatch(span -> span.contains(plain));
    }

    /** What either of them means. */
    public Versions and(Versions other) {
        if (all || other.all) {
            return ALL;
        }
        Set<String> both = new HashSet<>(listed);
        both.addAll(other.listed);
        List<Span> ranges = new ArrayList<>(spans);
        ranges.addAll(other.spans);
        return new Versions(false, both, ranges);
    }

    private static String plain(String version) {
        String text = version.strip();
        int from = 0;
        while (from < text.length() && (text.charAt(from) == '=' || text.charAt(from) == 'v')) {
            from++;
        }
        int build = text.indexOf('+', from);
        return text.substring(from, build < 0 ? text.length() : build);
    }

    /** Which of two versions comes first: by number from part to part; a part in letters stands before none, as a pre-release does (semver.org, 11). */
    public static int order(String a, String b) {
        String[] left = plain(a).split("[.\\-_]", -1);
        String[] right = plain(b).split("[.\\-_]", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = part(i < left.length ? left[i] : "", i < right.length ? right[i] : "");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int part(String a, String b) {
        long left = weight(a);
        long right = weight(b);
        return left != right || left >= 0 ? Long.compare(left, right) : a.compareTo(b);
    }

    private static long weight(String part) {
        if (part.isEmpty()) {
            return 0;
        }
        boolean number = part.length() <= 18 && part.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(part) : -1;
    }
}
