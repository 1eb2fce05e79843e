package dev.sallyport.shield.secret;

import java.util.ArrayList;
import java.util.List;

/**
 * A form of text: classes of characters with counts, and literals, one after the other. Each class takes all it may and gives nothing back, so
 * that a form is looked at once, in time linear in what it covers and never more than its greatest length. Immutable.
 */
final class Shape {
    /** What {@code +} means: longer values are cut here. */
    private static final int MOST = 2048;

    private static final String CLASSES = "dhHlauzwWvtbsn~%/";

    /** For each character of ASCII, the classes it is in, as bits by their place in {@link #CLASSES}. */
    private static final int[] MEMBER = new int[128];

    /** The classes' bits by their names. */
    private static final int[] BIT = new int[128];

    static {
        for (int i = 0; i < CLASSES.length(); i++) {
            BIT[CLASSES.charAt(i)] = 1 << i;
        }
        String digits = "0123456789";
        String lower = "abcdefghijklmnopqrstuvwxyz";
        String upper = lower.toUpperCase(java.util.Locale.ROOT);
        String word = digits + lower + upper;
        fill('d', digits);
        fill('h', digits + "abcdef");
        fill('H', digits + "abcdefABCDEF");
        fill('l', digits + lower);
        fill('a', "234567" + upper);
        fill('u', digits + upper);
        fill('z', lower + upper);
        fill('w', word);
        fill('W', word + "_");
        fill('v', word + "_-");
        fill('t', word + "_-.");
        fill('b', word + "+/");
        fill('s', word + "+/_-=");
        fill('~', word + "_~.-");
        fill('%', word + "%-_.");
        fill('/', word + "/_-.");
        for (char c = '!'; c <= '~'; c++) {
            if ("\"'`\\<>".indexOf(c) < 0) {
                fill('n', String.valueOf(c));
            }
        }
    }

    /** One part: a literal, or a class with counts. */
    private record Element(String literal, int bit, int least, int most) {}

    private final List<Element> elements;

    private Shape(List<Element> elements) {
        this.elements = List.copyOf(elements);
    }

    private static void fill(char name, String members) {
        for (int i = 0; i < members.length(); i++) {
            MEMBER[members.charAt(i)] |= bit(name);
        }
    }

    private static int bit(char name) {
        return 1 << CLASSES.indexOf(name);
    }

    /** Whether a character is of a class. */
    static boolean is(char c, char name) {
        return c < 128 && (MEMBER[c] & BIT[name & 127]) != 0;
    }

    /**
     * Reads {@code w36 '_' h8-10 v20+}; {@code -} is empty.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static Shape of(String written) {
        List<Element> elements = new ArrayList<>();
        if (!written.equals("-")) {
            for (int i = 0; i < written.length(); ) {
                if (written.charAt(i) == ' ') {
                    i++;
                } else if (written.charAt(i) == '\'') {
                    int end = written.indexOf('\'', i + 1);
                    elements.add(new Element(written.substring(i + 1, end), 0, 0, 0));
                    i = end + 1;
                } else {
                    int end = written.indexOf(' ', i);
                    end = end < 0 ? written.length() : end;
                    elements.add(run(written.charAt(i), written.substring(i + 1, end)));
                    i = end;
                }
            }
        }
        return new Shape(elements);
    }

    private static Element run(char name, String counts) {
        if (CLASSES.indexOf(name) < 0) {
            throw new IllegalArgumentException("no class of characters `" + name + "`");
        }
        if (counts.endsWith("+")) {
            return new Element("", bit(name), Integer.parseInt(counts.substring(0, counts.length() - 1)), MOST);
        }
        int dash = counts.indexOf('-');
        int least = Integer.parseInt(dash < 0 ? counts : counts.substring(0, dash));
        return new Element("", bit(name), least, dash < 0 ? least : Integer.parseInt(counts.substring(dash + 1)));
    }

    /** Behind the form that begins there, or -1 if none does. */
    int endFrom(String text, int from) {
        int at = from;
        for (Element element : elements) {
            if (element.bit == 0) {
                if (!text.startsWith(element.literal, at)) {
                    return -1;
                }
                at += element.literal.length();
            } else {
                int most = Math.min(text.length(), at + element.most);
                int end = at;
                while (end < most && in(text.charAt(end), element.bit)) {
                    end++;
                }
                if (end - at < element.least) {
                    return -1;
                }
                at = end;
            }
        }
        return at;
    }

    /** Where the form that ends there begins, its elements read from right to left, or -1 if none does. */
    int startBefore(String text, int to) {
        int at = to;
        for (Element element : elements) {
            int least = Math.max(0, at - element.most);
            int start = at;
            while (start > least && in(text.charAt(start - 1), element.bit)) {
                start--;
            }
            if (at - start < element.least) {
                return -1;
            }
            at = start;
        }
        return at;
    }

    private static boolean in(char c, int bit) {
        return c < 128 && (MEMBER[c] & bit) != 0;
    }
}
