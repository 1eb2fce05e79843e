package dev.sallyport.connect.mcp.tool;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An argument that a server wants repeated in a header field {@code Mcp-Param-NAME} of the request.
 *
 * <p>From MCP 2026-07-28, Streamable HTTP, "Custom headers from tool parameters".
 *
 * @param name what stands behind the prefix
 * @param path names of members from the arguments down to the value
 */
public record MirroredArgument(String name, List<String> path) {
    /** What the names of all these header fields begin with. */
    public static final String PREFIX = "Mcp-Param-";

    private static final String MARK = "x-mcp-header";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
    private static final int MOST = 64;
    private static final int DEPTH = 16;

    public MirroredArgument {
        path = List.copyOf(path);
    }

    /** Those of a tool's entry; none if one of them is not as the protocol wants it, because then clients don't show the tool. */
    public static List<MirroredArgument> of(JsonObject entry) {
        List<MirroredArgument> found = new ArrayList<>();
        if (!(entry.get("inputSchema") instanceof JsonObject schema) || !collect(schema, List.of(), found)) {
            return List.of();
        }
        Set<String> names = new HashSet<>();
        return found.stream().allMatch(m -> names.add(m.name.toLowerCase(Locale.ROOT)))
                ? List.copyOf(found)
                : List.of();
    }

    private static boolean collect(JsonObject schema, List<String> path, List<MirroredArgument> found) {
        if (!(schema.get("properties") instanceof JsonObject properties) || path.size() > DEPTH) {
            return true;
        }
        for (var property : properties.members().entrySet()) {
            if (property.getValue() instanceof JsonObject inner) {
                List<String> here = new ArrayList<>(path);
                here.add(property.getKey());
                if (!mark(inner, here, found) || !collect(inner, here, found)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean mark(JsonObject property, List<String> path, List<MirroredArgument> found) {
        Json mark = property.get(MARK);
        if (mark == null) {
            return true;
        }
        boolean fits = mark instanceof JsonString name
                && TOKEN.matcher(name.value()).matches()
                && property.get("type") instanceof JsonString type
                && TYPES.contains(type.value())
                && found.size() < MOST;
        if (fits) {
            found.add(new MirroredArgument(((JsonString) mark).value(), path));
        }
        return fits;
    }

    /** The header field's name. */
    public String field() {
        return PREFIX + name;
    }

    /** What the field says for these arguments, not yet encoded; nothing if the value is absent or null. */
    public Optional<String> value(JsonObject arguments) {
        @Nullable Json at = arguments;
        for (String step : path) {
            at = at instanceof JsonObject object ? object.get(step) : null;
        }
        if (at instanceof JsonNumber number) {
            return Math.abs(number.value()) <= JsonNumber.MAX_SAFE_INTEGER
                            && number.value() == Math.rint(number.value())
                    ? Optional.of(Long.toString((long) number.value()))
                    : Optional.empty();
        }
        if (at instanceof JsonBoolean flag) {
            return Optional.of(String.valueOf(flag.value()));
        }
        return at instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }
}
