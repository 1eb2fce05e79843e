package dev.sallyport.server.signin;

import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.RateLimit;
import dev.sallyport.store.console.Visit;
import dev.sallyport.store.console.Visits;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who came to the console and who was turned away: as an event each time, and in the store for those who watch over it. Strangers do
 * not fill the store: of their refusals some in a second are kept, all are events. Thread-safe.
 */
public final class Visiting {
    private static final Logger LOG = LoggerFactory.getLogger(Visiting.class);
    private static final int KEPT_PER_SECOND = 2;
    private static final int KEPT_AT_ONCE = 50;

    private final Visits visits;
    private final EventSink events;
    private final IdSource ids;
    private final InstantSource clock;
    private final RateLimit kept;

    /** Over that store. */
    public Visiting(Visits visits, EventSink events, IdSource ids, InstantSource clock, LongSupplier ticker) {
        this.visits = visits;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
        this.kept = new RateLimit(KEPT_PER_SECOND, KEPT_AT_ONCE, 16, ticker);
    }

    /**
     * What is told.
     *
     * @param tenant whose people read it
     * @param person empty where nobody of that name is known
     * @param why as a code; empty for none
     */
    public record Told(TenantId tenant, Visit.Kind kind, String person, String way, String address, String why) {}

    /** Tells it. What can't be kept is an event all the same, and nobody is turned away for it. */
    public void tell(Told told) {
        boolean turnedAway = told.kind() == Visit.Kind.REFUSED || told.kind() == Visit.Kind.FORBIDDEN;
        if (told.kind() != Visit.Kind.LEFT) {
            events.emit(new Event(
                    turnedAway ? EventName.AUTH_DENIED : EventName.AUTH_ACCEPTED,
                    told.tenant(),
                    clock.millis(),
                    "",
                    Map.of("auth.reason", reason(told), "source.address", told.address())));
        }
        if (turnedAway && !mayKeep(told.kind())) {
            return;
        }
        try {
            visits.keep(new Visit(
                    told.tenant(),
                    ids.next(),
                    clock.millis(),
                    told.kind(),
                    told.person(),
                    told.way(),
                    told.address(),
                    told.why()));
        } catch (RuntimeException e) {
            LOG.warn("a visit to the console could not be kept; the audit trail has it", e);
        }
    }

    /** One of few codes: measurements count by it. */
    private static String reason(Told told) {
        return switch (told.kind()) {
            case ACCEPTED, LEFT -> "console";
            case FORBIDDEN -> "role_lacks";
            case REFUSED -> told.why();
        };
    }

    private boolean mayKeep(Visit.Kind kind) {
        try {
            kept.take(kind.name());
            return true;
        } catch (Problem tooMany) {
            return false;
        }
    }
}
