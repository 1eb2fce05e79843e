package dev.sallyport.shield.egress;

import java.util.Set;

/**
 * The hosts an operator spoke of. A host covers the names below it.
 *
 * @param allowed where calls may go; what they carry is looked at all the same
 * @param denied where they may not
 */
public record HostLists(Set<String> allowed, Set<String> denied) {
    /** The operator said nothing. */
    public static final HostLists NONE = new HostLists(Set.of(), Set.of());

    public HostLists {
        allowed = Set.copyOf(allowed);
        denied = Set.copyOf(denied);
    }

    boolean allows(String name) {
        return covers(allowed, name);
    }

    boolean denies(String name) {
        return covers(denied, name);
    }

    private static boolean covers(Set<String> hosts, String name) {
        String at = name;
        while (!hosts.isEmpty() && !at.isEmpty()) {
            if (hosts.contains(at)) {
                return true;
            }
            int dot = at.indexOf('.');
            at = dot < 0 ? "" : at.substring(dot + 1);
        }
        return false;
    }
}
