package dev.sallyport.cedar.schema;

import dev.sallyport.cedar.json.Json;
import dev.sallyport.cedar.syntax.Source;
import dev.sallyport.cedar.value.Entity;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.RecordValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The entity types and actions policies may speak of. Immutable. */
public final class Schema {

    private final Map<String, EntityType> entityTypes;
    private final Map<EntityUid, ActionType> actions;

    Schema(Map<String, EntityType> entityTypes, Map<EntityUid, ActionType> actions) {
        this.entityTypes = Collections.unmodifiableMap(new TreeMap<>(entityTypes));
        Map<EntityUid, ActionType> sorted = new TreeMap<>(Comparator.comparing(EntityUid::toString));
        sorted.putAll(actions);
        this.actions = Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
    }

    /** Reads a schema in the human syntax ({@code .cedarschema}); {@code fileName} names it in errors. */
    public static Schema parse(String text, String fileName) {
        return new Resolver(new SchemaParser(new Source(fileName, text)).schema()).resolve();
    }

    /** Reads a schema in the JSON syntax. */
    public static Schema parseJson(String text) {
        return new Resolver(SchemaJson.read(Json.parse(text))).resolve();
    }

    /** The entity type called {@code name}, with its namespace. */
    public Optional<EntityType> entityType(String name) {
        return Optional.ofNullable(entityTypes.get(name));
    }

    /** All entity types, by name. */
    public Collection<EntityType> entityTypes() {
        return entityTypes.values();
    }

    /** The action called {@code uid}. */
    public Optional<ActionType> action(EntityUid uid) {
        return Optional.ofNullable(actions.get(uid));
    }

    /** All actions, by name. */
    public Collection<ActionType> actions() {
        return actions.values();
    }

    /** Whether some action has the entity type {@code type}. */
    public boolean isActionType(String type) {
        return actions.keySet().stream().anyMatch(uid -> uid.type().equals(type));
    }

    /** The actions as entities, with the hierarchy declared here. */
    public List<Entity> actionEntities() {
        return actions.values().stream()
                .map(a -> new Entity(a.uid(), RecordValue.EMPTY, Map.of(), a.parents(), a.ancestors()))
                .toList();
    }
}
