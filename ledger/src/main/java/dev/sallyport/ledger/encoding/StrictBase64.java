package dev.sallyport.ledger.encoding;

import java.util.Base64;

/** Standard base64 with padding (RFC 4648 section 4), read strictly: no missing padding, no stray trailing bits. */
public final class StrictBase64 {
    private StrictBase64() {}

    /** The padded base64 of the bytes. */
    public static String of(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The bytes that the text stands for.
     *
     * @throws Malformed when another text stands for the same bytes, or the text for none ({@code base64_not_strict})
     */
    public static byte[] parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("base64_not_strict", "not base64: " + e.getMessage());
        }
        // The JDK accepts missing padding and ignores the unused bits of the last character; writing back does not.
        if (!of(bytes).equals(text)) {
            throw new Malformed("base64_not_strict", "base64 with wrong padding or stray last bits");
        }
        return bytes;
    }
}
