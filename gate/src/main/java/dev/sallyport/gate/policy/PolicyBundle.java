package dev.sallyport.gate.policy;

import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.registry.PolicyManifest;
import java.util.List;

/** A loaded set of rules. Immutable; evaluating has no side effect. */
public interface PolicyBundle {
    /** SHA-256 of the bundle's files, lower-case hex. */
    String digest();

    /** Name and version as receipts write them; without a manifest {@link PolicyManifest#unnamed}. */
    default String label() {
        return PolicyManifest.unnamed(digest());
    }

    /** Whether some rule looks at the resource, so that an answer without one says nothing about calls that have one. */
    boolean readsResource();

    /** What an author should look at although the bundle loads: one sentence each. */
    default List<String> warnings() {
        return List.of();
    }

    /** What the rules say to these facts. Equal facts get equal answers. */
    PolicyAnswer evaluate(Facts facts);
}
