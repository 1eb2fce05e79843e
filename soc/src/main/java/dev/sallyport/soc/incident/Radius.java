package dev.sallyport.soc.incident;

import dev.sallyport.soc.alert.About;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far a story reaches: everything its alerts concern, each up to {@value #MOST}.
 *
 * @param truncated whether there was more
 */
public record Radius(
        SortedSet<String> agents,
        SortedSet<String> sessions,
        SortedSet<String> servers,
        SortedSet<String> people,
        boolean truncated) {
    /** How many of a kind are named. */
    public static final int MOST = 50;

    /** Nothing yet. */
    public static final Radius NONE =
            new Radius(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), false);

    public Radius {
        agents = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(agents));
        sessions = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(sessions));
        servers = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(servers));
        people = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(people));
    }

    Radius and(About about) {
        NavigableSet<String> agentsThen = new TreeSet<>(agents);
        NavigableSet<String> sessionsThen = new TreeSet<>(sessions);
        NavigableSet<String> serversThen = new TreeSet<>(servers);
        NavigableSet<String> peopleThen = new TreeSet<>(people);
        about.agent().ifPresent(agentsThen::add);
        about.session().ifPresent(sessionsThen::add);
        about.server().ifPresent(serversThen::add);
        about.person().ifPresent(peopleThen::add);
        return bounded(agentsThen, sessionsThen, serversThen, peopleThen, truncated);
    }

    Radius and(Radius other) {
        SortedSet<String> agentsThen = new TreeSet<>(agents);
        SortedSet<String> sessionsThen = new TreeSet<>(sessions);
        SortedSet<String> serversThen = new TreeSet<>(servers);
        SortedSet<String> peopleThen = new TreeSet<>(people);
        agentsThen.addAll(other.agents);
        sessionsThen.addAll(other.sessions);
        serversThen.addAll(other.servers);
        peopleThen.addAll(other.people);
        return bounded(agentsThen, sessionsThen, serversThen, peopleThen, truncated || other.truncated);
    }

    private static Radius bounded(
            SortedSet<String> agents,
            SortedSet<String> sessions,
            SortedSet<String> servers,
            SortedSet<String> people,
            boolean truncated) {
        boolean more = truncated;
        for (SortedSet<String> each : java.util.List.of(agents, sessions, servers, people)) {
            while (each.size() > MOST) {
                each.removeLast();
                more = true;
            }
        }
        return new Radius(agents, sessions, servers, people, more);
    }
}
