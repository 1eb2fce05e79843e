package dev.sallyport.ledger.verify;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Malformed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks the files that are written for other systems: decisions in DSSE envelopes and OCSF events, a line each, in constant
 * memory. Strict like {@link OfflineVerifier}, which knows the forms that every SDK knows. Thread-safe.
 */
public final class InterchangeVerifier {
    static final JsonLimits LINE = new JsonLimits(Lines.MAX_BYTES, 64, 100_000, Lines.MAX_BYTES);

    private InterchangeVerifier() {}

    private enum Form {
        ATTESTATIONS,
        EVENTS
    }

    /**
     * Checks a file if its first line is of such a form; empty if it is of none.
     *
     * @throws IOException when it cannot be read
     */
    public static Optional<InterchangeVerdict> verify(Path file, VerifyOptions options) throws IOException {
        Optional<Form> form = form(file);
        if (form.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return Optional.of(check(form.get(), new Lines(in), options));
        }
    }

    private static InterchangeVerdict check(Form form, Lines lines, VerifyOptions options) throws IOException {
        try {
            return switch (form) {
                case ATTESTATIONS -> new AttestationFile(lines, options).check();
                case EVENTS -> new EventChain(lines, options).check();
            };
        } catch (Found found) {
            return new InterchangeVerdict.Refused(found.fault());
        } catch (Malformed e) {
            return refused(e.code(), lines, e);
        } catch (MalformedJson e) {
            return refused(e.code(), lines, e);
        }
    }

    private static InterchangeVerdict refused(String code, Lines lines, RuntimeException e) {
        return new InterchangeVerdict.Refused(
                new Verdict.Fault(code, Math.max(1, lines.number()), String.valueOf(e.getMessage())));
    }

    /** By the first line; one that can't be read is left to whoever names its fault. */
    private static Optional<Form> form(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = new Lines(in).next();
            Json value = first == null ? JsonObject.of() : StrictJson.parse(first, LINE);
            if (!(value instanceof JsonObject object)) {
                return Optional.empty();
            }
            return object.get("payloadType") != null
                    ? Optional.of(Form.ATTESTATIONS)
                    : object.get("class_uid") != null ? Optional.of(Form.EVENTS) : Optional.empty();
        } catch (Found | MalformedJson unreadable) {
            return Optional.empty();
        }
    }
}
