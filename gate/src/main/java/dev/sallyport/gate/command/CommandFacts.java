package dev.sallyport.gate.command;

import dev.sallyport.action.Effect;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of the shell line of an action. Holds no argument: names of programs and of public packages, and kinds of power.
 *
 * @param unreadable whether the line could not be read, so that nothing else here is worth anything
 * @param dynamic whether something runs that only shows when the line runs
 * @param programs names of the programs; those that are no plain names are {@code other}
 * @param powers what all commands together can do
 * @param packages what is to be installed, as {@code ecosystem:name} or {@code ecosystem:name@version}
 */
public record CommandFacts(
        boolean unreadable,
        boolean dynamic,
        SortedSet<String> programs,
        SortedSet<Power> powers,
        SortedSet<String> packages) {
    /** A line that could not be read. */
    public static final CommandFacts UNREADABLE =
            new CommandFacts(true, true, new TreeSet<>(), new TreeSet<>(List.of(Power.UNKNOWN)), new TreeSet<>());

    public CommandFacts {
        programs = Collections.unmodifiableSortedSet(new TreeSet<>(programs));
        powers = Collections.unmodifiableSortedSet(new TreeSet<>(powers));
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
    }

    /** The strictest of its commands: a line reads only if it was read and each of its commands only reads. */
    public Effect effect() {
        boolean reads = !unreadable && !dynamic && Set.of(Power.READ).containsAll(powers);
        return reads ? Effect.READS : Effect.MUTATES;
    }

    /** Whether it can bring in what strangers wrote. */
    public boolean reachesOut() {
        return unreadable || powers.contains(Power.NETWORK) || powers.contains(Power.INSTALL);
    }
}
