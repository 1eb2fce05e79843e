package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.campaign.CampaignRun;
import dev.sallyport.server.console.Runs;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.result.Campaigns;
import dev.sallyport.server.result.Handing;
import dev.sallyport.store.result.Result;
import dev.sallyport.store.result.Results;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What becomes of a document while others are handed in, or nothing can be written. */
class HandingTest {
    private static final TenantId TENANT = MemoryGateway.TENANT;
    private static final Actor ANN = new Actor(TENANT, "analyst", "ann");

    private final ManualClock clock = new ManualClock();
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final MemoryResults kept = new MemoryResults();

    /** Results before whose first write somebody else does something. */
    private record Raced(Results kept, AtomicInteger writes, Consumer<Result> other) implements Results {
        @Override
        public Kept keep(Result result, int most) {
            if (writes.getAndIncrement() == 0) {
                other.accept(result);
            }
            return kept.keep(result, most);
        }

        @Override
        public Optional<Result> one(TenantId tenant, String kind, String name, String run) {
            return kept.one(tenant, kind, name, run);
        }

        @Override
        public List<Result> newest(TenantId tenant, String kind, String name, int limit) {
            return kept.newest(tenant, kind, name, limit);
        }

        @Override
        public List<String> names(TenantId tenant, String kind) {
            return kept.names(tenant, kind);
        }
    }

    private Campaigns campaigns(Results results) {
        AtomicInteger ids = new AtomicInteger();
        return new Campaigns(new Handing(
                results, journal, () -> Integer.toString(ids.getAndIncrement()), () -> "test+01234567", clock));
    }

    private static CampaignRun run(int number) {
        return CampaignRun.parse(Runs.of("nightly", number, 18, 20).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void where_another_run_comes_first_it_follows_that_with_the_one_receipt_it_has() {
        Campaigns others = campaigns(kept);
        Raced raced = new Raced(kept, new AtomicInteger(), result -> others.take(ANN, run(1)));
        Campaigns.Taken taken = campaigns(raced).take(ANN, run(2));
        assertEquals("run-2", taken.kept().run().run());
        assertEquals(
                List.of(2L, 1L),
                kept.newest(TENANT, "campaign", "nightly", 9).stream()
                        .map(Result::seq)
                        .toList());
        assertEquals(2, journal.receiptCount(TENANT));
    }

    @Test
    void where_the_same_run_comes_first_it_answers_as_that() {
        Campaigns others = campaigns(kept);
        Raced raced = new Raced(kept, new AtomicInteger(), result -> others.take(ANN, run(1)));
        Campaigns.Taken taken = campaigns(raced).take(ANN, run(1));
        assertEquals(true, taken.again());
        assertEquals(1, kept.newest(TENANT, "campaign", "nightly", 9).size());
    }

    @Test
    void without_a_receipt_nothing_is_kept() {
        journal.full(true);
        Problem refused = assertThrows(Problem.class, () -> campaigns(kept).take(ANN, run(1)));
        assertEquals("journal_unavailable", refused.code());
        assertEquals(List.of(), kept.names(TENANT, "campaign"));
    }
}
