package dev.sallyport.govern.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.ledger.encoding.Malformed;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fact as JSON and back (spec/pilot). */
public final class FactJson {
    private static final Map<String, Class<?>> KINDS = cases(Fact.class)
            .filter(Class::isRecord)
            .collect(Collectors.toUnmodifiableMap(Fact::kindOf, kind -> kind, (first, again) -> first));

    private FactJson() {}

    private static Stream<Class<?>> cases(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null ? Stream.of(type) : Arrays.stream(permitted).flatMap(FactJson::cases);
    }

    /** The object, with {@code fact} first. */
    public static JsonObject of(Fact fact) {
        JsonObject.Builder out = JsonObject.builder().put("fact", fact.kind());
        RecordJson.of((Record) fact).members().forEach(out::put);
        return out.build();
    }

    /**
     * Reads a fact.
     *
     * @throws Malformed {@code unknown_fact}, {@code unknown_member}, {@code missing_member}, {@code wrong_member}
     */
    public static Fact read(JsonObject object) {
        String kind = object.get("fact") instanceof JsonString text ? text.value() : "";
        Class<?> type = KINDS.get(kind);
        if (type == null) {
            throw new Malformed("unknown_fact", "no fact is called " + MalformedJson.quoted(kind));
        }
        JsonObject.Builder rest = JsonObject.builder();
        object.members().forEach((name, value) -> {
            if (!name.equals("fact")) {
                rest.put(name, value);
            }
        });
        return (Fact) RecordJson.read(type, rest.build());
    }

    /** The names of all facts. */
    public static SortedSet<String> kinds() {
        return new TreeSet<>(KINDS.keySet());
    }
}
