package dev.sallyport.govern.telemetry;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The last look before bytes leave and the first when they arrive: whatever the schema says, no text that could carry something else. A row
 * with a long text, a text that looks like encoded bytes, or a host's name or address is taken out.
 */
public final class Boundary {
    /** No text of a batch is longer. A shield's category may have 81 characters; the built-in ones have fewer. */
    public static final int MOST_CHARS = 64;

    private static final int MOST_ENCODED = 24;

    /** Encoded bytes: a long run of one alphabet in which letters and digits, or both cases, mix. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/_=]{" + MOST_ENCODED + ",}");

    private static final Pattern HOST = Pattern.compile(
            "(?i)(?:[a-z0-9](?:[a-z0-9-]{0,62})\\.)+[a-z][a-z0-9-]*[a-z0-9]|\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b|[0-9a-f]{0,4}::[0-9a-f]");
    private static final Pattern SHIELD = Pattern.compile("[a-z][a-z0-9-]*@\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}");

    /** Members whose texts have a form of their own that the schema holds them to. */
    private static final Set<String> OPAQUE = Set.of("customer", "session");

    private Boundary() {}

    /**
     * What may pass.
     *
     * @param batch what is left
     * @param stripped how many rows were taken out
     */
    public record Passed(JsonObject batch, int stripped) {}

    /** Why a text may not leave; empty if it may. */
    public static Optional<String> refusal(String text) {
        if (text.length() > MOST_CHARS) {
            return Optional.of("long text");
        }
        if (RUN.matcher(text).find()) {
            return Optional.of("encoded bytes");
        }
        if (!SHIELD.matcher(text).matches() && HOST.matcher(text).find()) {
            return Optional.of("host");
        }
        return Optional.empty();
    }

    /** Takes out what may not leave. A text at the top of the batch that may not leave takes everything with it. */
    public static Optional<Passed> strip(JsonObject batch) {
        int[] stripped = {0};
        JsonObject.Builder out = JsonObject.builder();
        for (Map.Entry<String, Json> member : batch.members().entrySet()) {
            Json value = member.getValue();
            if (value instanceof JsonArray rows) {
                out.put(member.getKey(), rows(rows, stripped));
            } else if (value instanceof JsonObject one && strip(one).isPresent()) {
                Passed inner = strip(one).orElseThrow();
                stripped[0] += inner.stripped();
                out.put(member.getKey(), inner.batch());
            } else if (isClean(member.getKey(), value)) {
                out.put(member.getKey(), value);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Passed(out.build(), stripped[0]));
    }

    private static JsonArray rows(JsonArray rows, int[] stripped) {
        List<Json> left = new ArrayList<>();
        for (Json row : rows.items()) {
            if (isClean("", row)) {
                left.add(row);
            } else {
                stripped[0]++;
            }
        }
        return new JsonArray(left);
    }

    /** Whether no text anywhere in it, names of members included, would be refused. */
    static boolean isClean(String name, Json value) {
        return switch (value) {
            case JsonString text ->
                OPAQUE.contains(name) || refusal(text.value()).isEmpty();
            case JsonArray array -> array.items().stream().allMatch(item -> isClean(name, item));
            case JsonObject object ->
                object.members().entrySet().stream()
                        .allMatch(m -> refusal(m.getKey()).isEmpty() && isClean(m.getKey(), m.getValue()));
            case dev.sallyport.action.json.JsonNumber number -> true;
            case dev.sallyport.action.json.JsonBoolean literal -> true;
            case dev.sallyport.action.json.JsonNull literal -> true;
        };
    }
}
