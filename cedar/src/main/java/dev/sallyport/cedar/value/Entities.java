package dev.sallyport.cedar.value;

import dev.sallyport.cedar.error.CedarDataError;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entities a request is judged with, with their hierarchy closed transitively. Immutable. */
public final class Entities {

    private static final Entities EMPTY = new Entities(Map.of());

    private final Map<EntityUid, Entity> byUid;

    private Entities(Map<EntityUid, Entity> byUid) {
        this.byUid = byUid;
    }

    /** No entities. */
    public static Entities empty() {
        return EMPTY;
    }

    /** Starts an empty collection. */
    public static Builder builder() {
        return new Builder();
    }

    /** The entity called {@code uid}, or null: the evaluator asks on every attribute access. */
    public @Nullable Entity get(EntityUid uid) {
        return byUid.get(uid);
    }

    /** All entities. */
    public Collection<Entity> all() {
        return byUid.values();
    }

    /** Whether {@code uid} is {@code ancestor} or below it. */
    public boolean isIn(EntityUid uid, EntityUid ancestor) {
        if (uid.equals(ancestor)) {
            return true;
        }
        Entity entity = byUid.get(uid);
        return entity != null && entity.ancestors().contains(ancestor);
    }

    /** These entities and {@code more}, whose parents may be among these; the same uid twice is an error. */
    public Entities plus(Collection<Entity> more) {
        Builder builder = new Builder();
        byUid.values().forEach(builder::add);
        more.forEach(builder::add);
        return builder.build();
    }

    /** Collects entities. Not thread-safe. */
    public static final class Builder {

        private final Map<EntityUid, Entity> entities = new LinkedHashMap<>();

        private Builder() {}

        /** Adds an entity; its ancestors are computed by {@link #build}. The same uid twice is an error. */
        public Builder add(Entity entity) {
            if (entities.putIfAbsent(entity.uid(), entity) != null) {
                throw new CedarDataError("entities.duplicate", "entity " + entity.uid() + " is given twice");
            }
            return this;
        }

        /** Adds an entity with attributes and direct parents. */
        public Builder add(EntityUid uid, Map<String, ? extends Value> attributes, EntityUid... parents) {
            return add(new Entity(uid, Value.record(attributes), Map.of(), Set.of(parents), Set.of()));
        }

        /** Closes the hierarchy; a cycle in it is an error. */
        public Entities build() {
            Map<EntityUid, Entity> closed = HashMap.newHashMap(entities.size());
            for (Entity entity : entities.values()) {
                closed.put(entity.uid(), close(entity));
            }
            return new Entities(closed);
        }

        private Entity close(Entity entity) {
            if (entity.parents().isEmpty()) {
                return entity;
            }
            Set<EntityUid> seen = new HashSet<>();
            Deque<EntityUid> open = new ArrayDeque<>(entity.parents());
            while (!open.isEmpty()) {
                EntityUid next = open.pop();
                if (seen.add(next)) {
                    Entity above = entities.get(next);
                    if (above != null) {
                        open.addAll(above.parents());
                    }
                }
            }
            if (seen.contains(entity.uid())) {
                throw new CedarDataError("entities.cycle", "entity " + entity.uid() + " is its own ancestor");
            }
            return new Entity(entity.uid(), entity.attributes(), entity.tags(), entity.parents(), seen);
        }
    }
}
