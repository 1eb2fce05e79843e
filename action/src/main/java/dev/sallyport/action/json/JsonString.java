package dev.sallyport.action.json;

/**
 * A JSON string after unescaping. One that {@link StrictJson} read holds neither lone surrogates nor noncharacters; one
 * made in code is checked when its canonical form is written.
 *
 * @param value its UTF-16 code units
 */
public record JsonString(String value) implements Json {
    /** Whether Unicode reserves a code point for internal use (Unicode section 23.7), so that no string may hold it. */
    public static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xfffe) == 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
    }
}
