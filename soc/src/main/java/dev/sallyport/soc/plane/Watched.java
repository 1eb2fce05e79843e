package dev.sallyport.soc.plane;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.book.Mark;
import dev.sallyport.soc.detect.Detector;
import dev.sallyport.soc.event.BusEvents;
import dev.sallyport.soc.event.PlaneEvents;
import dev.sallyport.soc.event.ReceiptEvents;
import dev.sallyport.soc.event.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One tenant's record as the plane follows it: checks that each receipt is what its hash says and follows the one before, makes its event,
 * and gives places to what has no receipt. Confined to the plane's thread.
 */
final class Watched {
    private static final int RECENT = 2_048;
    private static final int NO_MORE_IDS = 128;

    private final TenantId tenant;
    private final Records records;
    private Detector detector;
    private final ReceiptEvents events;
    private final Map<String, Receipt> recent = lately(RECENT);
    private final Map<String, Receipt> decisions = lately(RECENT);
    private long next;
    private int part;
    private String previous;
    private long newestMillis;
    private long sinceMark;

    Watched(TenantId tenant, Records records, Detector detector, long next, int part, String previous) {
        this.tenant = tenant;
        this.records = records;
        this.detector = detector;
        this.next = next;
        this.part = part;
        this.previous = previous;
        this.events = new ReceiptEvents(this::decision);
    }

    private static <V> Map<String, V> lately(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    TenantId tenant() {
        return tenant;
    }

    Detector detector() {
        return detector;
    }

    /** Goes on with another detector. */
    void detector(Detector other) {
        detector = other;
    }

    /** The first receipt that was not taken. */
    long next() {
        return next;
    }

    long sinceMark() {
        return sinceMark;
    }

    Mark mark() {
        sinceMark = 0;
        return new Mark(next, part, previous, detector.snapshot());
    }

    /** The events of the next receipt: its own, and one of the chain if it does not hold there. */
    List<Seen> take(SealedReceipt sealed) {
        List<Seen> seen = new ArrayList<>(2);
        Optional<Receipt> read = Receipt.ifReadable(sealed);
        byte[] hash = ReceiptHash.of(sealed.canonical());
        String fault = read.map(receipt -> fault(sealed, hash, receipt)).orElse("unreadable");
        read.ifPresent(receipt -> {
            newestMillis = receipt.envelope().timeMillis();
            seen.add(events.of(sealed.receiptId(), receipt));
            Receipt remembered = ReceiptEvents.remembered(receipt);
            recent.put(sealed.receiptId(), remembered);
            if (receipt.envelope().kind() == ReceiptKind.DECISION) {
                decisionOf(receipt).ifPresent(id -> decisions.putIfAbsent(id, remembered));
            }
        });
        if (!fault.isEmpty()) {
            seen.add(PlaneEvents.chainBroken(tenant, next, newestMillis, fault, sealed.receiptId()));
        }
        previous = Hex.of(hash);
        next++;
        part = 1;
        sinceMark++;
        return seen;
    }

    private String fault(SealedReceipt sealed, byte[] hash, Receipt receipt) {
        if (!Arrays.equals(hash, sealed.hash())) {
            return "hash";
        }
        if (receipt.sequence() != next || sealed.sequence() != next) {
            return "sequence";
        }
        if (!previous.isEmpty() && !receipt.previous().equals(previous)) {
            return "previous";
        }
        return receipt.envelope().tenant().equals(tenant.value()) ? "" : "tenant";
    }

    private static Optional<String> decisionOf(Receipt receipt) {
        return receipt.body().members().get("decision_id") instanceof dev.sallyport.action.json.JsonString id
                ? Optional.of(id.value())
                : Optional.empty();
    }

    private Optional<Receipt> decision(String id) {
        if (id.isEmpty() || id.length() > NO_MORE_IDS) {
            return Optional.empty();
        }
        Receipt known = decisions.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Receipt> kept = kept(id);
        kept.ifPresent(receipt -> decisions.put(id, ReceiptEvents.remembered(receipt)));
        return kept;
    }

    private Optional<Receipt> kept(String id) {
        try {
            return records.receiptsOf(tenant, new DecisionId(id)).stream()
                    .flatMap(kept -> Receipt.ifReadable(kept).stream())
                    .filter(receipt -> receipt.envelope().kind() == ReceiptKind.DECISION)
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a receipt that was tampered with can name anything
        }
    }

    /** The event of what came over the bus; empty if the ledger tells it. */
    Optional<Seen> take(Event event) {
        if (event.receiptId().isEmpty()) {
            return Optional.of(BusEvents.of(event, next - 1, part()));
        }
        Optional<String> contradiction = BusEvents.contradiction(event, receipt(event.receiptId()));
        if (contradiction.isPresent()) {
            return Optional.of(BusEvents.forged(event, contradiction.get(), next - 1, part()));
        }
        return BusEvents.isInLedger(event) ? Optional.empty() : Optional.of(BusEvents.of(event, next - 1, part()));
    }

    private Optional<Receipt> receipt(String id) {
        Receipt known = recent.get(id);
        return known != null ? Optional.of(known) : records.receipt(tenant, id).flatMap(Receipt::ifReadable);
    }

    /** The receipt whose event stands at that place. */
    Optional<String> receiptAt(long place) {
        if ((place & Seen.MOST_PARTS) != 0) {
            return Optional.empty();
        }
        long sequence = (place >> Seen.PART_BITS) - 1;
        return records.receipts(tenant, sequence, 1).stream()
                .map(SealedReceipt::receiptId)
                .findFirst();
    }

    /** The next place between two receipts; the last one is shared by whatever comes after. */
    int part() {
        part = Math.min(Math.max(part, 1) + 1, Seen.MOST_PARTS);
        return part;
    }
}
