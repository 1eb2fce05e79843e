package dev.sallyport.action.json;

/**
 * Reads RFC 8259 JSON restricted to what every language reads alike (RFC 7493 and the rules of {@link Refusal}). Linear in
 * the length of the document, without recursion. Thread-safe.
 */
public final class StrictJson {
    private StrictJson() {}

    /**
     * Reads one value under {@link JsonLimits#DEFAULT} with {@link Numbers#EXACT}.
     *
     * @throws MalformedJson when the bytes are anything else than one acceptable document
     */
    public static Json parse(byte[] bytes) {
        return parse(bytes, JsonLimits.DEFAULT);
    }

    /**
     * Reads one value with {@link Numbers#EXACT}.
     *
     * @throws MalformedJson when the bytes are anything else than one acceptable document within the limits
     */
    public static Json parse(byte[] bytes, JsonLimits limits) {
        return parse(bytes, limits, Numbers.EXACT);
    }

    /**
     * Reads one value.
     *
     * @throws MalformedJson when the bytes are anything else than one acceptable document within the limits
     */
    public static Json parse(byte[] bytes, JsonLimits limits, Numbers numbers) {
        if (bytes.length > limits.bytes()) {
            throw new MalformedJson(
                    Refusal.TOO_LARGE,
                    limits.bytes(),
                    "document of " + bytes.length + " bytes, limit " + limits.bytes());
        }
        return new DocumentReader(new Cursor(bytes), limits, numbers).read();
    }
}
