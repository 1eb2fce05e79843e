package dev.sallyport.text.normal;

import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What one code point becomes in a normal form: compatibility forms are composed (NFKC, UAX 15), letter case is folded, accents on
 * Latin, Greek and Cyrillic letters fall, look-alikes become the ASCII they are taken for (UTS #39, section 4), decimal
 * digits of any script become ASCII digits, what a reader does not see falls (UTS #39, default ignorable), every kind of space is one space. Tag
 * characters (U+E0020 to U+E007E) become the ASCII they carry, because a model reads them. Context-free, so a text of any
 * length folds in linear time. Thread-safe.
 */
public final class Fold {
    private static final int PAGE = 256;
    private static final int TAG_FIRST = 0xE0020;
    private static final int TAG_LAST = 0xE007E;
    private static final int TAGS = 0xE0000;
    private static final int DELETE = 0x7F;

    /** Pages of 256 answers, made when first asked for. */
    private static final AtomicReferenceArray<String @Nullable []> PAGES =
            new AtomicReferenceArray<>((Character.MAX_CODE_POINT + 1) / PAGE);

    /** What {@link #alone} says of a code point that becomes nothing, or several characters. */
    public static final char SEVERAL = '\uffff';

    /** Pages of 256 answers for the code points of the first plane, made when first asked for. */
    private static final AtomicReferenceArray<char @Nullable []> ALONE =
            new AtomicReferenceArray<>((Character.MAX_VALUE + 1) / PAGE);

    private Fold() {}

    /** The folded text: empty if the code point falls, one space for any space. */
    public static String of(int codePoint) {
        String @Nullable [] page = PAGES.get(codePoint / PAGE);
        if (page == null) {
            page = page(codePoint / PAGE * PAGE);
            PAGES.set(codePoint / PAGE, page);
        }
        return page[codePoint % PAGE];
    }

    /** The same, without making ready its neighbours' answers: for a word here and there, as in a list that is read at start. */
    public static String once(int codePoint) {
        String @Nullable [] page = PAGES.get(codePoint / PAGE);
        return page == null ? folded(codePoint) : page[codePoint % PAGE];
    }

    /** The one character that this one becomes; {@link #SEVERAL} if it is none or more than one, or half of a pair. Quicker than {@link #of}. */
    public static char alone(char c) {
        char[] page = ALONE.get(c / PAGE);
        if (page == null) {
            page = new char[PAGE];
            for (int i = 0; i < PAGE; i++) {
                char one = (char) (c / PAGE * PAGE + i);
                String all = Character.isSurrogate(one) ? "" : of(one);
                page[i] = all.length() == 1 ? all.charAt(0) : SEVERAL;
            }
            ALONE.set(c / PAGE, page);
        }
        return page[c % PAGE];
    }

    private static String[] page(int first) {
        String[] page = new String[PAGE];
        for (int i = 0; i < PAGE; i++) {
            page[i] = folded(first + i);
        }
        return page;
    }

    private static String folded(int codePoint) {
        if (codePoint > ' ' && codePoint < DELETE) {
            return String.valueOf((char) (codePoint >= 'A' && codePoint <= 'Z' ? codePoint | 0x20 : codePoint));
        }
        if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            return " ";
        }
        if (codePoint >= TAG_FIRST && codePoint <= TAG_LAST) {
            return folded(codePoint - TAGS);
        }
        if (isUnseen(codePoint)) {
            return "";
        }
        String taken = Confusables.of(codePoint);
        if (taken != null) {
            return taken;
        }
        int digit = Character.isDigit(codePoint) ? Character.digit(codePoint, 10) : -1;
        if (digit >= 0) {
            return String.valueOf((char) ('0' + digit));
        }
        if (Character.getType(codePoint) == Character.DASH_PUNCTUATION) {
            return "-";
        }
        return decomposed(codePoint);
    }

    /** Compatibility form, then accents off, then lower case; each step is folded again if it changed something. */
    private static String decomposed(int codePoint) {
        String self = Character.toString(codePoint);
        String compatible = Normalizer.normalize(self, Normalizer.Form.NFKC);
        if (!compatible.equals(self)) {
            return each(compatible);
        }
        String parts = Normalizer.normalize(self, Normalizer.Form.NFD);
        if (parts.length() > self.length() && losesAccents(parts.codePointAt(0))) {
            return folded(parts.codePointAt(0));
        }
        String lower = self.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return lower.equals(self) ? self : each(lower);
    }

    private static String each(String text) {
        StringBuilder all = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            boolean same = text.length() == Character.charCount(codePoint) && isLast(codePoint);
            all.append(same ? Character.toString(codePoint) : folded(codePoint));
        });
        return all.toString();
    }

    /** Whether neither form nor case would change it again; keeps {@link #each} from going round. */
    private static boolean isLast(int codePoint) {
        String self = Character.toString(codePoint);
        return Confusables.of(codePoint) == null
                && !isUnseen(codePoint)
                && !Character.isDigit(codePoint)
                && Normalizer.isNormalized(self, Normalizer.Form.NFKD)
                && self.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).equals(self);
    }

    private static boolean losesAccents(int base) {
        return switch (Character.UnicodeScript.of(base)) {
            case LATIN, GREEK, CYRILLIC -> true;
            default -> false;
        };
    }

    private static boolean isUnseen(int codePoint) {
        int type = Character.getType(codePoint);
        boolean mark = (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK)
                && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.INHERITED;
        return mark
                || type == Character.FORMAT
                || type == Character.CONTROL
                || codePoint == 0x034F
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x3164
                || codePoint == 0xFFA0
                || codePoint == 0x17B4
                || codePoint == 0x17B5
                || (codePoint >= 0x180B && codePoint <= 0x180F)
                || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
    }
}
