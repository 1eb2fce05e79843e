package dev.sallyport.soc.rehearsal;

import dev.sallyport.soc.response.Effect;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a step would stop, or stops, by what its target did lately. Immutable.
 *
 * @param sessions in which it made a call within the hour, so that they count as open
 * @param held approvals that people still have to answer, or that wait to be used
 * @param callsHour calls within the hour
 * @param callsDay calls within a day
 * @param agents whose calls these were
 * @param servers to which they went
 * @param others further agents that called one of these servers within the day
 * @param cut whether there was more than was read or no record tells it, so that everything counts at least that much
 */
public record Preview(
        Effect effect,
        String target,
        NavigableSet<String> sessions,
        NavigableSet<String> held,
        long callsHour,
        long callsDay,
        NavigableSet<String> agents,
        NavigableSet<String> servers,
        NavigableSet<String> others,
        boolean cut) {
    private static final long HOUR_MILLIS = 3_600_000;

    /** How far back it looks. */
    public static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    /**
     * A call that was decided; unknown parts are empty.
     *
     * @param tool the operation, as {@code SERVER/TOOL}
     */
    public record Call(long timeMillis, String agent, String session, String server, String tool) {}

    /** A call that waits for people. */
    public record Held(String approval, Call call) {}

    /**
     * What was lately.
     *
     * @param cut whether more happened within a day than is here
     */
    public record Recent(Collection<Call> calls, Collection<Held> held, boolean cut) {
        public Recent {
            calls = List.copyOf(calls);
            held = List.copyOf(held);
        }
    }

    /** What the effect stops on that target. For one that lets somebody go: whom it lets go, by what they did lately. */
    public static Preview of(Effect effect, String target, Recent recent, long nowMillis) {
        Predicate<Call> hit = hit(effect, target);
        NavigableSet<String> sessions = new TreeSet<>();
        NavigableSet<String> agents = new TreeSet<>();
        NavigableSet<String> servers = new TreeSet<>();
        long hour = 0;
        long day = 0;
        for (Call call : recent.calls()) {
            if (hit.test(call) && nowMillis - call.timeMillis() <= DAY_MILLIS) {
                day++;
                add(agents, call.agent());
                add(servers, call.server());
                if (nowMillis - call.timeMillis() <= HOUR_MILLIS) {
                    hour++;
                    add(sessions, call.session());
                }
            }
        }
        NavigableSet<String> others = new TreeSet<>();
        recent.calls().stream()
                .filter(call -> nowMillis - call.timeMillis() <= DAY_MILLIS)
                .filter(call -> servers.contains(call.server()) && !agents.contains(call.agent()))
                .forEach(call -> add(others, call.agent()));
        NavigableSet<String> held = new TreeSet<>();
        recent.held().stream().filter(each -> hit.test(each.call())).forEach(each -> held.add(each.approval()));
        boolean cut = recent.cut() || effect.target() == Effect.Target.DESTINATION;
        return new Preview(effect, target, sessions, held, hour, day, agents, servers, others, cut);
    }

    private static void add(NavigableSet<String> to, String name) {
        if (!name.isEmpty()) {
            to.add(name);
        }
    }

    /** Which calls it concerns; no record says where a call went, so of a destination none is known. */
    private static Predicate<Call> hit(Effect effect, String target) {
        return switch (effect.target()) {
            case AGENT -> call -> call.agent().equals(target);
            case SESSION -> call -> call.session().equals(target);
            case SERVER -> call -> call.server().equals(target);
            case TOOL -> call -> call.tool().equals(target);
            case DESTINATION -> call -> false;
        };
    }
}
