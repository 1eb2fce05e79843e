package dev.sallyport.shield.egress;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where each agent went, and how much it sent lately. Bounded: the agent that was quiet longest is forgotten, and an agent's destinations
 * beyond the most are all old. Safe for many threads.
 */
final class Visits {
    /** Agents remembered, over all tenants. */
    static final int MOST_AGENTS = 4_096;

    /** Destinations of one agent that are told apart. */
    static final int MOST_PLACES = 512;

    /** How long lately is, milliseconds. */
    static final long WINDOW = 10 * 60 * 1000L;

    private static final long MUCH = 1 << 20;
    private static final int MANY_NEW = 40;

    private final Map<String, Agent> agents = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Agent> eldest) {
            return size() > MOST_AGENTS;
        }
    };

    private static final class Agent {
        private final Set<String> places = new HashSet<>();
        private long began;
        private long sent;
        private int newPlaces;
    }

    /**
     * What a visit is to this agent.
     *
     * @param isNew whether it never went there
     * @param much whether it sent more than a mebibyte lately
     * @param many whether it went to many new places lately
     */
    record Visit(boolean isNew, boolean much, boolean many) {}

    /** Notes a visit. */
    synchronized Visit to(String tenant, String agent, String place, long bytes, long now) {
        Agent known = agents.computeIfAbsent(tenant + "\n" + agent, a -> new Agent());
        if (now - known.began > WINDOW) {
            known.began = now;
            known.sent = 0;
            known.newPlaces = 0;
        }
        boolean isNew = known.places.size() < MOST_PLACES && known.places.add(place);
        known.newPlaces += isNew ? 1 : 0;
        known.sent += bytes;
        return new Visit(isNew, known.sent > MUCH, known.newPlaces > MANY_NEW);
    }
}
