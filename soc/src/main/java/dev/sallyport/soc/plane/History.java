package dev.sallyport.soc.plane;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.detect.Detector;
import dev.sallyport.soc.detect.Match;
import dev.sallyport.soc.event.PlaneEvents;
import dev.sallyport.soc.event.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads a part of a tenant's record as the plane would have, checking the chain, and nothing else. Stateless. */
public final class History {
    private static final int PAGE = 500;
    private static final int MOST_FAULTS = 20;
    private static final long DAY_MILLIS = 86_400_000;

    private static final Detector NONE = new Detector() {
        @Override
        public List<Match> take(Seen event) {
            return List.of();
        }

        @Override
        public List<Match> advance(long watermarkMillis) {
            return List.of();
        }

        @Override
        public byte[] snapshot() {
            return new byte[0];
        }
    };

    private History() {}

    /**
     * A part of the record by the receipts' times, milliseconds since the epoch.
     *
     * @param fromMillis the first time that belongs to it
     * @param toMillis the first time that does not
     */
    public record Span(long fromMillis, long toMillis) {
        /** All there is. */
        public static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);

        /** The last so many days of the record, by its newest receipt and not by the clock: of the same record the same span. */
        public static Span lastDays(Records records, TenantId tenant, int days) {
            return records.newestReceipts(tenant, 1, 0).stream()
                    .map(History::time)
                    .findFirst()
                    .map(newest -> new Span(newest + 1 - days * DAY_MILLIS, newest + 1))
                    .orElse(ALL);
        }
    }

    /**
     * What was read.
     *
     * @param firstMillis the time of the first receipt; 0 if there is none
     * @param lastMillis the time of the last one
     * @param faults where the chain does not hold, the first ones
     * @param cut whether the reading ended before the span
     */
    public record Read(
            long receipts, long events, long firstMillis, long lastMillis, List<String> faults, boolean cut) {
        public Read {
            faults = List.copyOf(faults);
        }
    }

    /**
     * Reads the events of a span, in the order of the record.
     *
     * @param most how many receipts are read
     * @param goesOn asked before each page whether there is time for it
     */
    public static Read read(
            Records records, TenantId tenant, Span span, long most, BooleanSupplier goesOn, Consumer<Seen> to) {
        Reading reading = new Reading(span, to);
        long end = records.receiptCount(tenant);
        long next = first(records, tenant, span.fromMillis(), end);
        Watched watched = new Watched(tenant, records, NONE, next, 0, next == 0 ? "0".repeat(64) : "");
        while (next < end && !reading.over) {
            if (reading.receipts >= most || !goesOn.getAsBoolean()) {
                return reading.done(true);
            }
            int page = (int) Math.min(Math.min(PAGE, end - next), most - reading.receipts);
            List<SealedReceipt> some = records.receipts(tenant, next, page);
            if (some.isEmpty()) {
                return reading.done(true);
            }
            some.forEach(each -> reading.take(watched, each));
            next += some.size();
        }
        return reading.done(false);
    }

    /** The events of one receipt, as the plane would have seen them; nothing is said of the receipt before it. */
    public static List<Seen> of(Records records, TenantId tenant, SealedReceipt sealed) {
        return new Watched(tenant, records, NONE, sealed.sequence(), 0, "").take(sealed);
    }

    private static final class Reading {
        private final Span span;
        private final Consumer<Seen> to;
        private final List<String> faults = new ArrayList<>();
        private long receipts;
        private long events;
        private long firstMillis;
        private long lastMillis;
        private boolean over;

        Reading(Span span, Consumer<Seen> to) {
            this.span = span;
            this.to = to;
        }

        void take(Watched watched, SealedReceipt sealed) {
            if (over) {
                return;
            }
            List<Seen> seen = watched.take(sealed);
            long millis = seen.getFirst().timeMillis();
            if (millis >= span.toMillis()) {
                over = true;
                return;
            }
            firstMillis = receipts == 0 ? millis : firstMillis;
            lastMillis = Math.max(lastMillis, millis);
            receipts++;
            for (Seen event : seen) {
                events++;
                to.accept(event);
                if (event.name().equals(PlaneEvents.CHAIN_BROKEN) && faults.size() < MOST_FAULTS) {
                    faults.add("receipt " + event.sequence() + ": "
                            + event.first("integrity.fault").orElse(""));
                }
            }
        }

        Read done(boolean cut) {
            return new Read(receipts, events, firstMillis, lastMillis, faults, cut);
        }
    }

    /** The first receipt that is not older than that; times of receipts do not go back by more than clocks are set back. */
    private static long first(Records records, TenantId tenant, long fromMillis, long end) {
        long low = 0;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            List<SealedReceipt> one = records.receipts(tenant, middle, 1);
            if (!one.isEmpty() && time(one.getFirst()) < fromMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long time(SealedReceipt sealed) {
        try {
            return Receipt.read(sealed.canonical()).envelope().timeMillis();
        } catch (Malformed e) {
            return 0; // it is met again, and named, when it is read
        }
    }
}
