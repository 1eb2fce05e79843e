package dev.sallyport.gate.identity;

/** The one rule for names that come from outside. */
public final class Name {
    /** Longest accepted name, in UTF-16 code units. */
    public static final int MAX_LENGTH = 200;

    private Name() {}

    /**
     * Returns the value if it may serve as a name.
     *
     * @param what the word for error messages, for example {@code "session"}
     * @throws IllegalArgumentException if the value is empty, longer than {@link #MAX_LENGTH}, or holds white space,
     *     control or format characters (which could make two names look alike)
     */
    public static String check(String what, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    what + " has " + value.length() + " characters; it takes 1 to " + MAX_LENGTH);
        }
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            if (!isPlain(c)) {
                throw new IllegalArgumentException(what
                        + " holds the character U+%04X at index %d; use printable characters without white space"
                                .formatted(c, i));
            }
            i += Character.charCount(c);
        }
        return value;
    }

    /**
     * Returns the value if it may stand where people read it: a name that may hold single spaces within.
     *
     * @throws IllegalArgumentException as {@link #check} does, white space other than single inner spaces included
     */
    public static String label(String what, String value) {
        check(what, value.replace(" ", "x"));
        if (value.startsWith(" ") || value.endsWith(" ") || value.contains("  ")) {
            throw new IllegalArgumentException(
                    what + " begins or ends with a space, or holds two in a row; use single spaces within");
        }
        return value;
    }

    private static boolean isPlain(int c) {
        if (c > ' ' && c < 0x7f) {
            return true;
        }
        int type = Character.getType(c);
        return c >= 0xa1
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED;
    }
}
