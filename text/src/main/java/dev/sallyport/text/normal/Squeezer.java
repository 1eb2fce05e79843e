package dev.sallyport.text.normal;

import java.util.Arrays;

/**
 * A text's squeezed form: folded ({@link Fold}), encoded as UTF-8, and without what writers put between characters at will:
 * white space, quotes, brackets, asterisks, backslashes, and punctuation at the end of a word that has anything else. {@code "De 89-37 (x)."} becomes
 * {@code de89-37x}. So a value that was wrapped, spaced out, quoted or emphasised keeps its form. Where a word or a part of a word began or
 * ended is kept beside it as boundaries. Takes linear time. A squeezer is reused for one text after the other and is not
 * thread-safe; its arrays belong to it and change with the next text.
 */
public final class Squeezer {
    private static final byte KEEP = 0;
    private static final byte HARD = 1;
    private static final byte SOFT = 2;
    private static final byte APOSTROPHE = 3;
    private static final byte[] KINDS = new byte[128];
    private static final byte[] LOWER = new byte[128];
    private static final int LONG_BITS = 6;

    /** Bytes past the end that may be read, never meant, and one. */
    private static final int SLACK = Long.BYTES + 1;

    static {
        for (int c = 0; c < KINDS.length; c++) {
            KINDS[c] = c <= ' ' || c == 0x7f || "\"`()[]{}<>|*\\^".indexOf(c) >= 0 ? HARD : KEEP;
            LOWER[c] = (byte) Character.toLowerCase(c);
        }
        for (char c : "@/:=,;?&#".toCharArray()) {
            KINDS[c] = SOFT;
        }
        KINDS['\''] = APOSTROPHE;
    }

    private byte[] bytes = new byte[256];
    private long[] words = new long[4];
    private long[] parts = new long[4];
    private int length;
    private int wordStart;

    /** 1 if a space stands before the word: then a mark alone is a word, as when a name is spelled out. */
    private int spaced;

    /** Squeezes a text; the answers below are then about it. */
    public Squeezer squeeze(CharSequence text) {
        clear();
        int end = text.length();
        for (int i = 0; i < end; ) {
            char c = text.charAt(i);
            if (c < 128) {
                put(c, text, i);
                i++;
            } else {
                int codePoint = Character.codePointAt(text, i);
                i += Character.charCount(codePoint);
                putFolded(codePoint);
            }
        }
        hard();
        return this;
    }

    /** The form's bytes; only the first {@link #length} count, eight more may be read. No byte is 0xFF. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes the form has. */
    public int length() {
        return length;
    }

    /** Whether a word begins or ends before the byte at the position, 0 to length. */
    public boolean wordAt(int position) {
        return (words[position >> LONG_BITS] & (1L << position)) != 0;
    }

    /** Whether a word, or a part of one between the marks of addresses and lists, begins or ends there, 0 to length. */
    public boolean partAt(int position) {
        return (parts[position >> LONG_BITS] & (1L << position)) != 0;
    }

    /** The boundaries as bits by position, {@link #partAt}. */
    public long[] parts() {
        return parts;
    }

    private void clear() {
        int used = (length >> LONG_BITS) + 1;
        Arrays.fill(words, 0, used, 0);
        Arrays.fill(parts, 0, used, 0);
        length = 0;
        wordStart = 0;
        spaced = 1;
        mark(words);
        mark(parts);
    }

    private void put(char c, CharSequence text, int at) {
        switch (KINDS[c]) {
            case KEEP -> append(LOWER[c]);
            case HARD -> {
                hard();
                spaced = c <= ' ' ? 1 : 0;
            }
            case SOFT -> soft((byte) c);
            default -> {
                boolean inside = at > 0
                        && at + 1 < text.length()
                        && Character.isLetterOrDigit(text.charAt(at - 1))
                        && Character.isLetterOrDigit(text.charAt(at + 1));
                if (!inside) {
                    hard();
                }
            }
        }
    }

    private void putFolded(int codePoint) {
        String folded = Fold.of(codePoint);
        for (int i = 0; i < folded.length(); ) {
            int one = folded.codePointAt(i);
            i += Character.charCount(one);
            if (one < 128) {
                switch (KINDS[one]) {
                    case KEEP -> append(LOWER[one]);
                    case SOFT -> soft((byte) one);
                    case APOSTROPHE -> {}
                    default -> hard();
                }
            } else {
                utf8(one);
            }
        }
    }

    private void soft(byte c) {
        mark(parts);
        append(c);
        mark(parts);
    }

    /** A word ends: its last punctuation falls, and a boundary stands. */
    private void hard() {
        while (length > wordStart + spaced && isTrailing(bytes[length - 1])) {
            words[length >> LONG_BITS] &= ~(1L << length);
            parts[length >> LONG_BITS] &= ~(1L << length);
            length--;
        }
        wordStart = length;
        mark(words);
        mark(parts);
    }

    private static boolean isTrailing(byte c) {
        return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
    }

    private void mark(long[] bits) {
        bits[length >> LONG_BITS] |= 1L << length;
    }

    private void append(byte c) {
        if (length + SLACK == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
            words = Arrays.copyOf(words, (bytes.length >> LONG_BITS) + 1);
            parts = Arrays.copyOf(parts, words.length);
        }
        bytes[length++] = c;
    }

    private void utf8(int codePoint) {
        if (codePoint < 0x800) {
            append((byte) (0xC0 | codePoint >> 6));
        } else {
            if (codePoint < 0x10000) {
                append((byte) (0xE0 | codePoint >> 12));
            } else {
                append((byte) (0xF0 | codePoint >> 18));
                append((byte) (0x80 | ((codePoint >> 12) & 0x3F)));
            }
            append((byte) (0x80 | ((codePoint >> 6) & 0x3F)));
        }
        append((byte) (0x80 | (codePoint & 0x3F)));
    }
}
