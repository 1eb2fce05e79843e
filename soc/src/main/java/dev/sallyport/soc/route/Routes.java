package dev.sallyport.soc.route;

import dev.sallyport.soc.notice.Severity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where notices go, by the names of destinations.
 *
 * @param bySeverity who is told at once
 * @param escalation who is told of an incident of high severity that nobody took in time
 * @param escalateMillis how long that is
 * @param tickets where every incident gets a ticket
 * @param everything who is told of every notice at once, for machines
 * @param coolDownMillis how long updates of one incident wait and merge after the last notice to a destination
 * @param perHour how many incidents a destination is told one by one in an hour; further ones are counted in one notice. Never
 *     held against critical ones, tickets and {@code everything}
 */
public record Routes(
        Map<Severity, List<String>> bySeverity,
        List<String> escalation,
        long escalateMillis,
        List<String> tickets,
        List<String> everything,
        long coolDownMillis,
        int perHour) {
    /** How long an incident of high severity may stay untaken, in milliseconds. */
    public static final long ESCALATE_MILLIS = 15 * 60_000;

    /** How long updates wait, in milliseconds. */
    public static final long COOL_DOWN_MILLIS = 5 * 60_000;

    /** How many incidents an hour are told one by one. */
    public static final int PER_HOUR = 60;

    public Routes {
        Map<Severity, List<String>> copy = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            copy.put(severity, List.copyOf(bySeverity.getOrDefault(severity, List.of())));
        }
        bySeverity = Map.copyOf(copy);
        escalation = List.copyOf(escalation);
        tickets = List.copyOf(tickets);
        everything = List.copyOf(everything);
        if (escalateMillis <= 0 || coolDownMillis < 0 || perHour < 1) {
            throw new IllegalArgumentException(
                    "an escalation takes time, a cool-down is not negative, 1 an hour is the least");
        }
    }

    /** Who is told at once of incidents of that severity. */
    public List<String> of(Severity severity) {
        return bySeverity.getOrDefault(severity, List.of());
    }
}
