package dev.sallyport.ledger.encoding;

import java.util.HexFormat;

/** Lower-case hexadecimal, read strictly: one value has one spelling. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    /** The bytes as lower-case digits. */
    public static String of(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }

    /**
     * The 32 bytes that 64 lower-case digits stand for.
     *
     * @throws IllegalArgumentException for another length or another digit
     */
    public static byte[] hash(String hex) {
        check(hex);
        return FORMAT.parseHex(hex);
    }

    /**
     * Refuses what is no hash.
     *
     * @throws IllegalArgumentException for another length than 64 or another digit
     */
    public static void check(String hex) {
        if (!isHash(hex)) {
            throw new IllegalArgumentException("a hash must be 64 lower-case hexadecimal digits");
        }
    }

    /** Whether the text is 64 lower-case hexadecimal digits. */
    public static boolean isHash(String text) {
        return text.length() == 2 * Sha256.BYTES && isLower(text);
    }

    /** Whether every character is a lower-case hexadecimal digit. */
    public static boolean isLower(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
