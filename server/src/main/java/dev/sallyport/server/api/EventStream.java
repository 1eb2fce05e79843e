package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.http.Reply;
import dev.sallyport.soc.event.PlaneEvents;
import dev.sallyport.soc.event.ReceiptEvents;
import dev.sallyport.soc.event.Seen;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The tenant's events as server-sent events, one for each receipt, read from the ledger: its id is the receipt's sequence, so who comes
 * again with the last one misses nothing and sees nothing twice. A stream ends after a while; clients of this format come again.
 */
final class EventStream {
    private static final int PAGE = 200;
    private static final long TICK_MILLIS = 50;
    private static final int BEAT_TICKS = 200;
    /** A bit over a minute of silence or talk; then the client comes again. */
    private static final int MOST_TICKS = 1_200;
    /** Fields that are lists however many values they have. */
    private static final Set<String> LISTS =
            Set.of("decision.reason", "policy.ids", "shield.blocks", "shield.categories", "shield.unassessed");

    private final Records records;
    private final Access access;
    private final BooleanSupplier ready;
    private final OpenStreams streams = OpenStreams.usual();

    EventStream(ApiParts parts) {
        this.records = parts.aside().shown();
        this.access = parts.access();
        this.ready = parts.ready();
    }

    Reply follow(Exchange exchange) {
        TenantId tenant = SocRoutes.watcher(access, exchange).tenant();
        long after = after(exchange, tenant);
        boolean once = exchange.query("follow").filter("false"::equals).isPresent();
        streams.take(tenant);
        return new Reply.Streamed(
                200,
                "text/event-stream",
                out -> {
                    try {
                        write(tenant, after, once, out);
                    } finally {
                        streams.closed(tenant);
                    }
                },
                Map.of("Cache-Control", "no-store"));
    }

    /** From the sequence behind the one the client saw last; without one, from now on. */
    private long after(Exchange exchange, TenantId tenant) {
        List<String> last = exchange.headers("Last-Event-ID");
        if (last.size() == 1 && last.getFirst().matches("[0-9]{1,15}")) {
            return Long.parseLong(last.getFirst()) + 1;
        }
        if (exchange.query("after").isPresent()) {
            return exchange.query("after", -1, Long.MAX_VALUE - 1, -1) + 1;
        }
        return records.receiptCount(tenant);
    }

    private void write(TenantId tenant, long from, boolean once, OutputStream out) throws IOException {
        ReceiptEvents events = new ReceiptEvents(id -> decision(tenant, id));
        long next = from;
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        for (int tick = 0; tick < MOST_TICKS && (once || ready.getAsBoolean()); tick++) {
            List<SealedReceipt> page = records.receipts(tenant, next, PAGE);
            for (SealedReceipt sealed : page) {
                out.write(text(seen(events, tenant, sealed)).getBytes(StandardCharsets.UTF_8));
                next = sealed.sequence() + 1;
            }
            if (page.isEmpty() && once) {
                return;
            }
            if (page.isEmpty() && tick % BEAT_TICKS == BEAT_TICKS - 1) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8)); // finds out whether anybody still listens
            }
            out.flush();
            if (page.isEmpty()) {
                rest();
            }
        }
    }

    /** What a receipt tells; one that can't be read is told as such, so that a stream goes on behind it. */
    private static Seen seen(ReceiptEvents events, TenantId tenant, SealedReceipt sealed) {
        try {
            return events.of(sealed.receiptId(), Receipt.read(sealed.canonical()));
        } catch (Malformed broken) {
            return PlaneEvents.chainBroken(tenant, sealed.sequence(), 0, broken.code(), sealed.receiptId());
        }
    }

    private static void rest() throws IOException {
        try {
            Thread.sleep(TICK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the gateway stops");
        }
    }

    private Optional<Receipt> decision(TenantId tenant, String id) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return records.receiptsOf(tenant, new DecisionId(id)).stream()
                .flatMap(kept -> Receipt.ifReadable(kept).stream())
                .filter(receipt -> receipt.envelope().kind() == ReceiptKind.DECISION)
                .findFirst();
    }

    private static String text(Seen seen) {
        JsonObject.Builder fields = JsonObject.builder();
        new TreeMap<>(seen.fields()).forEach((name, values) -> fields.put(name, value(name, values)));
        JsonObject data = JsonObject.builder()
                .put("sequence", seen.sequence())
                .put("time_ms", seen.timeMillis())
                .put("category", seen.category().wire())
                .put("event", seen.name())
                .put("receipt_id", seen.receiptId())
                .put("fields", fields.build())
                .build();
        return "id: " + seen.sequence() + "\nevent: " + seen.name() + "\ndata: "
                + new String(JsonText.bytes(data), StandardCharsets.UTF_8) + "\n\n";
    }

    private static Json value(String name, List<String> values) {
        return LISTS.contains(name) || values.size() > 1
                ? new JsonArray(values.stream().<Json>map(JsonString::new).toList())
                : new JsonString(values.getFirst());
    }
}
