package dev.sallyport.action.canonical;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import java.nio.charset.StandardCharsets;

/** The verb {@code canon}: bytes of one JSON document in, its canonical bytes or its hash out. */
public final class Canon {
    private Canon() {}

    /** What {@code canon} prints. */
    public enum Output {
        /** The canonical bytes, without a line end. */
        BYTES,
        /** The action hash as 64 hexadecimal digits, without a line end. */
        HASH
    }

    /**
     * Canonicalises a document under {@link JsonLimits#DEFAULT}.
     *
     * @throws MalformedJson when the scheme refuses the document; its offset names the byte
     */
    public static byte[] run(byte[] document, Scheme scheme, Output output) {
        Json value = read(document, scheme);
        return switch (output) {
            case BYTES -> CanonicalForm.of(value, scheme);
            case HASH -> ActionHash.of(value, scheme).hex().getBytes(StandardCharsets.US_ASCII);
        };
    }

    /**
     * Reads a document with the numbers of a scheme.
     *
     * @throws MalformedJson when the document is refused
     */
    public static Json read(byte[] document, Scheme scheme) {
        return StrictJson.parse(document, JsonLimits.DEFAULT, numbers(scheme));
    }

    private static Numbers numbers(Scheme scheme) {
        return switch (scheme) {
            case SALLYPORT_JCS_2 -> Numbers.EXACT;
            case AEGIS_JCS_1 -> Numbers.PORTABLE;
            case RFC8785 -> Numbers.ROUNDED;
        };
    }
}
