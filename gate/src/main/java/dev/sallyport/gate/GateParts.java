package dev.sallyport.gate;

import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.limit.Limiter;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.seal.SaltSource;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.provenance.catalogue.Catalogue;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a gate is made of. Every source of time and chance comes in here.
 *
 * @param keyId id of the key that signs the checkpoints of this install; inside every receipt's bytes
 * @param catalogue what is known of tools, for where values come from and whether the user asked
 * @param limiter how often anybody may come, at every door
 * @param shielding the shields every action passes
 * @param ticker nanoseconds of a monotonic clock, for measuring only; never part of facts
 */
public record GateParts(
        Journal journal,
        Records records,
        Policies policies,
        Sealer sealer,
        SaltSource salts,
        IdSource ids,
        InstantSource clock,
        LongSupplier ticker,
        StageMeter meter,
        EventSink events,
        OwnGround ownGround,
        GateLimits limits,
        String keyId,
        Catalogue catalogue,
        Limiter limiter,
        Shielding shielding) {
    /** A gate without limits on how often anybody comes, and without shields. */
    public GateParts(
            Journal journal,
            Records records,
            Policies policies,
            Sealer sealer,
            SaltSource salts,
            IdSource ids,
            InstantSource clock,
            LongSupplier ticker,
            StageMeter meter,
            EventSink events,
            OwnGround ownGround,
            GateLimits limits,
            String keyId,
            Catalogue catalogue) {
        this(
                journal,
                records,
                policies,
                sealer,
                salts,
                ids,
                clock,
                ticker,
                meter,
                events,
                ownGround,
                limits,
                keyId,
                catalogue,
                Limiter.NONE,
                Shielding.NONE);
    }

    /** The same with these shields. */
    public GateParts with(Shielding shields) {
        return new GateParts(
                journal, records, policies, sealer, salts, ids, clock, ticker, meter, events, ownGround, limits, keyId,
                catalogue, limiter, shields);
    }
}
