package dev.sallyport.cedar.data;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.json.Json;
import dev.sallyport.cedar.schema.CedarType;
import dev.sallyport.cedar.schema.EntityType;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.Entity;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads entities in Cedar's JSON form: an array of <code>{"uid","attrs","parents","tags"}</code>. */
public final class EntitiesJson {

    private static final Set<String> MEMBERS = Set.of("uid", "attrs", "parents", "tags");

    private EntitiesJson() {}

    /** Reads entities as they stand. */
    public static Entities parse(String text) {
        return entities(Json.parse(text), null);
    }

    /**
     * Reads entities whose attributes may be written in the short forms their declared types allow, and adds the
     * schema's actions. Whether they conform is {@code Validator}'s question.
     */
    public static Entities parse(String text, Schema schema) {
        return entities(Json.parse(text), schema);
    }

    /** Reads a document parsed before. */
    public static Entities read(Json json, Optional<Schema> schema) {
        return entities(json, schema.orElse(null));
    }

    private static Entities entities(Json json, @Nullable Schema schema) {
        Entities.Builder builder = Entities.builder();
        Set<EntityUid> given = new HashSet<>();
        List<Json> items = json.array("entities");
        for (int i = 0; i < items.size(); i++) {
            Entity entity = entity(items.get(i), schema, "entities[" + i + "]");
            given.add(entity.uid());
            builder.add(entity);
        }
        if (schema != null) {
            schema.actionEntities().stream()
                    .filter(a -> !given.contains(a.uid()))
                    .forEach(builder::add);
        }
        return builder.build();
    }

    private static Entity entity(Json json, @Nullable Schema schema, String where) {
        Json.Obj object = json.object(where);
        for (String member : object.members().keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new CedarDataError("entities.member", where + ": unknown member `" + member + "`");
            }
        }
        EntityUid uid = ValueJson.uid(object.need("uid", where), where + ".uid");
        EntityType type = schema == null ? null : schema.entityType(uid.type()).orElse(null);
        Set<EntityUid> parents = new HashSet<>();
        for (Json parent :
                object.find("parents").map(p -> p.array(where + ".parents")).orElse(List.of())) {
            parents.add(ValueJson.uid(parent, where + ".parents"));
        }
        Map<String, Value> attributes = fields(object, "attrs", type == null ? null : type.attributes(), where);
        return new Entity(uid, Value.record(attributes), tags(object, type, where), parents, Set.of());
    }

    private static Map<String, Value> fields(
            Json.Obj object, String member, @Nullable CedarType expected, String where) {
        return object.find(member)
                .map(a -> ValueJson.fields(a.object(where + "." + member), expected, where + "." + member))
                .orElse(Map.of());
    }

    private static Map<String, Value> tags(Json.Obj object, @Nullable EntityType type, String where) {
        CedarType expected = type == null ? null : type.tags().orElse(null);
        Map<String, Value> tags = new LinkedHashMap<>();
        object.find("tags")
                .map(t -> t.object(where + ".tags").members())
                .orElse(Map.of())
                .forEach((name, json) -> tags.put(name, ValueJson.read(json, expected, where + ".tags." + name)));
        return tags;
    }
}
