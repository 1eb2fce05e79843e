package dev.sallyport.gate.registry;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The roles of one person. Duties that watch each other are never one person's: who sets the rules does not answer by them, and who audits
 * changes nothing. Immutable.
 *
 * @param all none is a person who may do nothing
 */
public record Roles(Set<Role> all) {
    /** Of people who were enrolled before there were roles: what they could do then. */
    public static final Roles BEFORE = new Roles(Set.of(Role.ANALYST, Role.APPROVER));

    private static final List<Role> ACTING =
            List.of(Role.APPROVER, Role.OPERATOR, Role.ANALYST, Role.AUDITOR, Role.VIEWER);

    /** Nobody's. */
    public static final Roles NONE = new Roles(Set.of());

    /** @throws IllegalArgumentException if these can't be one person's, with the reason */
    public Roles {
        all = Set.copyOf(all);
        fault(all).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /** Why these can't be one person's. */
    public static Optional<String> fault(Collection<Role> roles) {
        if (roles.contains(Role.OPERATOR) && roles.contains(Role.APPROVER)) {
            return Optional.of("operator and approver are two people's: who sets the rules does not approve by them");
        }
        if (roles.contains(Role.AUDITOR)
                && roles.stream().anyMatch(role -> role != Role.AUDITOR && role != Role.VIEWER)) {
            return Optional.of("an auditor changes nothing: give no other role than viewer beside it");
        }
        return Optional.empty();
    }

    /**
     * Those of that many words.
     *
     * @throws IllegalArgumentException if a word is no role, or they can't be one person's
     */
    public static Roles of(Collection<String> words) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words) {
            roles.add(Role.byWire(word)
                    .orElseThrow(() ->
                            new IllegalArgumentException("roles are viewer, analyst, approver, operator and auditor")));
        }
        return new Roles(roles);
    }

    /** Whether this is one of them. */
    public boolean has(Role role) {
        return all.contains(role);
    }

    /** How receipts name the part in which such a person acts. */
    public String acting() {
        for (Role role : ACTING) {
            if (all.contains(role)) {
                return role.wire();
            }
        }
        return "person";
    }

    /** Their words, in the order of {@link Role}. */
    public List<String> words() {
        return all.stream().sorted().map(Role::wire).toList();
    }
}
