package dev.sallyport.ledger.note;

import dev.sallyport.ledger.encoding.Malformed;

/** The rule for the name of a key (signed-note, "Format"): not empty, no space of any script, no plus, no control. */
final class KeyName {
    static final int MAX_CHARS = 255;

    private KeyName() {}

    static String checked(String name) {
        if (!isOne(name)) {
            throw new Malformed(
                    "key_name",
                    "a key name must be 1 to " + MAX_CHARS + " characters without spaces, plus signs or controls");
        }
        return name;
    }

    static boolean isOne(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_CHARS
                && name.codePoints().allMatch(KeyName::allowed);
    }

    private static boolean allowed(int c) {
        return c != '+' && !Character.isSpaceChar(c) && !Character.isWhitespace(c) && !Character.isISOControl(c);
    }
}
