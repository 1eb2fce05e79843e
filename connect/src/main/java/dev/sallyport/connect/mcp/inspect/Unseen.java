package dev.sallyport.connect.mcp.inspect;

import java.util.Set;

/**
 * Characters that a person does not see as what they are. A zero-width joiner or a variation selector inside an emoji, and a joiner between
 * letters of scripts that need it, are ordinary; everything else that has no form of its own is not.
 *
 * <p>From Unicode 16, chapter 23 (special areas and format characters), and UAX 9 (bidirectional algorithm), section 2.
 */
final class Unseen {
    private static final int TAG_FIRST = 0xE0000;
    private static final int TAG_LAST = 0xE007F;
    private static final int SUPPLEMENT_FIRST = 0xE0100;
    private static final int SUPPLEMENT_LAST = 0xE01EF;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int EMOJI_SELECTOR = 0xFE0F;
    private static final int TEXT_SELECTOR = 0xFE0E;
    private static final int FIRST_BEYOND_LATIN = 0x600;

    private Unseen() {}

    static void in(String text, Set<Finding> found) {
        int before = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c > '~' || c < ' ') {
                look(c, before, i < text.length() ? text.codePointAt(i) : -1, found);
            }
            before = c;
        }
    }

    private static void look(int c, int before, int after, Set<Finding> found) {
        if (isReordering(c)) {
            found.add(Finding.REORDERED_TEXT);
        } else if (isHidden(c, before, after)) {
            found.add(Finding.HIDDEN_CHARACTERS);
        } else if (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r') {
            found.add(Finding.CONTROL_CHARACTERS);
        }
    }

    private static boolean isReordering(int c) {
        return (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200E
                || c == 0x200F
                || c == 0x061C;
    }

    private static boolean isHidden(int c, int before, int after) {
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return !joins(before) || !joins(after);
        }
        if (c == EMOJI_SELECTOR || c == TEXT_SELECTOR) {
            return isSelector(before) || before < 0;
        }
        return (c >= TAG_FIRST && c <= TAG_LAST)
                || (c >= SUPPLEMENT_FIRST && c <= SUPPLEMENT_LAST)
                || (c >= 0xFE00 && c <= 0xFE0D)
                || c == 0x200B
                || (c >= 0x2060 && c <= 0x2065)
                || (c >= 0x206A && c <= 0x206F)
                || c == 0xFEFF
                || c == 0x00AD
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x2800
                || c == 0x3164
                || c == 0xFFA0
                || (c >= 0xFFF9 && c <= 0xFFFB)
                || (c >= 0x1D173 && c <= 0x1D17A)
                || Character.getType(c) == Character.PRIVATE_USE;
    }

    /** Whether a joiner beside it is part of how it is written: letters of scripts that join, and emoji. */
    private static boolean joins(int c) {
        return c >= FIRST_BEYOND_LATIN
                && !(c >= 0x2000 && c <= 0x206F)
                && (Character.isLetter(c) || isMark(c) || isPicture(c));
    }

    private static boolean isMark(int c) {
        return Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isPicture(int c) {
        return Character.isEmoji(c) || Character.isEmojiModifier(c) || c == EMOJI_SELECTOR;
    }

    private static boolean isSelector(int c) {
        return c >= 0xFE00 && c <= 0xFE0F;
    }
}
