package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.TenantId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A policy bundle as text.
 *
 * @param digest SHA-256 over its files, lower-case hex; named in every receipt it decided
 * @param files policy text by file name, and the manifest if it brings one
 */
public record PolicySource(TenantId tenant, String digest, SortedMap<String, String> files) {
    public PolicySource {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Name and version of its manifest, else {@link PolicyManifest#unnamed}; a manifest that does not read names nothing. */
    public String label() {
        return named().map(PolicyManifest::label).orElseGet(() -> PolicyManifest.unnamed(digest));
    }

    /** Its manifest, if it brings one that reads. What does not is refused before it can judge. */
    public Optional<PolicyManifest> named() {
        try {
            return PolicyManifest.of(this);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
