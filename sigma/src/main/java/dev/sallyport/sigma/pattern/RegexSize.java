package dev.sallyport.sigma.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An upper estimate of how many steps an expression compiles to: repetitions of repetitions multiply, and a library that writes them out
 * would need memory without bound. It only has to be right for expressions that are well-formed.
 */
final class RegexSize {
    private static final long CAP = 1L << 40;

    /** A class is a list of ranges that is written once per repetition. */
    private static final int PER_ATOM = 2;

    private final String source;
    private int at;

    private RegexSize(String source) {
        this.source = source;
    }

    static long of(String source) {
        return new RegexSize(source).size();
    }

    private long size() {
        Deque<long[]> open = new ArrayDeque<>();
        open.push(new long[2]);
        while (at < source.length()) {
            char c = source.charAt(at++);
            long[] top = open.getFirst();
            switch (c) {
                case '(' -> open.push(new long[2]);
                case ')' -> {
                    if (open.size() > 1) {
                        long inner = open.pop()[0];
                        add(open.getFirst(), inner + PER_ATOM);
                    }
                }
                case '{' -> top[0] = Math.min(CAP, top[0] - top[1] + top[1] * count());
                case '[' -> {
                    skipClass();
                    add(top, PER_ATOM);
                }
                case '\\' -> {
                    if (at < source.length() && source.charAt(at) == 'Q') {
                        quoted(top);
                    } else {
                        at++;
                        add(top, PER_ATOM);
                    }
                }
                default -> add(top, 1);
            }
        }
        long total = 0;
        for (long[] group : open) {
            total += group[0];
        }
        return total;
    }

    /** Behind {@code \Q} every character stands for itself, to {@code \E} or the end. */
    private void quoted(long[] top) {
        int end = source.indexOf("\\E", at);
        int behind = end < 0 ? source.length() : end;
        for (at++; at < behind; at++) {
            add(top, 1);
        }
        at = end < 0 ? behind : end + 2;
    }

    /** The sum so far, and what came last: what a count would repeat. */
    private static void add(long[] group, long size) {
        group[0] = Math.min(CAP, group[0] + size);
        group[1] = size;
    }

    /** The larger number of {@code {n,m}}, or 1 if it is no count. */
    private long count() {
        int end = source.indexOf('}', at);
        if (end < 0) {
            return 1;
        }
        long most = 1;
        for (String number : source.substring(at, end).split(",", -1)) {
            if (!number.isEmpty() && number.length() <= 6 && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                most = Math.max(most, Long.parseLong(number) + 1);
            }
        }
        at = end + 1;
        return most;
    }

    private void skipClass() {
        int first = at;
        while (at < source.length() && (source.charAt(at) != ']' || at == first)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }
}
