package dev.sallyport.sdk.conformance;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Reads one request a line and writes one answer a line, until the input ends. */
public final class ConformanceProgram {
    /** Long enough for the largest vector, twice its bytes in hexadecimal digits. */
    private static final int LINE_BYTES = 16 << 20;

    private static final JsonLimits LIMITS = new JsonLimits(LINE_BYTES, 64, 1_000_000, LINE_BYTES);

    private ConformanceProgram() {}

    /**
     * Serves one conversation.
     *
     * @throws IOException when a stream fails
     */
    public static void run(InputStream in, OutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.write(CanonicalForm.of(Answerer.answer(request(line)), Scheme.SALLYPORT_JCS_2));
            out.write('\n');
            out.flush();
        }
    }

    /** What is no JSON object asks for nothing, and is answered so. */
    private static JsonObject request(String line) {
        try {
            Json read = StrictJson.parse(line.getBytes(StandardCharsets.UTF_8), LIMITS);
            return read instanceof JsonObject request ? request : JsonObject.of();
        } catch (MalformedJson noJson) {
            return JsonObject.of();
        }
    }
}
