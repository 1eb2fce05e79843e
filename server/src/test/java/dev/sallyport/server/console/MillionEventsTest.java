package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import dev.sallyport.testkit.ManualClock;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The feed over a store of a million events; prints how long the gateway took. {@code -Dsallyport.events=N} for another number. */
@Tag("slow")
@Timeout(1200)
class MillionEventsTest {
    private static final int EVENTS = Integer.getInteger("sallyport.events", 1_000_000);
    private static final int AT_ONCE = 4_096;
    private static final TenantId TENANT = new TenantId("default");

    @TempDir
    private static Path folder;

    private static void fill(TestGateway gateway) throws InterruptedException, ExecutionException {
        StoreSettings settings = new StoreSettings(folder, gateway.clock(), (what, cause) -> {
            throw new AssertionError(what, cause);
        });
        try (SqliteStore store = SqliteStore.open(settings)) {
            // A gateway takes on a store only if its receipts end under the gateway's own key.
            String key = Receipt.read(
                            store.records().receipts(TENANT, 0, 1).getFirst().canonical())
                    .envelope()
                    .keyId();
            Deque<CompletableFuture<CommitResult>> open = new ArrayDeque<>();
            for (int i = 0; i < EVENTS; i++) {
                open.add(store.journal().commit(decided(i, key)));
                if (open.size() >= AT_ONCE) {
                    assertInstanceOf(
                            CommitResult.Committed.class, open.removeFirst().get());
                }
            }
            for (CompletableFuture<CommitResult> one : open) {
                assertInstanceOf(CommitResult.Committed.class, one.get());
            }
        }
    }

    /** The decision of one of fifty agents on one of a thousand calls; every seventh is denied. */
    private static Commit decided(int i, String key) {
        JsonObject body = JsonObject.builder()
                .put("action", "a" + i % 25)
                .put("agent", "agt_" + i % 50)
                .put("decision", i % 7 == 0 ? "deny" : "allow")
                .put("decision_id", "dec_n" + i)
                .put("door", "http")
                .put("effect", i % 3 == 0 ? "mutates" : "reads")
                .put("phase", "authorize")
                .put("session", "ses_" + i % 500)
                .put("tool", "t" + i % 40)
                .put("trust", "trusted_internal_unsigned")
                .build();
        Envelope envelope =
                new Envelope("rcp_n" + i, TENANT.value(), ReceiptKind.DECISION, ManualClock.START_MILLIS + i, key);
        return Commit.of(TENANT, ReceiptDraft.of(new ReceiptBody(body), envelope), Long.MAX_VALUE)
                .build();
    }

    private static double millis(Browser person, String path, String contains) {
        long began = System.nanoTime();
        Heard heard = person.get(path);
        double took = (System.nanoTime() - began) / 1e6;
        assertEquals(200, heard.status(), heard::toString);
        assertTrue(heard.text().contains(contains), heard::text);
        System.out.printf("%d events: %-62s %.1f ms%n", EVENTS, path, took);
        return took;
    }

    @Test
    void the_first_paint_a_filter_and_an_event_are_there_in_time() throws InterruptedException, ExecutionException {
        try (TestGateway gateway = TestGateway.start(folder)) {
            String credential = gateway.person("ann");
            gateway.stop();
            long began = System.nanoTime();
            fill(gateway);
            System.out.printf("%d events written in %.0f s%n", EVENTS, (System.nanoTime() - began) / 1e9);
            gateway.begin();
            Browser ann = new Browser(gateway);
            ann.signIn("", credential);
            assertTrue(millis(ann, "/console/feed", "Feed") < 1_000);
            assertTrue(millis(ann, "/console/feed/rows.json?limit=200", "\"rows\"") < 200);
            whole(ann);
            for (String query : new String[] {"decision:deny", "-event:registry.changed", "tool:t1*+-agent:agt_7"}) {
                millis(ann, "/console/feed/rows.json?q=" + query, "\"rows\"");
                assertTrue(millis(ann, "/console/feed/rows.json?q=" + query, "\"rows\"") < 200, query);
            }
            // What nothing matches is looked for in all of them.
            for (String query : new String[] {"nobody+at+all", "tool:t1*+-agent:agt_7+decision:held"}) {
                millis(ann, "/console/feed/rows.json?q=" + query, "\"rows\"");
                assertTrue(millis(ann, "/console/feed/rows.json?q=" + query, "\"whole\":true") < 200, query);
            }
            assertTrue(millis(ann, "/console/feed/peek.json?s=" + EVENTS / 2, "receipt_hash") < 100);
        }
    }

    /** Until all events are read in, which happens beside what people ask. */
    private static void whole(Browser ann) {
        long began = System.nanoTime();
        while (!ann.get("/console/feed/rows.json?q=nobody").text().contains("\"whole\":true")) {
            assertTrue(System.nanoTime() - began < 600_000_000_000L, "the index is not whole");
            Thread.onSpinWait();
        }
        System.out.printf("%d events read in after %.0f s%n", EVENTS, (System.nanoTime() - began) / 1e9);
    }
}
