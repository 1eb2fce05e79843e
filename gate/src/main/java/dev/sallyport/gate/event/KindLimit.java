package dev.sallyport.gate.event;

import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How many events of one kind a listener takes from one source of a tenant in a second when no receipt stands behind them. A stranger with bad
 * credentials makes as many of those as the network carries, and who listens must not be kept from its work by them: what is beyond the limit
 * is counted, and the counts are told. An event with a receipt is never left out here. Thread-safe; asking takes no lock.
 *
 * <p>A source is the agent the event names, or else the address. Sources share {@value #SHARES} places by their hash, so memory and work are
 * bounded however many there are; one that floods hides, of its kind and tenant alone, itself and one in {@value #SHARES} of the others. Who floods from
 * hundreds of addresses hides the kind; the count tells that much.
 */
public final class KindLimit {
    /** What serves: many times what the shipped rules count to, and little work. */
    public static final int PER_SECOND = 100;

    /** Leaves nothing out. */
    public static final KindLimit NONE = new KindLimit(() -> 0, Integer.MAX_VALUE);

    private static final int SHARES = 64;
    private static final long SLICE_NANOS = 100_000_000;
    private static final int SLICES_PER_SECOND = 10;
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final int mostInSlice;
    private final LongSupplier nanos;
    private final Map<TenantId, Map<EventName, Window>> windows = new ConcurrentHashMap<>();

    /**
     * A limit.
     *
     * @param perSecond {@value #SLICES_PER_SECOND} to 10,000,000 of one source, evenly over tenths of a second
     * @param nanos a clock that only goes forward
     */
    public KindLimit(int perSecond, LongSupplier nanos) {
        if (perSecond < SLICES_PER_SECOND || perSecond > 10_000_000) {
            throw new IllegalArgumentException(
                    "a limit is 10 to 10000000 events of a kind in a second, not " + perSecond);
        }
        this.mostInSlice = perSecond / SLICES_PER_SECOND;
        this.nanos = nanos;
    }

    private KindLimit(LongSupplier nanos, int mostInSlice) {
        this.nanos = nanos;
        this.mostInSlice = mostInSlice;
    }

    /** For each share the slice of time in which something was last taken, and how many; and how many of all were left out. */
    private static final class Window {
        private final AtomicLongArray taken = new AtomicLongArray(SHARES);
        private final LongAdder omitted = new LongAdder();

        boolean admits(int share, long slice, int most) {
            while (true) {
                long before = taken.get(share);
                boolean same = before >> COUNT_BITS == slice;
                long count = same ? before & COUNT_MASK : 0;
                if (count >= most) {
                    omitted.increment();
                    return false;
                }
                if (taken.compareAndSet(share, before, (slice << COUNT_BITS) + count + 1)) {
                    return true;
                }
            }
        }
    }

    /** Whether a listener takes it; otherwise it is counted as left out. */
    public boolean admits(Event event) {
        if (mostInSlice == Integer.MAX_VALUE || !event.receiptId().isEmpty()) {
            return true;
        }
        return window(event).admits(share(event), Math.floorDiv(nanos.getAsLong(), SLICE_NANOS), mostInSlice);
    }

    private Window window(Event event) {
        Map<EventName, Window> kinds = windows.get(event.tenant());
        if (kinds == null) {
            kinds = windows.computeIfAbsent(event.tenant(), tenant -> new ConcurrentHashMap<>());
        }
        Window window = kinds.get(event.name());
        return window == null ? kinds.computeIfAbsent(event.name(), name -> new Window()) : window;
    }

    private static int share(Event event) {
        String agent = event.fields().get("agent.id");
        String source = agent == null ? event.fields().getOrDefault("source.address", "") : agent;
        int hash = source.hashCode() * 0x9E3779B9;
        return (hash >>> 16) & SHARES - 1;
    }

    /** How many of a kind were left out. */
    public record Omitted(TenantId tenant, EventName name, long count) {}

    /** What was left out since this was asked last, ordered by tenant and kind; empty if nothing was. */
    public List<Omitted> omitted() {
        List<Omitted> all = new ArrayList<>();
        windows.forEach((tenant, kinds) -> kinds.forEach((name, window) -> {
            long count = window.omitted.sumThenReset();
            if (count > 0) {
                all.add(new Omitted(tenant, name, count));
            }
        }));
        all.sort(Comparator.comparing((Omitted one) -> one.tenant().value()).thenComparing(Omitted::name));
        return all;
    }
}
