package dev.sallyport.sigma.event;

import java.util.Set;

/**
 * Which log an event came from. One event may belong to several categories (a registry value that is set is a {@code registry_set} and
 * a {@code registry_event}).
 *
 * @param product such as {@code windows}, empty if unknown; lower case
 * @param categories such as {@code agent_action}; lower case
 * @param services such as {@code sysmon}; lower case
 */
public record Source(String product, Set<String> categories, Set<String> services) {
    /** An event of which nothing is known: every rule sees it. */
    public static final Source UNKNOWN = new Source("", Set.of(), Set.of());

    public Source {
        categories = Set.copyOf(categories);
        services = Set.copyOf(services);
    }
}
