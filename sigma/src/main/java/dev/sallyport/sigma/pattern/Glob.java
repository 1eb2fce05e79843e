package dev.sallyport.sigma.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of literal text, {@code *} (any characters, none too) and {@code ?} (exactly one character of Unicode), made ready for matching
 * without allocation. Between two stars lies a piece; the first and the last are tied to the ends of the text, those between are found
 * leftmost one after the other, which suffices, so no choice is ever taken back.
 *
 * <p>Immutable, safe for many threads. Time is at most the text's length times the longest piece's.
 */
public final class Glob {
    /** Stands for {@code ?} inside a piece: no character of a text, since it is no character at all. */
    private static final char ONE = '\uFFFF';

    private final char[][] pieces;
    private final boolean cased;

    private Glob(char[][] pieces, boolean cased) {
        this.pieces = pieces;
        this.cased = cased;
    }

    /**
     * @param parts literals and wildcards in their order
     * @param cased whether upper and lower case differ
     */
    public static Glob of(List<Part> parts, boolean cased) {
        List<char[]> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> piece.append(cased ? literal.text() : Folding.fold(literal.text()));
                case Part.Wildcard wildcard -> {
                    if (wildcard == Part.Wildcard.ONE) {
                        piece.append(ONE);
                    } else {
                        pieces.add(piece.toString().toCharArray());
                        piece.setLength(0);
                    }
                }
                case Part.Placeholder placeholder ->
                    throw new IllegalArgumentException("a placeholder has no meaning here: " + placeholder.name());
            }
        }
        pieces.add(piece.toString().toCharArray());
        return new Glob(pieces.toArray(char[][]::new), cased);
    }

    /** Whether the whole text fits. */
    public boolean matches(String text) {
        char[] first = pieces[0];
        if (pieces.length == 1) {
            return end(first, text, 0) == text.length();
        }
        int at = end(first, text, 0);
        int last = at < 0 ? -1 : start(pieces[pieces.length - 1], text);
        if (last < at) {
            return false;
        }
        for (int piece = 1; piece < pieces.length - 1 && at >= 0; piece++) {
            at = find(pieces[piece], text, at, last);
        }
        return at >= 0;
    }

    /** Behind the leftmost occurrence of a piece between two places, or -1. */
    private int find(char[] piece, String text, int from, int to) {
        if (piece.length == 0) {
            return from;
        }
        char head = piece[0];
        for (int at = from; at < to; at++) {
            char seen = text.charAt(at);
            if (head != ONE && head != (cased ? seen : Folding.fold(seen))) {
                continue;
            }
            int end = end(piece, text, at);
            if (end >= 0 && end <= to) {
                return end;
            }
        }
        return -1;
    }

    /** Behind the piece if it stands there, or -1. */
    private int end(char[] piece, String text, int from) {
        int at = from;
        for (char wanted : piece) {
            if (at >= text.length()) {
                return -1;
            }
            char seen = text.charAt(at);
            if (wanted == ONE) {
                at += Character.isHighSurrogate(seen)
                                && at + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(at + 1))
                        ? 2
                        : 1;
            } else if (wanted == (cased ? seen : Folding.fold(seen))) {
                at++;
            } else {
                return -1;
            }
        }
        return at;
    }

    /** Where the piece begins if the text ends with it, or -1. */
    private int start(char[] piece, String text) {
        int at = text.length();
        for (int i = piece.length - 1; i >= 0; i--) {
            if (at == 0) {
                return -1;
            }
            char seen = text.charAt(at - 1);
            if (piece[i] == ONE) {
                at -= Character.isLowSurrogate(seen) && at > 1 && Character.isHighSurrogate(text.charAt(at - 2))
                        ? 2
                        : 1;
            } else if (piece[i] == (cased ? seen : Folding.fold(seen))) {
                at--;
            } else {
                return -1;
            }
        }
        return at;
    }
}
