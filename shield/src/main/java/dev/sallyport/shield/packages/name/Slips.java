package dev.sallyport.shield.packages.name;

import java.util.Optional;

/** What slip of the hand or eye leads from one spelling to another. Pure functions. */
final class Slips {
    private static final String[] ROWS = {"1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm"};
    private static final String VOWELS = "aeiouy";

    private Slips() {}

    /** The one slip by which the text came of the target; empty if they are equal or further apart. */
    static Optional<Squat.Kind> one(String text, String target) {
        int difference = text.length() - target.length();
        if (difference == 0) {
            return sameLength(text, target);
        }
        if (difference == 1) {
            int at = firstDifference(text, target);
            return rest(text, at + 1, target, at) ? Optional.of(added(text, target, at)) : Optional.empty();
        }
        if (difference == -1) {
            int at = firstDifference(text, target);
            return rest(text, at, target, at + 1) ? Optional.of(omitted(target, at)) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether at most two slips lie between them (optimal string alignment distance); both are short. */
    static boolean two(String text, String target) {
        int start = firstDifference(text, target);
        int textEnd = text.length();
        int targetEnd = target.length();
        while (textEnd > start && targetEnd > start && text.charAt(textEnd - 1) == target.charAt(targetEnd - 1)) {
            textEnd--;
            targetEnd--;
        }
        return distance(text.substring(start, textEnd), target.substring(start, targetEnd)) <= 2;
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = last;
            last = now;
            now = spare;
        }
        return last[b.length()];
    }

    private static Optional<Squat.Kind> sameLength(String text, String target) {
        int at = firstDifference(text, target);
        if (at == text.length()) {
            return Optional.empty();
        }
        char wrong = text.charAt(at);
        char right = target.charAt(at);
        if (rest(text, at + 1, target, at + 1)) {
            return Optional.of(replaced(text, wrong, right, at));
        }
        boolean swapped = at + 1 < text.length() && wrong == target.charAt(at + 1) && right == text.charAt(at + 1);
        return swapped && rest(text, at + 2, target, at + 2) ? Optional.of(Squat.Kind.TRANSPOSITION) : Optional.empty();
    }

    private static Squat.Kind replaced(String text, char wrong, char right, int at) {
        if (isDigit(wrong) && isDigit(right)) {
            return Squat.Kind.NUMERAL;
        }
        if (isDigit(wrong) && at == text.length() - 1) {
            return Squat.Kind.NUMERAL;
        }
        if (VOWELS.indexOf(wrong) >= 0 && VOWELS.indexOf(right) >= 0) {
            return Squat.Kind.VOWEL;
        }
        return neighbours(wrong, right) ? Squat.Kind.NEIGHBOUR : Squat.Kind.REPLACEMENT;
    }

    private static Squat.Kind added(String text, String target, int at) {
        char extra = text.charAt(at);
        boolean twice = at > 0 && text.charAt(at - 1) == extra;
        if (extra == 's' && at == target.length()) {
            return target.endsWith("s") ? Squat.Kind.REPETITION : Squat.Kind.PLURAL;
        }
        if (isDigit(extra)) {
            return Squat.Kind.NUMERAL;
        }
        return twice ? Squat.Kind.REPETITION : Squat.Kind.ADDITION;
    }

    private static Squat.Kind omitted(String target, int at) {
        char missing = target.charAt(at);
        boolean wasTwice = at > 0 && target.charAt(at - 1) == missing;
        if (missing == 's' && at == target.length() - 1 && !wasTwice) {
            return Squat.Kind.PLURAL;
        }
        if (isDigit(missing)) {
            return Squat.Kind.NUMERAL;
        }
        return wasTwice ? Squat.Kind.REPETITION : Squat.Kind.OMISSION;
    }

    private static boolean neighbours(char a, char b) {
        for (int row = 0; row < ROWS.length; row++) {
            int at = ROWS[row].indexOf(a);
            if (at >= 0) {
                return near(ROWS[row], at, b, 1)
                        || (row > 0 && near(ROWS[row - 1], at, b, 1))
                        || (row + 1 < ROWS.length && near(ROWS[row + 1], at, b, 1));
            }
        }
        return false;
    }

    private static boolean near(String row, int at, char other, int reach) {
        int there = row.indexOf(other);
        return there >= 0 && Math.abs(there - at) <= reach;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int firstDifference(String a, String b) {
        int end = Math.min(a.length(), b.length());
        int at = 0;
        while (at < end && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }

    private static boolean rest(String a, int from, String b, int to) {
        return a.length() - from == b.length() - to && a.regionMatches(from, b, to, a.length() - from);
    }
}
