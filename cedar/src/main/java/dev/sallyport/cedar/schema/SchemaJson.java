package dev.sallyport.cedar.schema;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.json.Json;
import dev.sallyport.cedar.schema.RawSchema.ActionDeclaration;
import dev.sallyport.cedar.schema.RawSchema.ActionName;
import dev.sallyport.cedar.schema.RawSchema.AppliesTo;
import dev.sallyport.cedar.schema.RawSchema.EntityDeclaration;
import dev.sallyport.cedar.schema.RawSchema.Field;
import dev.sallyport.cedar.schema.RawSchema.Kinds;
import dev.sallyport.cedar.schema.RawSchema.Named;
import dev.sallyport.cedar.schema.RawSchema.Namespace;
import dev.sallyport.cedar.schema.RawSchema.RawType;
import dev.sallyport.cedar.schema.RawSchema.RecordType;
import dev.sallyport.cedar.schema.RawSchema.SetType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the JSON schema syntax. Nesting is bounded by the JSON reader. */
final class SchemaJson {

    private SchemaJson() {}

    static RawSchema read(Json json) {
        RawSchema schema = new RawSchema();
        json.object("schema").members().forEach((name, body) -> namespace(schema.namespace(name), name, body));
        return schema;
    }

    private static void namespace(Namespace namespace, String where, Json body) {
        Json.Obj object = only(body, where, Set.of("commonTypes", "entityTypes", "actions", "annotations"));
        object.need("entityTypes", where);
        object.need("actions", where);
        members(object, "commonTypes", where)
                .forEach((name, type) -> namespace.commonTypes.put(name, type(type, where + "." + name)));
        members(object, "entityTypes", where)
                .forEach((name, type) -> namespace.entities.put(name, entity(type, where + "." + name)));
        members(object, "actions", where)
                .forEach((name, action) -> namespace.actions.put(name, action(action, where + "." + name)));
    }

    private static Json.Obj only(Json json, String where, Set<String> allowed) {
        Json.Obj object = json.object(where);
        for (String name : object.members().keySet()) {
            if (!allowed.contains(name)) {
                throw new CedarDataError("schema.json", where + ": unknown member `" + name + "`");
            }
        }
        return object;
    }

    private static Map<String, Json> members(Json.Obj object, String name, String where) {
        return object.find(name)
                .map(m -> m.object(where + "." + name).members())
                .orElse(Map.of());
    }

    private static List<String> strings(Json.Obj object, String name, String where) {
        return object.find(name).map(a -> a.array(where + "." + name)).orElse(List.of()).stream()
                .map(s -> s.string(where + "." + name))
                .toList();
    }

    private static EntityDeclaration entity(Json json, String where) {
        Json.Obj object = only(json, where, Set.of("memberOfTypes", "shape", "tags", "enum", "annotations"));
        RawType shape = object.find("shape").map(t -> type(t, where + ".shape")).orElse(RecordType.EMPTY);
        Optional<RawType> tags = object.find("tags").map(t -> type(t, where + ".tags"));
        Optional<List<String>> choices = object.find("enum").map(names -> strings(object, "enum", where));
        return new EntityDeclaration(strings(object, "memberOfTypes", where), shape, tags, choices);
    }

    private static ActionDeclaration action(Json json, String where) {
        Json.Obj object = only(json, where, Set.of("memberOf", "appliesTo", "attributes", "annotations"));
        List<ActionName> memberOf = object.find("memberOf").map(a -> a.array(where)).orElse(List.of()).stream()
                .map(m -> actionName(m.object(where), where))
                .toList();
        return new ActionDeclaration(
                memberOf,
                object.find("appliesTo")
                        .filter(a -> !(a instanceof Json.Null))
                        .map(a -> appliesTo(a, where + ".appliesTo")));
    }

    private static ActionName actionName(Json.Obj object, String where) {
        Optional<String> type =
                object.find("type").filter(t -> !(t instanceof Json.Null)).map(t -> t.string(where));
        return new ActionName(type, object.need("id", where).string(where));
    }

    private static AppliesTo appliesTo(Json json, String where) {
        Json.Obj object = only(json, where, Set.of("principalTypes", "resourceTypes", "context"));
        object.need("principalTypes", where);
        object.need("resourceTypes", where);
        return new AppliesTo(
                strings(object, "principalTypes", where),
                strings(object, "resourceTypes", where),
                object.find("context").map(t -> type(t, where + ".context")).orElse(RecordType.EMPTY));
    }

    private static RawType type(Json json, String where) {
        Json.Obj object = json.object(where);
        String type = object.need("type", where).string(where);
        return switch (type) {
            case "Long", "String", "Boolean", "Bool" -> new Named("__cedar::" + type, Kinds.BUILT_IN);
            case "Set" -> new SetType(type(object.need("element", where), where + ".element"));
            case "Record" -> record(object, where);
            case "Entity" -> new Named(object.need("name", where).string(where), Kinds.ENTITY);
            case "Extension" ->
                new Named("__cedar::" + object.need("name", where).string(where), Kinds.BUILT_IN);
            case "EntityOrCommon" -> new Named(object.need("name", where).string(where), Kinds.ANY);
            default -> new Named(type, Kinds.COMMON);
        };
    }

    private static RecordType record(Json.Obj object, String where) {
        Map<String, Field> fields = new LinkedHashMap<>();
        members(object, "attributes", where).forEach((name, field) -> {
            String inner = where + "." + name;
            boolean required =
                    field.object(inner).find("required").map(r -> r.bool(inner)).orElse(true);
            fields.put(name, new Field(type(field, inner), required));
        });
        if (object.find("additionalAttributes").map(o -> o.bool(where)).orElse(false)) {
            throw new CedarDataError("schema.json", where + ": `additionalAttributes` is not supported");
        }
        return new RecordType(fields);
    }
}
