package dev.sallyport.cedar.schema;

import java.util.Optional;
import java.util.Set;

/**
 * What a schema says of one entity type.
 *
 * @param ancestors the types its entities may be in, over any number of steps
 * @param tags the type of every tag, if it has tags
 * @param choices the only ids it has, if it is enumerated
 */
public record EntityType(
        String name,
        Set<String> ancestors,
        CedarType.RecordOf attributes,
        Optional<CedarType> tags,
        Optional<Set<String>> choices) {

    /** Copies the sets. */
    public EntityType {
        ancestors = Set.copyOf(ancestors);
        choices = choices.map(Set::copyOf);
    }
}
