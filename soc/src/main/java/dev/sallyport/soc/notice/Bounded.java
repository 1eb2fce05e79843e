package dev.sallyport.soc.notice;

import dev.sallyport.text.visible.Visible;

/** Text that fits where it goes. What had to be left out is counted in the text itself, so nothing is cut silently. */
public final class Bounded {
    private Bounded() {}

    /**
     * The text on one line, with what nobody can see and what reads as something else written as numbers, in at most that many
     * UTF-16 code units.
     */
    public static String line(String text, int limit) {
        return cut(Visible.strict(text), limit);
    }

    /**
     * The text in at most that many UTF-16 code units; what is longer ends in <code>… (+37)</code>, the number of code units
     * left out. No character is halved.
     *
     * @param limit at least 16
     */
    public static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int keep = limit - mark(text.length()).length();
        if (Character.isHighSurrogate(text.charAt(keep - 1))) {
            keep--;
        }
        return text.substring(0, keep) + mark(text.length() - keep);
    }

    private static String mark(int left) {
        return "\u2026 (+" + left + ")";
    }
}
