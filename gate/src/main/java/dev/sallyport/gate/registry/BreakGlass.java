package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.Optional;

/**
 * Leave of two people to answer for a while what one agent asks for, whatever group its policy asks. It lets nothing through
 * by itself.
 *
 * @param approval what waited, or had expired, when it was opened
 * @param opener a member of {@link #GROUP}
 * @param second who confirmed; without, it is only a request
 * @param untilMillis milliseconds since the epoch; at or after it, it is over
 */
public record BreakGlass(
        TenantId tenant,
        String id,
        AgentId agent,
        ApprovalId approval,
        PersonId opener,
        Optional<PersonId> second,
        String why,
        long openedMillis,
        long untilMillis) {
    /** The approver group whose members may open one. */
    public static final String GROUP = "break-glass";

    /** The longest one may last. */
    public static final long MAX_LIFE_MILLIS = 4L * 60 * 60 * 1000;

    public BreakGlass {
        if (untilMillis - openedMillis > MAX_LIFE_MILLIS || untilMillis < openedMillis) {
            throw new IllegalArgumentException("break-glass lasts up to " + MAX_LIFE_MILLIS + " ms");
        }
        if (second.isPresent() && second.get().equals(opener)) {
            throw new IllegalArgumentException("break-glass takes two people");
        }
    }

    /** The same, confirmed. */
    public BreakGlass confirmedBy(PersonId person) {
        return new BreakGlass(tenant, id, agent, approval, opener, Optional.of(person), why, openedMillis, untilMillis);
    }

    /** Whether that person may answer for that agent at that time because of it. */
    public boolean lets(PersonId person, AgentId forAgent, long timeMillis) {
        return second.isPresent()
                && timeMillis < untilMillis
                && agent.equals(forAgent)
                && (opener.equals(person) || second.get().equals(person));
    }
}
