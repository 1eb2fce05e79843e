package dev.sallyport.server.api;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.soc.response.Step;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Freezes of agents that no incident asks for, with a time after which they end by themselves. Thread-safe. */
public final class FreezeControls {
    private static final long MINUTE_MILLIS = 60_000;

    /** The longest time: a week. */
    static final long MOST_MINUTES = Step.LONGEST_TTL_MILLIS / MINUTE_MILLIS;

    private static final Logger LOG = LoggerFactory.getLogger(FreezeControls.class);

    private final Acts acts;
    private final Soc soc;
    private final InstantSource clock;

    FreezeControls(Gate gate, Soc soc, InstantSource clock) {
        this.acts = new Acts(gate);
        this.soc = soc;
        this.clock = clock;
    }

    /**
     * A freeze in force.
     *
     * @param receipt the id of the act's receipt
     * @param untilMillis when it ends by itself; empty: when somebody lifts it
     */
    public record Frozen(String receipt, OptionalLong untilMillis) {}

    /**
     * Freezes an agent of the actor's tenant that is not revoked. A freeze of before that was to end by itself does so no more.
     *
     * @param minutes for how long; empty until it is lifted
     * @throws Problem 400 {@code wrong_form} outside 1 minute to 7 days, 409 {@code no_detection} if nothing here ends freezes, 503: nothing
     *     happened ({@code journal_unavailable}), or it is frozen and its end could not be kept ({@code story_unwritten})
     */
    public Frozen freeze(Actor actor, AgentId agent, OptionalLong minutes, String why) {
        if (minutes.isPresent() && (minutes.getAsLong() < 1 || minutes.getAsLong() > MOST_MINUTES)) {
            throw Input.wrong("`for_minutes` takes 1 to " + MOST_MINUTES + ", which is a week");
        }
        if (minutes.isPresent() && !soc.plan().on()) {
            throw new Problem(
                    409,
                    "no_detection",
                    "detection is off here, and it is what ends freezes; freeze without a time, and lift it yourself");
        }
        String receipt = acts.record(
                actor,
                new RegistryChange.SetAgentStatus(actor.tenant(), agent, AgentStatus.FROZEN),
                told(minutes, Acts.why(why)));
        if (minutes.isEmpty()) {
            // The end of a freeze of before leaves what was frozen since, so this needs nothing of the second plane.
            return new Frozen(receipt, OptionalLong.empty());
        }
        long ttlMillis = minutes.getAsLong() * MINUTE_MILLIS;
        try {
            long until = clock.millis() + ttlMillis;
            soc.byHand().froze(actor, agent, receipt, ttlMillis);
            return new Frozen(receipt, OptionalLong.of(until));
        } catch (RuntimeException e) {
            // The freeze is in force and receipted; that its end could not be kept must not look like its failure.
            LOG.error("the end of the freeze {} could not be kept", receipt, e);
            throw new Problem(
                    503,
                    "story_unwritten",
                    "it is frozen, but its end could not be kept: it stays until somebody lifts it");
        }
    }

    /** What the receipt says: a freeze that ends is told from one that does not. */
    private static String told(OptionalLong minutes, String why) {
        String time = minutes.isPresent() ? "for " + minutes.getAsLong() + " min" : "";
        return time.isEmpty() || why.isEmpty() ? time + why : time + ": " + why;
    }
}
