package dev.sallyport.shield.canary;

import java.util.Arrays;

/** What one pass over a text saw of what may hide another: runs of digits of base 64 or 16, escapes, words taken apart. */
final class Look {
    /** Shorter runs hold no token. */
    static final int SHORTEST_RUN = 16;

    private static final int SHORTEST_BASE32 = 20;
    private static final int LITTLE = 2;
    private static final int MANY = 10;
    private static final int MIXED = 3;
    private static final int PAIRS = 8;
    private static final int MOST_RUNS = 1 << 16;
    private static final int LEAST_BITS = 96;

    private final String text;
    private int[] runs = {};
    private int runCount;
    private int[] escapes = new int[0];
    private int escapeCount;
    private int marks;
    private int littleRuns;
    private int mixedRuns;
    private int pairRuns;
    private boolean pairs;
    private int bits;
    private boolean takenApart;
    private boolean encoded;
    private boolean foreign;

    Look(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** A run of characters that base 64 uses. */
    void run(int from, int to, int kinds) {
        int size = to - from;
        boolean mixed = (kinds & Glyphs.UPPER) != 0 && (kinds & Glyphs.LOWER) != 0;
        boolean digits = (kinds & Glyphs.DIGIT) != 0;
        if (size <= LITTLE + 2) {
            littleRuns = size <= LITTLE || digits ? littleRuns + 1 : 0;
            takenApart |= littleRuns >= MANY;
        } else {
            littleRuns = 0;
        }
        pairRuns = isPair(from, size, kinds) ? pairRuns + 1 : 0;
        pairs |= pairRuns >= PAIRS;
        bits += isBits(from, to, kinds) ? size : 0;
        if (size < SHORTEST_RUN) {
            boolean both = digits && (kinds & (Glyphs.UPPER | Glyphs.LOWER)) != 0;
            mixedRuns += size > 2 && (both || mixed) ? 1 : 0;
            return;
        }
        boolean hex = (kinds & Glyphs.NOT_HEX) == 0;
        boolean changes = digits && changes(from, to) >= MIXED;
        boolean oneCase = digits && size >= SHORTEST_BASE32;
        if (!mixed && !changes && !oneCase && !(hex && digits)) {
            return;
        }
        encoded |= changes || (digits && (mixed || hex));
        if (runCount < MOST_RUNS) {
            if (runCount * 3 == runs.length) {
                runs = Arrays.copyOf(runs, Math.max(12, runs.length * 2));
            }
            runs[runCount * 3] = from;
            runs[runCount * 3 + 1] = to;
            runs[runCount * 3 + 2] = kinds;
            runCount++;
        }
    }

    /** Two hexadecimal digits alone or after {@code 0x}, or a decimal number of three. */
    private boolean isPair(int from, int size, int kinds) {
        boolean code = size == 3 && (kinds & (Glyphs.UPPER | Glyphs.LOWER | Glyphs.NOT_HEX)) == 0;
        boolean bare = code || (size == 2 && (kinds & Glyphs.NOT_HEX) == 0);
        return bare || (size == 4 && text.charAt(from) == '0' && (text.charAt(from + 1) | 0x20) == 'x');
    }

    private boolean isBits(int from, int to, int kinds) {
        if ((kinds & (Glyphs.UPPER | Glyphs.LOWER)) != 0 || (to - from) % Byte.SIZE != 0) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) > '1') {
                return false;
            }
        }
        return true;
    }

    /** Whether enough bytes for a token stand there bit by bit. */
    boolean hasBits() {
        return bits >= LEAST_BITS;
    }

    /** Whether characters stand there by their numbers. */
    boolean hasPairs() {
        return pairs;
    }

    /** How often a run changes between digits and letters, or from a capital to a capital behind a small letter. */
    private int changes(int from, int to) {
        int changes = 0;
        for (int i = from + 1; i < to && changes < MIXED; i++) {
            char c = text.charAt(i);
            char before = text.charAt(i - 1);
            boolean digit = c >= '0' && c <= '9';
            boolean digitBefore = before >= '0' && before <= '9';
            changes += digit != digitBefore ? 1 : 0;
        }
        return changes;
    }

    /** A character that may begin an escape, or stand in for a letter. */
    void sign(int at, int info) {
        if ((info & Glyphs.MARK) != 0) {
            marks++;
        } else if (isEscape(at)) {
            if (escapeCount == escapes.length) {
                escapes = Arrays.copyOf(escapes, Math.max(8, escapes.length * 2));
            }
            escapes[escapeCount++] = at;
        }
    }

    void foreign() {
        foreign = true;
    }

    private boolean isEscape(int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        return switch (text.charAt(at)) {
            case '%' -> isHex(next) && at + 2 < text.length() && isHex(text.charAt(at + 2));
            case '&' -> next == '#' || (Character.isLetter(next) && endsSoon(at + 2));
            default -> next == 'u' || next == 'x' || next == 'U' || Layers.isOctal(text, at + 1);
        };
    }

    private boolean endsSoon(int from) {
        for (int i = from; i < text.length() && i < from + 8; i++) {
            if (text.charAt(i) == ';') {
                return true;
            }
        }
        return false;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }

    boolean hasMarks() {
        return marks > 0;
    }

    boolean hasEscapes() {
        return escapeCount > 0;
    }

    int escapes() {
        return escapeCount;
    }

    int escape(int index) {
        return escapes[index];
    }

    int runs() {
        return runCount;
    }

    int from(int run) {
        return runs[run * 3];
    }

    int to(int run) {
        return runs[run * 3 + 1];
    }

    int kinds(int run) {
        return runs[run * 3 + 2];
    }

    /** Whether something stands there that is no word of a language. */
    boolean isEncoded() {
        return encoded;
    }

    /** Whether digits of an encoding may have been spread over words. */
    boolean isTakenApart() {
        return takenApart || mixedRuns >= MIXED || (foreign && mixedRuns > 0);
    }
}
