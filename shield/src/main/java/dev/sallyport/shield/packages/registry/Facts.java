package dev.sallyport.shield.packages.registry;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a registry said of one package when it was last asked.
 *
 * @param exists whether it had the name at all
 * @param created when the name was first published, milliseconds since 1970
 * @param updated when the newest version was published, milliseconds since 1970
 * @param maintainers how many people may publish it
 * @param downloads how often it was downloaded in a month
 * @param runs whether installing it runs code of its own
 * @param removed whether the registry holds the name in place of something it took away
 * @param versions the versions it had; empty if nobody wrote them down
 */
public record Facts(
        boolean exists,
        OptionalLong created,
        OptionalLong updated,
        OptionalInt maintainers,
        OptionalLong downloads,
        boolean runs,
        boolean removed,
        Set<String> versions) {
    public Facts {
        versions = Set.copyOf(versions);
    }

    /** Of a name that the registry had not. */
    public static Facts absent() {
        return new Facts(
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                false,
                false,
                Set.of());
    }

    /** Of a name of which nothing is known but that it is there. */
    public static Facts present() {
        return new Facts(
                true,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                false,
                false,
                Set.of());
    }
}
