package dev.sallyport.gate.delivery;

import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import java.util.List;

/**
 * What is owed to channels, kept so that neither a crash nor a channel that is down loses it. A message may be sent twice, if
 * the gateway dies between sending and {@link #settle}; it is never forgotten. Thread-safe; every write is durable when it
 * returns.
 */
public interface Outbox {
    /** Adds those that were not added before, and returns how many that are. */
    int add(List<Delivery> deliveries);

    /**
     * Takes waiting deliveries of a channel whose time has come, the longest due first, and counts an attempt of each. Nobody
     * else gets them until the lease is over or the attempt is settled.
     *
     * @param leaseMillis longer than an attempt takes
     */
    List<Owed> claim(String channel, long nowMillis, long leaseMillis, int limit);

    /** Says how attempts ended. What is settled for good stays as it is. */
    void settle(List<Attempted> attempts);

    /** Everything that was ever owed about an approval, by channel and revision. */
    List<Owed> of(TenantId tenant, ApprovalId approval);

    /** Forgets what was settled for good before that time; returns how many that were. */
    int forget(long beforeMillis);
}
