package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.source.OriginKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What policy may know of a call's provenance: words from closed sets, never a value.
 *
 * @param asked how far the user's own words hand the act over
 * @param origins for each role the call fills, the kinds of origin of its values
 * @param carriesLink whether what is said holds an address of the web that only a stranger wrote
 * @param carriesSecret whether it holds something of the user's that is for the user alone, unasked
 * @param sensitiveRead whether something that is for the user alone entered the session
 * @param untrustedRead whether a stranger's text entered the session
 */
public record CallProvenance(
        Kind kind,
        Tier tier,
        Asked asked,
        Map<Role, Set<OriginKind>> origins,
        boolean carriesLink,
        boolean carriesSecret,
        boolean sensitiveRead,
        boolean untrustedRead) {

    /** How far the user's own words hand an act over, furthest first. */
    public enum Asked {
        /** The kind of act, and everything in the call that bears authority. */
        NAMED,
        /** The kind of act. */
        KIND,
        /** Not at all. */
        NONE;

        /** The word in facts and policies. */
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** That word's value, if there is one. */
        public static java.util.Optional<Asked> byWire(String wire) {
            for (Asked value : values()) {
                if (value.wire().equals(wire)) {
                    return java.util.Optional.of(value);
                }
            }
            return java.util.Optional.empty();
        }
    }

    public CallProvenance {
        Map<Role, Set<OriginKind>> copy = new EnumMap<>(Role.class);
        origins.forEach((role, kinds) -> {
            if (!kinds.isEmpty()) {
                copy.put(role, Collections.unmodifiableSet(EnumSet.copyOf(kinds)));
            }
        });
        origins = Collections.unmodifiableMap(copy);
    }

    /** The kinds of origin of the values in that role; empty when the call fills it with none. */
    public Set<OriginKind> of(Role role) {
        return origins.getOrDefault(role, Set.of());
    }

    /** The roles that hold a value for which neither the user nor a trusted field vouches. */
    public Set<Role> unvouched() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        origins.forEach((role, kinds) -> {
            if (kinds.stream().anyMatch(k -> k.compareTo(OriginKind.LISTED) > 0)) {
                roles.add(role);
            }
        });
        return roles;
    }
}
