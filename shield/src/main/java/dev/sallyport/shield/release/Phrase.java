package dev.sallyport.shield.release;

import dev.sallyport.shield.Category;
import dev.sallyport.shield.Verdict;

/**
 * A text that a release finds besides what the built-in version finds.
 *
 * @param text what is looked for; letters of ASCII match in either case
 * @param whole whether no letter, digit, hyphen or underscore may stand beside it, as for a host's or a package's name
 * @param confidence 0 to 1
 */
public record Phrase(String text, boolean whole, Category category, Verdict verdict, double confidence) {
    /** How many characters a text has at least. */
    public static final int SHORTEST = 4;

    /** How many characters a text has at most. */
    public static final int LONGEST = 200;

    /** @throws IllegalArgumentException if the text is too short or too long, or the confidence no share */
    public Phrase {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            throw new IllegalArgumentException("a text to find has " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("a text to find is printable ASCII");
        }
        Change.share(confidence);
    }

    /** Whether it stands by itself, where it ends there. */
    boolean fits(String in, int end) {
        return !whole || (!isPart(in, end - text.length() - 1) && !isPart(in, end) && !goesOn(in, end));
    }

    private static boolean isPart(String in, int at) {
        if (at < 0 || at >= in.length()) {
            return false;
        }
        char c = in.charAt(at);
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    /** Whether a dot and more of a name follows: another host than the one that is meant. */
    private static boolean goesOn(String in, int end) {
        return end < in.length() && in.charAt(end) == '.' && isPart(in, end + 1);
    }
}
