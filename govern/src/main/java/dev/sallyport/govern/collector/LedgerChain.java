package dev.sallyport.govern.collector;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.nio.charset.StandardCharsets;

/** How lines of the ledger are chained: {@code previous} is the SHA-256 of the line before, of no bytes for the first. */
public final class LedgerChain {
    private static final String PREVIOUS = "previous";

    private String last = Hex.of(Sha256.of());

    /** The bytes of the next line, without its end. */
    public byte[] next(JsonObject line) {
        JsonObject.Builder out = JsonObject.builder();
        line.members().forEach(out::put);
        byte[] bytes = CanonicalForm.of(out.put(PREVIOUS, last).build(), Scheme.SALLYPORT_JCS_2);
        last = Hex.of(Sha256.of(bytes));
        return bytes;
    }

    /**
     * Reads the next line.
     *
     * @throws IllegalStateException if it does not continue the one before
     */
    public JsonObject read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (StrictJson.parse(bytes) instanceof JsonObject line
                    && line.get(PREVIOUS) instanceof JsonString previous
                    && previous.value().equals(last)) {
                last = Hex.of(Sha256.of(bytes));
                JsonObject.Builder out = JsonObject.builder();
                line.members().forEach((name, value) -> {
                    if (!name.equals(PREVIOUS)) {
                        out.put(name, value);
                    }
                });
                return out.build();
            }
        } catch (MalformedJson e) {
            // Answered below, like a line that continues another.
        }
        throw new IllegalStateException("a line of the collector's ledger does not continue the one before");
    }
}
