package dev.sallyport.server.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The index against the plain meaning of a query, and over a million rows against the clock. */
@Timeout(120)
final class EventIndexTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final long NOW = 1_000_000_000_000L;
    private static final List<String> TOOLS = List.of("github", "slack", "mail", "shell", "files");
    private static final List<String> ANSWERS = List.of("allow", "deny", "require_approval", "");

    /** Rows that follow from their sequence. */
    private static final class Rows implements RowSource {
        private final long seed;
        private final AtomicLong count;

        Rows(long seed, long count) {
            this.seed = seed;
            this.count = new AtomicLong(count);
        }

        @Override
        public long count(TenantId tenant) {
            return count.get();
        }

        FeedRow row(long sequence) {
            Random random = new Random(seed * 31 + sequence);
            return FeedQueryTest.row(
                    sequence,
                    NOW - 1_000_000 + sequence,
                    TOOLS.get(random.nextInt(TOOLS.size())),
                    ANSWERS.get(random.nextInt(ANSWERS.size())),
                    "a" + random.nextInt(500));
        }

        @Override
        public List<FeedRow> rows(TenantId tenant, long from, int limit) {
            return LongStream.range(from, Math.min(count.get(), from + limit))
                    .mapToObj(this::row)
                    .toList();
        }
    }

    private static void built(EventIndex index) {
        while (index.isBuilding()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void the_index_finds_what_the_query_means_while_it_grows() {
        long seed = System.nanoTime();
        Rows rows = new Rows(seed, 20_000);
        EventIndex index = new EventIndex(ACME, rows);
        index.catchUp();
        built(index);
        Random random = new Random(seed);
        List<String> queries = List.of(
                "",
                "tool:mail",
                "-tool:mail decision:deny",
                "agent:a7",
                "hub",
                "-hub -decision:allow",
                "agent:a1* tool:shell",
                "nobody",
                "since:900s decision:\"\"");
        for (String text : queries) {
            FeedQuery query = FeedQuery.parse(text, NOW);
            rows.count.addAndGet(random.nextInt(3_000));
            index.catchUp();
            List<FeedRow> wanted = new ArrayList<>();
            for (long s = rows.count.get() - 1; s >= 0 && wanted.size() < 300; s--) {
                if (query.matches(rows.row(s))) {
                    wanted.add(rows.row(s));
                }
            }
            EventIndex.Found found = index.search(query, Long.MAX_VALUE, 300);
            assertEquals(wanted, found.rows(), text + ", seed " + seed);
            assertEquals(wanted.size() < 300, found.whole(), text);
        }
    }

    @Test
    void what_is_older_than_it_keeps_is_said_to_be_left() {
        Rows rows = new Rows(1, 5L * EventIndex.PART);
        EventIndex index = new EventIndex(ACME, rows, 2, Words.MOST);
        index.catchUp();
        built(index);
        EventIndex.Found found = index.search(FeedQuery.parse("nobody", NOW), Long.MAX_VALUE, 10);
        assertEquals(3L * EventIndex.PART, found.reached());
        rows.count.addAndGet(2L * EventIndex.PART);
        index.catchUp();
        assertEquals(
                5L * EventIndex.PART,
                index.search(FeedQuery.parse("nobody", NOW), Long.MAX_VALUE, 10).reached());
    }

    @Test
    void an_agent_with_countless_names_takes_no_countless_memory() {
        Words words = new Words();
        for (int i = 0; i < Words.MOST + 50; i++) {
            words.number("w" + i);
        }
        assertEquals(Words.MOST, words.size());
        assertEquals(words.number("one more"), words.number("another"));
    }

    /** Everything that the query finds, page by page. */
    private static List<FeedRow> all(EventIndex index, FeedQuery query) {
        List<FeedRow> rows = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (true) {
            EventIndex.Found found = index.search(query, before, 1_000);
            rows.addAll(found.rows());
            if (found.whole() || found.reached() == before) {
                return rows;
            }
            before = found.reached();
        }
    }

    private static List<FeedRow> wanted(Rows rows, FeedQuery query, long from) {
        return LongStream.iterate(rows.count.get() - 1, s -> s >= from, s -> s - 1)
                .mapToObj(rows::row)
                .filter(query::matches)
                .toList();
    }

    @Test
    void names_that_are_not_told_apart_are_found_and_shown_as_they_are() {
        Rows rows = new Rows(5, 20_000);
        EventIndex index = new EventIndex(ACME, rows, 2, 60);
        index.catchUp();
        built(index);
        for (int round = 0; round < 3; round++) {
            long from = Math.max(0, ((rows.count.get() - 1) / EventIndex.PART - 1) * EventIndex.PART);
            for (String text :
                    List.of("agent:a499", "-agent:a499 tool:mail", "a499", "-a499 decision:deny", "many", "nobody")) {
                FeedQuery query = FeedQuery.parse(text, NOW);
                assertEquals(wanted(rows, query, from), all(index, query), text + " in round " + round);
            }
            rows.count.addAndGet(EventIndex.PART + 100L);
            index.catchUp();
        }
    }

    @Test
    void an_index_that_failed_half_way_says_so_and_is_made_again() {
        Rows rows = new Rows(6, 3L * EventIndex.PART + 10);
        AtomicBoolean fails = new AtomicBoolean(true);
        RowSource source = new RowSource() {
            @Override
            public long count(TenantId tenant) {
                return rows.count(tenant);
            }

            @Override
            public List<FeedRow> rows(TenantId tenant, long from, int limit) {
                if (fails.get() && from < EventIndex.PART + 600L) {
                    throw new IllegalStateException("planted");
                }
                return rows.rows(tenant, from, limit);
            }
        };
        EventIndex index = new EventIndex(ACME, source);
        FeedQuery query = FeedQuery.parse("nobody", NOW);
        index.catchUp();
        built(index);
        EventIndex.Found half = index.search(query, Long.MAX_VALUE, 10);
        assertFalse(half.whole());
        assertEquals(2L * EventIndex.PART, half.reached());
        fails.set(false);
        index.catchUp();
        built(index);
        assertTrue(index.search(query, Long.MAX_VALUE, 10).whole());
        assertEquals(rows.count.get(), all(index, FeedQuery.parse("", NOW)).size());
    }

    private static double millis(IntSupplier act) {
        assertTrue(act.getAsInt() >= 0, "what is compiled counts");
        long began = System.nanoTime();
        assertTrue(act.getAsInt() >= 0);
        return (System.nanoTime() - began) / 1e6;
    }

    @Test
    @Tag("slow")
    void a_filter_over_a_million_takes_a_fraction_of_200_ms() {
        Rows rows = new Rows(7, 1_000_000);
        EventIndex index = new EventIndex(ACME, rows);
        long began = System.nanoTime();
        index.catchUp();
        double first = (System.nanoTime() - began) / 1e6;
        built(index);
        double all = (System.nanoTime() - began) / 1e6;
        System.out.printf("feed index: newest rows after %.0f ms, a million after %.0f ms%n", first, all);
        for (String text :
                List.of("", "tool:mail", "-tool:mail -decision:allow agent:a499", "nobody at all", "agent:a4*1 hub")) {
            FeedQuery query = FeedQuery.parse(text, NOW);
            double took =
                    millis(() -> index.search(query, Long.MAX_VALUE, 200).rows().size());
            System.out.printf("feed filter `%s`: %.1f ms%n", text, took);
            assertTrue(took < 200, text + " took " + took + " ms");
        }
    }
}
