package dev.sallyport.cedar.schema;

import dev.sallyport.cedar.value.EntityUid;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a schema says of one action.
 *
 * @param ancestors the actions it is in, over any number of steps
 * @param principals the types it applies to; none means it never occurs in a request
 * @param resources the types it applies to
 * @param context the type of the context of its requests
 */
public record ActionType(
        EntityUid uid,
        Set<EntityUid> parents,
        Set<EntityUid> ancestors,
        Set<String> principals,
        Set<String> resources,
        CedarType.RecordOf context) {

    /** Copies the sets; types are kept in order. */
    public ActionType {
        parents = Set.copyOf(parents);
        ancestors = Set.copyOf(ancestors);
        principals = Collections.unmodifiableSet(new TreeSet<>(principals));
        resources = Collections.unmodifiableSet(new TreeSet<>(resources));
    }

    /** Whether a request for this action may have these ends. */
    public boolean appliesTo(String principal, String resource) {
        return principals.contains(principal) && resources.contains(resource);
    }
}
