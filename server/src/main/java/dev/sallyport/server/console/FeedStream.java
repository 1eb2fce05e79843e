package dev.sallyport.server.console;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.server.api.OpenStreams;
import dev.sallyport.server.feed.FeedQuery;
import dev.sallyport.server.feed.FeedRow;
import dev.sallyport.server.feed.RowReader;
import dev.sallyport.server.feed.RowSource;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.http.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The rows that come, as server-sent events. Each says which sequences were looked at, {@code from} to {@code to}, and brings those of them that
 * are wanted; its id is {@code to}, so who comes again goes on behind it. What a client has not seen it can tell from the numbers alone.
 */
final class FeedStream {
    private static final long TICK_MILLIS = 100;
    private static final int BEAT_TICKS = 100;
    /** A minute of silence or talk; then the client comes again, and is asked again who it is. */
    private static final int MOST_TICKS = 600;

    private final Records records;
    private final RowReader reader;
    private final OpenStreams streams = OpenStreams.usual();

    FeedStream(Records records, RowReader reader) {
        this.records = records;
        this.reader = reader;
    }

    Reply follow(Exchange exchange, TenantId tenant, FeedQuery query, BooleanSupplier stillThere) {
        long after = after(exchange, tenant);
        streams.take(tenant);
        return new Reply.Streamed(
                200,
                "text/event-stream",
                out -> {
                    try {
                        write(tenant, query, after, out, stillThere);
                    } finally {
                        streams.closed(tenant);
                    }
                },
                Map.of("Cache-Control", "no-store"));
    }

    private long after(Exchange exchange, TenantId tenant) {
        List<String> last = exchange.headers("Last-Event-ID");
        if (last.size() == 1 && last.getFirst().matches("[0-9]{1,15}")) {
            return Long.parseLong(last.getFirst()) + 1;
        }
        return exchange.query("after", -1, Long.MAX_VALUE - 1, records.receiptCount(tenant) - 1) + 1;
    }

    private void write(TenantId tenant, FeedQuery query, long from, OutputStream out, BooleanSupplier stillThere)
            throws IOException {
        long next = from;
        out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        for (int tick = 0; tick < MOST_TICKS && stillThere.getAsBoolean(); tick++) {
            List<FeedRow> rows = reader.rows(tenant, next, RowSource.PAGE);
            if (!rows.isEmpty()) {
                long first = next;
                next = rows.getLast().sequence() + 1;
                out.write(message(
                        first, next - 1, rows.stream().filter(query::matches).toList()));
            } else if (tick % BEAT_TICKS == BEAT_TICKS - 1) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8)); // finds out whether anybody still listens
            }
            out.flush();
            if (rows.size() < RowSource.PAGE) {
                rest();
            }
        }
    }

    private static byte[] message(long from, long to, List<FeedRow> rows) {
        JsonObject data = JsonObject.builder()
                .put("from", from)
                .put("to", to)
                .put("rows", FeedPages.json(rows))
                .build();
        String text = "id: " + to + "\ndata: " + new String(JsonText.bytes(data), StandardCharsets.UTF_8) + "\n\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void rest() throws IOException {
        try {
            Thread.sleep(TICK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the gateway stops");
        }
    }
}
