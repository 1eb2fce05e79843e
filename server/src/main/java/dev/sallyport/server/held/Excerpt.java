package dev.sallyport.server.held;

/**
 * The place at which a text differs from another one, small enough to be read.
 *
 * @param before what both have in front of it, its end
 * @param differs what this text alone has there, its beginning
 * @param after what both have behind it, its beginning
 */
public record Excerpt(String before, String differs, String after) {
    private static final int AROUND = 40;
    private static final int LONGEST = 400;
    private static final int WORD = 16;

    /** The whole as one text. */
    public String text() {
        return before + differs + after;
    }

    /** A text that has no counterpart. */
    static Excerpt whole(String text) {
        return new Excerpt("", start(text, LONGEST), "");
    }

    /** What is in the first where it differs from the second. */
    static Excerpt of(String text, String other) {
        int most = Math.min(text.length(), other.length());
        int front = 0;
        while (front < most && text.charAt(front) == other.charAt(front)) {
            front++;
        }
        front = wordBegins(text, front);
        int back = 0;
        while (back < most - front
                && text.charAt(text.length() - 1 - back) == other.charAt(other.length() - 1 - back)) {
            back++;
        }
        back = text.length() - wordEnds(text, text.length() - back);
        int end = text.length() - Math.min(back, most - front);
        return new Excerpt(
                end(text.substring(0, front)),
                start(text.substring(front, end), LONGEST),
                start(text.substring(end), AROUND));
    }

    /** Whole words differ, and whole marks: half of one says nothing. Both texts are the same before that place. */
    private static int wordBegins(String text, int at) {
        int begin = at;
        while (begin > 0 && at - begin < WORD && isWord(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private static int wordEnds(String text, int at) {
        int end = at;
        while (end < text.length() && end - at < WORD && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || "{}\\_-".indexOf(c) >= 0;
    }

    private static String start(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int cut = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, cut) + "... (" + text.length() + " characters)";
    }

    private static String end(String text) {
        if (text.length() <= AROUND) {
            return text;
        }
        int cut = text.length() - AROUND;
        return "..." + text.substring(Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut);
    }
}
