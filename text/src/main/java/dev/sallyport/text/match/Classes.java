package dev.sallyport.text.match;

import java.util.Arrays;

/** A number for each character that occurs in some words, 0 for all others; ASCII letters in either case have one. Grows until it is closed. */
final class Classes {
    private static final int ASCII = 128;
    private static final int PAGE = 256;
    private static final char[] NONE = new char[PAGE];

    private final char[] ascii = new char[ASCII];
    private final char[][] pages = new char[PAGE][];
    private final boolean[] used = new boolean[PAGE];
    private int count = 1;

    Classes() {
        Arrays.fill(pages, NONE);
    }

    /** Gives a small letter, or what is no letter of ASCII, a number. */
    @SuppressWarnings("ReferenceEquality") // the one page that stands for all empty ones
    void add(char c) {
        if (of(c) != 0) {
            return;
        }
        if (c < ASCII) {
            ascii[c] = (char) count++;
            return;
        }
        if (!used[c / PAGE]) {
            pages[c / PAGE] = new char[PAGE];
            used[c / PAGE] = true;
        }
        pages[c / PAGE][c % PAGE] = (char) count++;
    }

    /** Nothing more comes: capitals get their small letters' numbers. */
    void close() {
        for (char c = 'A'; c <= 'Z'; c++) {
            ascii[c] = ascii[Words.lower(c)];
        }
    }

    int of(char c) {
        return c < ASCII ? ascii[c] : pages[c / PAGE][c % PAGE];
    }

    /** How many numbers there are, 0 included. */
    int count() {
        return count;
    }
}
