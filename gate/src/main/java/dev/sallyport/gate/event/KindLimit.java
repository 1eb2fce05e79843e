package dev.sallyport.gate.event;

import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How many events of one kind of one tenant a listener takes in a second when no receipt stands behind them. A stranger with bad credentials
 * makes as many of those as the network carries, and who listens must not be kept from its work by them, nor hear of nothing else: what is
 * beyond the limit is counted, and the counts are told. An event with a receipt is never left out here. Thread-safe; asking takes no lock.
 */
public final class KindLimit {
    /** What serves: more than any rule counts to, and little work. */
    public static final int PER_SECOND = 1_000;

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
     * @param perSecond {@value #SLICES_PER_SECOND} to 10,000,000, evenly over tenths of a second
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

    /** The slice of time in which something of a kind was last taken, and how many of it; and how many were left out. */
    private static final class Window {
        private final AtomicLong taken = new AtomicLong();
        private final LongAdder omitted = new LongAdder();

        boolean admits(long slice, int most) {
            while (true) {
                long before = taken.get();
                boolean same = before >> COUNT_BITS == slice;
                long count = same ? before & COUNT_MASK : 0;
                if (count >= most) {
                    omitted.increment();
                    return false;
                }
                if (taken.compareAndSet(before, (slice << COUNT_BITS) + count + 1)) {
                    return true;
                }
            }
        }
    }

    /** Whether a listener takes it; otherwise it is counted as left out. */
    public boolean admits(Event event) {
        if (!event.receiptId().isEmpty()) {
            return true;
        }
        Map<EventName, Window> kinds = windows.get(event.tenant());
        if (kinds == null) {
            kinds = windows.computeIfAbsent(event.tenant(), tenant -> fresh());
        }
        Window window = Objects.requireNonNull(kinds.get(event.name()), "each kind has its window");
        return window.admits(Math.floorDiv(nanos.getAsLong(), SLICE_NANOS), mostInSlice);
    }

    private static Map<EventName, Window> fresh() {
        Map<EventName, Window> kinds = new EnumMap<>(EventName.class);
        for (EventName name : EventName.values()) {
            kinds.put(name, new Window());
        }
        return kinds;
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
