package dev.sallyport.cedar.value;

import java.util.Map;
import java.util.Set;

/**
 * An entity with what policies may ask about it.
 *
 * @param parents the entities it is directly in
 * @param ancestors every entity it is in, over any number of steps; includes {@code parents}
 */
public record Entity(
        EntityUid uid,
        RecordValue attributes,
        Map<String, Value> tags,
        Set<EntityUid> parents,
        Set<EntityUid> ancestors) {

    /** Copies the collections. */
    public Entity {
        tags = Map.copyOf(tags);
        parents = Set.copyOf(parents);
        ancestors = Set.copyOf(ancestors);
    }

    /** An entity in no other. */
    public static Entity of(EntityUid uid, Map<String, ? extends Value> attributes) {
        return new Entity(uid, Value.record(attributes), Map.of(), Set.of(), Set.of());
    }
}
