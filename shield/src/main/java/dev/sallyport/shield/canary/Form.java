package dev.sallyport.shield.canary;

import dev.sallyport.text.normal.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts one after the other in {@link Glyphs}' form, so that a word split over several is found too, and what each of them may hide.
 * Grows with what it is given; belongs to one inspection.
 */
final class Form {
    /** Between texts that do not belong together. */
    private static final char WALL = ' ';

    private char[] letters;
    private int length;
    private int lastBegin = -1;
    private int lastPosition;
    private int lastOffset;
    private final List<Piece> pieces = new ArrayList<>();

    /** A text and where its form begins. */
    record Piece(int source, String text, int from, boolean marks) {}

    Form(int capacity) {
        letters = new char[Math.max(capacity, 64)];
    }

    char[] letters() {
        return letters;
    }

    int length() {
        return length;
    }

    /** What comes next belongs to nothing that came before. */
    void wall() {
        room(1);
        letters[length++] = WALL;
    }

    /** Adds a text; what was seen in it on the way. */
    Look add(int source, String text) {
        pieces.add(new Piece(source, text, length, false));
        room(text.length());
        Look look = new Look(text);
        int at = length;
        char[] into = letters;
        int run = 0;
        int kinds = 0;
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            char c = characters[i];
            int info = c < 128 ? Glyphs.of(c) : 0;
            if ((info & Glyphs.BASE64) != 0) {
                run++;
                kinds |= info;
            } else {
                if (run > 0) {
                    look.run(i - run, i, kinds);
                    run = 0;
                    kinds = 0;
                }
                if ((info & (Glyphs.ESCAPE | Glyphs.MARK)) != 0) {
                    look.sign(i, info);
                }
            }
            int letter = info & Glyphs.LETTER;
            if (letter != 0) {
                into[at++] = (char) ('a' + letter - 1);
            } else if (c >= 128) {
                char alone = Fold.alone(c);
                int foreign = alone < 128 ? Glyphs.of(alone) & Glyphs.LETTER : 0;
                if (foreign != 0) {
                    into[at++] = (char) ('a' + foreign - 1);
                } else if (alone == Fold.SEVERAL) {
                    length = at;
                    i += folded(text, i) - 1;
                    at = length;
                    into = letters;
                }
                look.foreign();
            }
        }
        if (run > 0) {
            look.run(text.length() - run, text.length(), kinds);
        }
        length = at;
        return look;
    }

    /** Adds a text once more, with marks as the letters they stand in for. */
    void addMarked(int source, String text) {
        wall();
        pieces.add(new Piece(source, text, length, true));
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int info = c < 128 ? Glyphs.of(c) : 0;
            if ((info & Glyphs.MARK) != 0) {
                letters[length++] = Glyphs.ofMark(c);
            } else if ((info & Glyphs.LETTER) != 0) {
                letters[length++] = (char) ('a' + (info & Glyphs.LETTER) - 1);
            }
        }
    }

    /** The piece in which a place lies. */
    Piece at(int position) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).from() <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return pieces.get(low);
    }

    /** Where in its text a place of the form stands. Quickest when places are asked for in their order. */
    int offset(Piece piece, int position) {
        if (piece.from() != lastBegin || position < lastPosition) {
            lastBegin = piece.from();
            lastPosition = piece.from();
            lastOffset = 0;
        }
        lastOffset = offset(piece, position - lastPosition, lastOffset);
        lastPosition = position;
        return lastOffset;
    }

    /** Where the letter that is so many letters behind an offset stands. */
    static int offset(Piece piece, int letters, int from) {
        int left = letters;
        String text = piece.text();
        for (int i = from; i < text.length(); ) {
            int point = text.codePointAt(i);
            int counts = counts(point, piece.marks());
            if (left < counts) {
                return i;
            }
            left -= counts;
            i += Character.charCount(point);
        }
        return text.length();
    }

    private static int counts(int point, boolean marks) {
        if (point < 128) {
            int info = Glyphs.of((char) point);
            return (info & Glyphs.LETTER) != 0 || (marks && (info & Glyphs.MARK) != 0) ? 1 : 0;
        }
        return marks ? 0 : Glyphs.canonical(Character.toString(point)).length();
    }

    private int folded(String text, int at) {
        int point = text.codePointAt(at);
        String seen = Fold.of(point);
        room(seen.length() + text.length() - at);
        for (int i = 0; i < seen.length(); i++) {
            int letter = seen.charAt(i) < 128 ? Glyphs.of(seen.charAt(i)) & Glyphs.LETTER : 0;
            if (letter != 0) {
                letters[length++] = (char) ('a' + letter - 1);
            }
        }
        return Character.charCount(point);
    }

    private void room(int more) {
        if (length + more > letters.length) {
            letters = Arrays.copyOf(letters, Math.max(length + more, letters.length * 2));
        }
    }
}
