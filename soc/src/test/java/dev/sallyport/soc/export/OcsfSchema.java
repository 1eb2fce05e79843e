package dev.sallyport.soc.export;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks events against the resolved schema of the corpus: unknown members, requirements, types, enumerations and constraints. */
final class OcsfSchema {
    private final JsonObject schema;

    private OcsfSchema(JsonObject schema) {
        this.schema = schema;
    }

    /** The pinned schema, if the corpora are there. */
    static Optional<OcsfSchema> find() {
        String given = System.getenv("SALLYPORT_CORPORA");
        Path corpora = given == null
                ? Path.of(System.getProperty("sallyport.root", "..")).resolve("../shared/corpora")
                : Path.of(given);
        Path file = corpora.resolve("ocsf/ocsf-1.9.0-dev-agent-subset.json");
        try {
            return Files.exists(file)
                    ? Optional.of(new OcsfSchema((JsonObject) StrictJson.parse(Files.readAllBytes(file))))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with an event of that class. */
    List<String> faults(String type, JsonObject event) {
        List<String> out = new ArrayList<>();
        check(type, object(object(schema, "classes"), type), event, out);
        return out;
    }

    private void check(String where, JsonObject type, JsonObject value, List<String> out) {
        JsonObject attributes = object(type, "attributes");
        value.members().forEach((name, member) -> {
            if (attributes.get(name) instanceof JsonObject attribute) {
                member(where + "." + name, attribute, member, out);
            } else {
                out.add(where + "." + name + " is unknown");
            }
        });
        attributes.members().forEach((name, attribute) -> {
            boolean needed = attribute instanceof JsonObject one
                    && new JsonString("required").equals(one.get("requirement"))
                    && !(one.get("profile") instanceof JsonString);
            if (needed && value.get(name) == null) {
                out.add(where + "." + name + " is missing");
            }
        });
        for (Json one : items(object(type, "constraints"), "at_least_one")) {
            boolean there = items(object(type, "constraints"), "at_least_one").stream()
                    .anyMatch(name -> value.get(((JsonString) name).value()) != null);
            if (!there) {
                out.add(where + " lacks one like " + one);
            }
        }
    }

    private void member(String where, JsonObject attribute, Json value, List<String> out) {
        boolean many = JsonBoolean.TRUE.equals(attribute.get("is_array"));
        if (many != (value instanceof JsonArray)) {
            out.add(where + (many ? " is no list" : " is a list"));
            return;
        }
        List<Json> values = value instanceof JsonArray list ? list.items() : List.of(value);
        String type = attribute.get("type") instanceof JsonString text ? text.value() : "";
        for (Json one : values) {
            boolean fits = switch (type) {
                case "integer_t", "long_t", "timestamp_t" -> one instanceof JsonNumber number && number.isInteger();
                case "boolean_t" -> one instanceof JsonBoolean;
                default -> type.endsWith("_t") ? one instanceof JsonString : one instanceof JsonObject;
            };
            if (!fits) {
                out.add(where + " is no " + type);
            }
            if (attribute.get("enum") instanceof JsonObject known
                    && one instanceof JsonNumber number
                    && known.get(Long.toString((long) number.value())) == null
                    && !where.endsWith("category_uid")
                    && !where.endsWith("class_uid")) {
                out.add(where + " has no value " + (long) number.value());
            }
            if (one instanceof JsonObject inner && object(schema, "objects").get(type) instanceof JsonObject inside) {
                check(where, inside, inner, out);
            }
        }
    }

    private static JsonObject object(JsonObject from, String name) {
        return from.get(name) instanceof JsonObject found ? found : JsonObject.of();
    }

    private static List<Json> items(JsonObject from, String name) {
        return from.get(name) instanceof JsonArray found ? found.items() : List.of();
    }
}
