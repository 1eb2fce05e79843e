package dev.sallyport.server.sink;

import dev.sallyport.server.config.AlertPlan;
import dev.sallyport.soc.export.Maker;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.outbox.Change;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Owing;
import dev.sallyport.soc.route.Routing;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells of incidents. What was heard is owed durably before {@link #hear} returns; to hear the same again changes nothing, so
 * whoever starts up says all open incidents once more and nothing is lost between two programs' ends. Thread-safe.
 */
public final class Notices implements AutoCloseable {
    private static final long KEEP_MILLIS = 30L * 24 * 3_600_000;

    private final Routing routing;
    private final NoticeOutbox outbox;
    private final InstantSource clock;
    private final Map<String, NoticeCourier> couriers = new LinkedHashMap<>();

    private Notices(AlertPlan plan, NoticeOutbox outbox, InstantSource clock) {
        this.routing = new Routing(plan.routes());
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Starts a courier per destination.
     *
     * @throws dev.sallyport.server.config.BadConfig if a secret can't be read
     */
    public static Notices start(
            AlertPlan plan,
            NoticeOutbox outbox,
            Maker maker,
            InstantSource clock,
            SecureRandom random,
            NoticeMeter meter) {
        Map<String, Attempting> sinks = new LinkedHashMap<>();
        plan.destinations().forEach((name, one) -> sinks.put(name, new Attempting(one, maker)));
        Notices notices = new Notices(plan, outbox, clock);
        NoticeCourier.Parts parts = new NoticeCourier.Parts(outbox, clock, random, meter);
        plan.destinations().forEach((name, one) -> {
            Attempting sink = sinks.get(name);
            if (sink != null) {
                notices.couriers.put(name, new NoticeCourier(one, sink, parts));
            }
        });
        outbox.forget(clock.millis() - KEEP_MILLIS);
        return notices;
    }

    /** Owes it to everybody who is to be told; returns how much that changed. */
    public synchronized int hear(Notice notice) {
        List<Change> changes = routing.plan(notice, standing(), clock.millis());
        int changed = outbox.apply(changes);
        couriers.values().forEach(NoticeCourier::wake);
        return changed;
    }

    private Routing.Standing standing() {
        return new Routing.Standing() {
            @Override
            public List<Owed> of(Notice notice, String incident) {
                return outbox.of(notice.tenant(), incident);
            }

            @Override
            public int since(Notice notice, String destination, long sinceMillis) {
                return outbox.since(notice.tenant(), destination, sinceMillis);
            }
        };
    }

    /** Owes a dead letter again; answers whether it was one whose incident was not told to be over there. */
    public boolean again(Owing.Key key) {
        boolean revived = outbox.again(key, clock.millis());
        couriers.values().forEach(NoticeCourier::wake);
        return revived;
    }

    @Override
    public void close() {
        couriers.values().forEach(NoticeCourier::close);
    }
}
