package dev.sallyport.ledger.ocsf;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.Corpora;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The published OCSF schema, as far as the corpora hold it, as a judge of events: attributes that are required, unknown, of
 * another type or beyond their list of values, and what at least one of is needed. Objects that it does not hold are refused
 * too, so that nothing passes unseen; {@code unmapped} alone may hold anything.
 */
final class Schema {
    private static final Set<String> OWN_VALUE = Set.of("class_uid", "category_uid");

    private final JsonObject classes;
    private final JsonObject objects;

    private Schema(JsonObject whole) {
        this.classes = object(whole.get("classes"));
        this.objects = object(whole.get("objects"));
    }

    static Schema read() {
        byte[] text = Corpora.text("ocsf/ocsf-1.9.0-dev-agent-subset.json").getBytes(StandardCharsets.UTF_8);
        return new Schema(object(StrictJson.parse(text, new JsonLimits(8 << 20, 32, 1_000_000, 1 << 20))));
    }

    /** What is wrong with an event, in words; empty when nothing is. */
    List<String> faults(JsonObject event) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Json> one : classes.members().entrySet()) {
            JsonObject type = object(one.getValue());
            if (Objects.equals(type.get("class_uid"), event.get("class_uid"))) {
                if (!Objects.equals(type.get("category_uid"), event.get("category_uid"))) {
                    faults.add("category_uid is not the class's");
                }
                check("", type, event, profiles(event), faults);
                return faults;
            }
        }
        return List.of("no class of that class_uid");
    }

    private static List<Json> profiles(JsonObject event) {
        return event.get("metadata") instanceof JsonObject metadata
                        && metadata.get("profiles") instanceof JsonArray profiles
                ? profiles.items()
                : List.of();
    }

    private void check(String path, JsonObject type, JsonObject value, List<Json> profiles, List<String> faults) {
        JsonObject attributes = object(type.get("attributes"));
        attributes.members().forEach((name, attribute) -> {
            boolean required =
                    new JsonString("required").equals(object(attribute).get("requirement"));
            if (required && value.get(name) == null) {
                faults.add(path + name + " is required");
            }
        });
        if (type.get("constraints") instanceof JsonObject constraints
                && constraints.get("at_least_one") instanceof JsonArray some
                && some.items().stream().noneMatch(name -> value.get(text(name)) != null)) {
            faults.add(path + " needs one of " + some.items());
        }
        value.members().forEach((name, inner) -> {
            if (!(attributes.get(name) instanceof JsonObject attribute)) {
                faults.add(path + name + " is unknown");
            } else if (attribute.get("profile") instanceof JsonString profile && !profiles.contains(profile)) {
                faults.add(path + name + " is of the profile " + profile.value() + ", which the event does not name");
            } else {
                attribute(path + name, attribute, inner, faults);
            }
        });
    }

    private void attribute(String path, JsonObject attribute, Json value, List<String> faults) {
        if (JsonBoolean.of(true).equals(attribute.get("is_array"))) {
            if (value instanceof JsonArray array) {
                array.items().forEach(item -> one(path, attribute, item, faults));
            } else {
                faults.add(path + " must be an array");
            }
        } else {
            one(path, attribute, value, faults);
        }
    }

    private void one(String path, JsonObject attribute, Json value, List<String> faults) {
        String type = text(attribute.get("type"));
        boolean fits = switch (type) {
            case "string_t" -> value instanceof JsonString;
            case "integer_t" ->
                value instanceof JsonNumber n && n.isInteger() && Math.abs(n.value()) <= Integer.MAX_VALUE;
            case "long_t", "timestamp_t" -> value instanceof JsonNumber n && n.isInteger();
            case "boolean_t" -> value instanceof JsonBoolean;
            case "object" -> value instanceof JsonObject;
            default -> {
                if (objects.get(type) instanceof JsonObject inner && value instanceof JsonObject object) {
                    check(path + ".", inner, object, List.of(), faults);
                    yield true;
                }
                yield false;
            }
        };
        if (!fits) {
            faults.add(path + " is no " + type);
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (attribute.get("enum") instanceof JsonObject values
                && !OWN_VALUE.contains(name)
                && value instanceof JsonNumber number
                && values.get(Long.toString((long) number.value())) == null) {
            faults.add(path + " may not be " + (long) number.value());
        }
    }

    private static JsonObject object(@Nullable Json value) {
        return value instanceof JsonObject object ? object : JsonObject.of();
    }

    private static String text(@Nullable Json value) {
        return value instanceof JsonString string ? string.value() : value == null || value == JsonNull.NULL ? "" : "?";
    }
}
