package dev.sallyport.cli.data;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds.
 *
 * @param epoch the origin epoch of its logs
 * @param madeMillis when the snapshot was taken, since 1970
 * @param files SHA-256 in lower-case hex by path; the manifest itself is not among them
 * @param checkpoints where each tenant's log ends, signed, by tenant
 */
record Manifest(int epoch, long madeMillis, SortedMap<String, String> files, SortedMap<String, String> checkpoints) {
    static final String FORMAT = "sallyport-backup-1";
    static final String PAYLOAD_TYPE = "application/vnd.sallyport.backup+json";

    private static final int MAX_BYTES = 64 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 4, 4_000_000, 1 << 20);

    byte[] bytes() {
        return CanonicalForm.of(
                JsonObject.builder()
                        .put("checkpoints", pairs(checkpoints, "tenant", "checkpoint"))
                        .put("epoch", epoch)
                        .put("files", pairs(files, "path", "sha256"))
                        .put("format", FORMAT)
                        .put("made_ms", madeMillis)
                        .build(),
                Scheme.SALLYPORT_JCS_2);
    }

    /** Reads it from bytes whose signature was checked. */
    static Manifest of(byte[] bytes) {
        if (StrictJson.parse(bytes, LIMITS) instanceof JsonObject whole
                && new JsonString(FORMAT).equals(whole.get("format"))
                && whole.get("epoch") instanceof JsonNumber epoch
                && whole.get("made_ms") instanceof JsonNumber made) {
            return new Manifest(
                    (int) epoch.value(),
                    (long) made.value(),
                    map(whole.get("files"), "path", "sha256"),
                    map(whole.get("checkpoints"), "tenant", "checkpoint"));
        }
        throw new IllegalArgumentException("the manifest is not of the format " + FORMAT);
    }

    private static JsonArray pairs(SortedMap<String, String> map, String key, String value) {
        List<Json> pairs = map.entrySet().stream()
                .<Json>map(pair -> JsonObject.builder()
                        .put(key, pair.getKey())
                        .put(value, pair.getValue())
                        .build())
                .toList();
        return new JsonArray(pairs);
    }

    private static SortedMap<String, String> map(@Nullable Json pairs, String key, String value) {
        SortedMap<String, String> map = new TreeMap<>();
        if (pairs instanceof JsonArray array) {
            for (Json item : array.items()) {
                if (item instanceof JsonObject pair
                        && pair.get(key) instanceof JsonString name
                        && pair.get(value) instanceof JsonString text) {
                    map.put(name.value(), text.value());
                }
            }
        }
        return map;
    }
}
