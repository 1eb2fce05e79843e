package dev.sallyport.sigma.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Set;

/**
 * A regular expression in RE2's syntax, found anywhere in a text. There is no backtracking: time is at most the text's length times the
 * size of the compiled expression, which {@link #MAX_LENGTH} and {@link #MAX_SIZE} bound. Immutable, safe for many threads.
 */
public final class Regex {
    /** The most characters of an expression. */
    public static final int MAX_LENGTH = 8_192;

    /** The most steps of an expression once its repetitions are written out. */
    public static final int MAX_SIZE = 20_000;

    private final Pattern pattern;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    /** How an expression is read. */
    public enum Flag {
        /** Case is ignored. */
        IGNORECASE,
        /** {@code ^} and {@code $} are the ends of lines too. */
        MULTILINE,
        /** A dot is a line's end too. */
        DOTALL
    }

    /** An expression that is not taken. */
    public static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final boolean costly;

        Bad(boolean costly, String message) {
            super(message);
            this.costly = costly;
        }

        /** Whether it is well-formed, but beyond a limit. */
        public boolean costly() {
            return costly;
        }
    }

    /**
     * @throws Bad if it is not in RE2's syntax or beyond a limit
     */
    public static Regex of(String source, Set<Flag> flags) {
        if (source.length() > MAX_LENGTH) {
            throw new Bad(
                    true, "an expression has at most " + MAX_LENGTH + " characters, this one has " + source.length());
        }
        long size = RegexSize.of(source);
        if (size > MAX_SIZE) {
            throw new Bad(true, "with its repetitions written out an expression has at most " + MAX_SIZE + " steps");
        }
        int bits = 0;
        for (Flag flag : flags) {
            bits |= switch (flag) {
                case IGNORECASE -> Pattern.CASE_INSENSITIVE;
                case MULTILINE -> Pattern.MULTILINE;
                case DOTALL -> Pattern.DOTALL;
            };
        }
        try {
            return new Regex(Pattern.compile(source, bits));
        } catch (PatternSyntaxException bad) {
            throw new Bad(false, bad.getDescription() + " in `" + bad.getPattern() + "`");
        }
    }

    /** Whether it occurs in the text. */
    public boolean findIn(String text) {
        return pattern.matcher(text).find();
    }

    /** The expression as it was written. */
    public String source() {
        return pattern.pattern();
    }
}
