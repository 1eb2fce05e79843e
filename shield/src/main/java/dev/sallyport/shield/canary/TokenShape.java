package dev.sallyport.shield.canary;

import dev.sallyport.text.normal.Fold;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether what stands behind the word <i>canary</i> makes it a token and not a way to roll out software: {@code CANARY-7KQ2MX4A} and {@code
 * CANARY-TEST-001} are tokens, {@code canary-deployment}, {@code CANARY_ENABLED} and a pod's {@code web-canary-6d4cf56db6} are not.
 */
final class TokenShape {
    private static final int LONGEST = 64;
    private static final int RANDOM = 8;
    private static final double HIDDEN = 0.9;
    private static final double PLAIN = 0.8;
    private static final double LIKELY = 0.6;
    private static final Set<String> NOUNS = Set.of(
            "test", "edge", "token", "secret", "trap", "leak", "probe", "seed", "session", "key", "honey", "decoy");
    private static final List<String> ROLLOUTS = List.of(
            "DEPLOY",
            "RELEASE",
            "ROLLOUT",
            "ROLLBACK",
            "WEIGHT",
            "ENABLE",
            "PERCENT",
            "TRAFFIC",
            "VERSION",
            "STABLE",
            "FEATURE");

    /** How sure one may be; 0 for no token. */
    record Judged(double confidence, int from, int to) {
        static final Judged NONE = new Judged(0, 0, 0);
    }

    private final String text;
    private final StringBuilder word = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private int at;
    private boolean hidden;
    private boolean spread;

    private TokenShape(String text, int at, boolean hidden) {
        this.text = text;
        this.at = at;
        this.hidden = hidden;
    }

    /**
     * @param from where the word's first letter stands
     * @param hidden whether the text stood behind an encoding
     */
    static Judged judge(String text, int from, boolean hidden) {
        TokenShape shape = new TokenShape(text, from, hidden);
        shape.word();
        return shape.readTail() ? new Judged(shape.confidence(), from, shape.at) : Judged.NONE;
    }

    private void word() {
        while (word.length() < Traps.WORD.length() && at < text.length()) {
            append(word);
        }
        hidden |= spread || !Traps.WORD.equalsIgnoreCase(word.toString()) || odd();
    }

    /** Neither small, nor capital, nor a sentence's or a name's first letter. */
    private boolean odd() {
        String w = word.toString();
        String low = w.toLowerCase(Locale.ROOT);
        return !w.equals(low)
                && !w.equals(w.toUpperCase(Locale.ROOT))
                && !w.substring(1).equals(low.substring(1));
    }

    /** The mark and the parts behind the word; whether there are any. */
    private boolean readTail() {
        int end = Math.min(text.length(), at + LONGEST * (spread ? 3 : 1));
        while (at < end) {
            int point = text.codePointAt(at);
            boolean part = isAscii(Fold.of(point)) || isDash(Fold.of(point));
            if (!part && !(isUnseen(point) || spread)) {
                break;
            }
            append(tail);
        }
        return tail.length() > 1 && (tail.charAt(0) == '-' || tail.charAt(0) == '_' || tail.charAt(0) == ':');
    }

    private void append(StringBuilder into) {
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        String seen = Fold.of(point);
        if (isDash(seen)) {
            into.append(seen);
        } else if (isAscii(seen)) {
            into.append(Character.isUpperCase(point) ? seen.toUpperCase(Locale.ROOT) : seen);
            hidden |= point >= 128;
        } else {
            hidden |= isUnseen(point);
            spread |= !isUnseen(point) && into == word;
        }
    }

    private double confidence() {
        String parts = tail.substring(1);
        int digits = (int) parts.chars().filter(c -> c >= '0' && c <= '9').count();
        boolean random = List.of(parts.split("[-_:]")).stream().anyMatch(TokenShape::looksRandom);
        boolean capital = Traps.WORD.contentEquals(word) && parts.equals(parts.toUpperCase(Locale.ROOT));
        if (ROLLOUTS.stream().anyMatch(parts.toUpperCase(Locale.ROOT)::startsWith)) {
            return 0;
        }
        if (hidden) {
            return digits >= 2 || random ? HIDDEN : parts.length() >= 4 && capital ? LIKELY : 0;
        }
        boolean dash = tail.charAt(0) == '-';
        if (capital) {
            return random || (dash && digits >= 2) ? PLAIN : 0;
        }
        String first = parts.split("[-_:]")[0].toLowerCase(Locale.ROOT);
        return NOUNS.contains(first) && digits >= 3 ? LIKELY : 0;
    }

    /** Eight or more characters that no word of a language has: digits among letters, or hardly a vowel. */
    private static boolean looksRandom(String part) {
        if (part.length() < RANDOM) {
            return false;
        }
        int vowels =
                (int) part.chars().filter(c -> "AEIOUaeiou".indexOf(c) >= 0).count();
        int digits = (int) part.chars().filter(c -> c >= '0' && c <= '9').count();
        return (digits > 0 && digits < part.length()) || vowels <= 1;
    }

    private static boolean isUnseen(int point) {
        return Fold.of(point).isEmpty();
    }

    private static boolean isDash(String seen) {
        return seen.equals("-") || seen.equals("_") || seen.equals(":");
    }

    private static boolean isAscii(String seen) {
        return seen.length() == 1 && seen.charAt(0) < 128 && Character.isLetterOrDigit(seen.charAt(0));
    }
}
