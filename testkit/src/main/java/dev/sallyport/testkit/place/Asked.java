package dev.sallyport.testkit.place;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a fake is asked.
 *
 * @param path with its query
 * @param fields by lower-case name
 */
public record Asked(String method, String path, SortedMap<String, String> fields, byte[] body) {
    /** A request with fields of any case. */
    public static Asked of(String method, String path, Map<String, String> fields, byte[] body) {
        SortedMap<String, String> lower = new TreeMap<>();
        fields.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return new Asked(method, path, lower, body);
    }

    /** A field, or an empty text. */
    public String field(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Method and path without the query. */
    public String what() {
        return method + " " + path.split("\\?", 2)[0];
    }
}
