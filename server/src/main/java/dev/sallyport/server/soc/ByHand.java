package dev.sallyport.server.soc;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What people stop by hand, for an incident or for none. The act is the registry's and has its receipt; here the incident learns of it: it counts as
 * contained, and a freeze with a time stands among the steps, which are undone when their time is over. An agent whose step could not be written
 * stays frozen until somebody lifts it. Thread-safe.
 */
public final class ByHand {
    private final Book book;
    private final Cases cases;
    private final InstantSource clock;
    private final Consumer<Incident> contained;

    /** @param contained hears of an incident's first stop */
    ByHand(Book book, Cases cases, InstantSource clock, Consumer<Incident> contained) {
        this.book = book;
        this.cases = cases;
        this.clock = clock;
        this.contained = contained;
    }

    /**
     * The person froze that agent.
     *
     * @param receipt the id of the act's receipt
     * @param ttlMillis for how long, at most {@link Step#LONGEST_TTL_MILLIS}; 0 until it is lifted
     */
    public void froze(Incident incident, PersonId person, AgentId agent, String receipt, long ttlMillis) {
        long now = clock.millis();
        List<Step> steps = ttlMillis == 0
                ? List.of()
                : List.of(step(
                        new Whose(incident.tenant(), incident.id(), person.value()), agent, receipt, ttlMillis, now));
        AtomicBoolean first = new AtomicBoolean();
        Optional<Incident> kept = cases.change(
                incident.tenant(),
                incident.id(),
                i -> {
                    first.set(i.times().contained().isEmpty());
                    return first.get() ? i.contained(now) : i;
                },
                steps);
        kept.filter(i -> first.get()).ifPresent(contained);
    }

    /**
     * Somebody froze that agent for a time, for no incident. Freezes of before that were to end by themselves don't: the newest word counts.
     *
     * @param receipt the id of the act's receipt
     * @param ttlMillis for how long, 1 to {@link Step#LONGEST_TTL_MILLIS}
     * @throws IllegalStateException if it could not be written; the agent stays frozen until somebody lifts it
     */
    public void froze(Actor by, AgentId agent, String receipt, long ttlMillis) {
        TenantId tenant = by.tenant();
        List<Step> steps = new ArrayList<>(book.standing(tenant, agent.value()).stream()
                .filter(step -> step.effect() == Effect.FREEZE_AGENT && step.state() == Step.State.STANDS)
                .map(step -> step.undone(Optional.empty(), "frozen anew by " + by.name()))
                .toList());
        steps.add(step(new Whose(tenant, Step.NO_INCIDENT, by.name()), agent, receipt, ttlMillis, clock.millis()));
        if (!cases.write(tenant, steps)) {
            throw new IllegalStateException("a freeze of " + agent.value() + " changed at the same time");
        }
    }

    /** Who stopped an agent, and for which incident. */
    private record Whose(TenantId tenant, String incident, String person) {}

    private static Step step(Whose whose, AgentId agent, String receipt, long ttlMillis, long now) {
        return new Step(
                "stp_by_hand_" + receipt,
                whose.tenant(),
                whose.incident(),
                Step.BY_HAND,
                Effect.FREEZE_AGENT,
                agent.value(),
                ttlMillis,
                1,
                Step.State.STANDS,
                now + ttlMillis,
                now,
                1,
                List.of(whose.person()),
                Optional.of(receipt),
                Optional.empty(),
                "");
    }

    /** The person lifted what was frozen on the incident's page: its step has nothing to undo any more. */
    public void lifted(Incident incident, PersonId person, AgentId agent, String receipt) {
        List<Step> over = book.standing(incident.tenant(), agent.value()).stream()
                .filter(step ->
                        step.incident().equals(incident.id()) && step.isByHand() && step.state() == Step.State.STANDS)
                .map(step -> step.undone(Optional.of(receipt), "lifted by " + person.value()))
                .toList();
        if (!over.isEmpty()) {
            cases.change(incident.tenant(), incident.id(), i -> i, over);
        }
    }
}
