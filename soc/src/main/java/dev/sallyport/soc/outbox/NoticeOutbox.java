package dev.sallyport.soc.outbox;

import dev.sallyport.gate.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * What is owed to destinations, kept so that neither a crash nor a destination that is down loses it. Thread-safe; every write is
 * durable when it returns.
 */
public interface NoticeOutbox {
    /** Makes the changes at once, and returns how many changed something. */
    int apply(List<Change> changes);

    /**
     * Takes the waiting notice of a destination whose time came first, and counts an attempt of it. Nobody else gets it until the
     * lease is over or the attempt is settled; nor does anybody get a later notice of the same incident to that destination
     * while an earlier one is due or on its way.
     *
     * @param leaseMillis longer than an attempt takes
     */
    Optional<Owed> claim(String destination, long nowMillis, long leaseMillis);

    /** Writes down that an attempt is about to make something where no key drops repetitions. */
    void creating(Owing.Key key, long nowMillis);

    /** Says how an attempt ended. What is settled for good stays as it is. */
    void settle(Attempt attempt);

    /** Everything that was ever owed about an incident, by destination, revision and kind. */
    List<Owed> of(TenantId tenant, String incident);

    /** The dead letters of a tenant, the newest first. */
    List<Owed> dead(TenantId tenant, int limit);

    /** How many openings of a tenant's incidents were owed to a destination since that time, withdrawn ones left out. */
    int since(TenantId tenant, String destination, long sinceMillis);

    /** Owes a dead letter again, from now on; answers whether it was one. */
    boolean again(Owing.Key key, long nowMillis);

    /** Forgets a dead letter for good; answers whether it was one. */
    boolean drop(Owing.Key key);

    /** Forgets what was settled for good before that time; returns how many that were. */
    int forget(long beforeMillis);
}
