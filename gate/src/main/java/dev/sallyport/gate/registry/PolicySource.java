package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.TenantId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A policy bundle as text.
 *
 * @param digest SHA-256 over its files, lower-case hex; named in every receipt it decided
 * @param files policy text by file name
 */
public record PolicySource(TenantId tenant, String digest, SortedMap<String, String> files) {
    public PolicySource {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
