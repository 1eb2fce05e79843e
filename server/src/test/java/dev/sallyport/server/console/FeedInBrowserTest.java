package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The feed in Chromium: live, lossless, filtered by cells and words, its whole state in its address. */
@Tag("full")
@Timeout(300)
class FeedInBrowserTest {
    private static final String FEED = Rooms.GATE + "/console/feed";
    /** Each waits for its receipt to be on disk, so it takes many for a rate. */
    private static final int CALLERS = 64;

    private static final String READY = "document.getElementById('feed')?.dataset.ready === 'yes'";

    @TempDir
    private static Path folder;

    private static Rooms rooms;

    @BeforeAll
    static void start() throws IOException {
        rooms = new Rooms(folder);
        rooms.call("trusted_internal_unsigned");
        rooms.call("untrusted_external");
        rooms.call("semi_trusted_customer");
    }

    @AfterAll
    static void stop() throws IOException {
        if (rooms != null) {
            rooms.close();
        }
    }

    private static RealBrowser.Page feed(String name, String query) {
        return rooms.signedIn(name).open(FEED + query).until(READY).away();
    }

    private static long count() {
        return rooms.gateway().receipts(rooms.gateway().operator());
    }

    private static String data(String name) {
        return "Number(document.getElementById('feed').dataset." + name + ")";
    }

    @Test
    void what_happens_shows_at_once_and_an_event_opens_beside_the_list() {
        RealBrowser.Page ann = feed("ann", "");
        rooms.call("untrusted_external");
        ann.until(data("next") + " === " + count());
        assertTrue(ann.inside(".feed .line").getFirst().contains("deny"), ann::seen);
        ann.click(".feed .line[data-s]")
                .until("!document.getElementById('peek').hidden && document.querySelector('#peek dd')");
        String peeked = String.join(" ", ann.inside("#peek"));
        assertTrue(peeked.contains("rcp_") && peeked.contains("merge_pull_request"), peeked);
        assertTrue(ann.at().contains("s="), ann::at);
        String at = ann.at();
        ann.open(Rooms.GATE + at).until("document.querySelector('#peek dd')");
        assertEquals(List.of(), ann.faults());
    }

    @Test
    void cells_words_and_columns_filter_and_the_address_holds_all_of_it() {
        RealBrowser.Page ben = feed("ben", "");
        ben.hover(".line .cell[data-column=decision][title=deny]").click(".line .tools button");
        ben.until("location.search.includes('decision%3Adeny')").until(READY);
        assertEquals(List.of("decision:deny"), ben.inside(".chips span"));
        ben.until("[...document.querySelectorAll('.line .cell[data-column=decision]')].every(c => c.title === 'deny')");
        ben.away()
                .fill("Filter", "decision:deny -tool:github")
                .type("Enter")
                .until("location.search.includes('-tool')");
        ben.until("document.querySelectorAll('.line').length === 0");
        ben.fill("Filter", "MERGE*").type("Enter").until("document.querySelectorAll('.line').length > 0");
        ben.click("details summary")
                .run(
                        "[...document.querySelectorAll('details label')].find(l => l.innerText.includes('trust')).click()");
        ben.until("document.querySelector('.line .cell[data-column=trust]')");
        String at = ben.at();
        RealBrowser.Page other = feed("bea", at.substring(at.indexOf('?')));
        other.until("document.querySelector('.line .cell[data-column=trust]')");
        assertEquals(List.of("MERGE*"), other.inside(".chips span"));
        assertEquals(List.of(), ben.faults());
    }

    @Test
    void a_saved_search_has_an_owner_and_a_pinned_one_is_where_the_owner_begins() {
        RealBrowser.Page cid = feed("cid", "?q=decision:deny");
        cid.fill("Name of this search", "refused <b>\u202e").run("document.querySelector('[name=pinned]').click()");
        cid.press("Save search");
        assertTrue(cid.at().startsWith("/console/feed?q=decision%3Adeny"), cid::at);
        RealBrowser.Page dot = feed("dot", "");
        dot.click("summary:has-text('Saved searches')");
        assertTrue(dot.seen().contains("refused <b>\\u{202e}"), dot::seen);
        assertTrue(dot.seen().contains("by cid, pinned"), dot::seen);
        assertEquals(0, dot.count("button[aria-label^=Forget]"), "who does not own it does not change it");
        cid.open(FEED);
        assertTrue(cid.at().contains("q=decision%3Adeny"), cid::at);
        assertEquals(List.of(), cid.faults());
    }

    @Test
    void under_the_pointer_the_list_stands_still_and_counts_what_waits() {
        RealBrowser.Page eli = feed("eli", "");
        String newest = "document.querySelector('.feed .line').dataset.s";
        String first = eli.run(newest);
        eli.hover(".feed .line");
        rooms.call("untrusted_external");
        eli.until(data("held") + " === 1");
        assertTrue(eli.seen().contains("1 new waiting"), eli::seen);
        assertEquals(first, eli.run(newest));
        eli.away().until(data("held") + " === 0");
        assertFalse(first.equals(eli.run(newest)));
        assertEquals(List.of(), eli.faults());
    }

    @Test
    void what_the_stream_did_not_bring_is_a_red_row_until_it_is_loaded() {
        RealBrowser.Page fay = rooms.signedIn("fay");
        long count = count();
        rooms.call("untrusted_external");
        rooms.call("untrusted_external");
        rooms.call("semi_trusted_customer");
        // The page learns of what was there before; the stream then begins two events too late.
        fay.swap("/console/feed/rows.json?q=&limit=200", "\"head\":" + (count + 3), "\"head\":" + count);
        fay.serve(
                "/console/feed/stream**",
                "text/event-stream",
                "id: " + (count + 2) + "\ndata: {\"from\":" + (count + 2) + ",\"to\":" + (count + 2)
                        + ",\"rows\":[]}\n\n");
        fay.open(FEED).until("document.querySelector('.gap')");
        assertTrue(fay.seen().contains("2 events not received (" + count + " to " + (count + 1) + ")"), fay::seen);
        fay.type("Tab").away();
        fay.run("document.querySelector('.gap button').click()");
        fay.until("!document.querySelector('.gap')");
    }

    @Test
    void five_hundred_events_a_second_arrive_without_a_loss() throws InterruptedException {
        RealBrowser.Page gil = feed("gil", "");
        long before = count();
        int calls = 3_000;
        AtomicLong left = new AtomicLong(calls);
        long began = System.nanoTime();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> {
                    for (long n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
                        long due = began + (calls - n) * 1_666_666L; // 600 a second are offered
                        LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
                        rooms.call("trusted_internal_unsigned");
                    }
                });
            }
            callers.shutdown();
            assertTrue(callers.awaitTermination(120, TimeUnit.SECONDS));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long after = count();
        long ended = System.nanoTime();
        gil.until(data("next") + " >= " + after);
        double behind = (System.nanoTime() - ended) / 1e9;
        System.out.printf(
                "feed: live, %d events in %.1f s, %.0f a second, all shown %.1f s later%n",
                after - before, seconds, (after - before) / seconds, behind);
        assertTrue(after - before >= calls);
        assertEquals(0, gil.count(".gap"));
        assertEquals("true", gil.run("String(" + data("received") + " >= " + (after - before) + ")"));
        assertEquals(List.of(), gil.faults());
        behind(gil, before, after);
    }

    /** The page believes that it stands where it stood before all of them, so the stream brings them as fast as it can. */
    private static void behind(RealBrowser.Page gil, long before, long after) {
        gil.swap("/console/feed/rows.json?q=&limit=200", "\"head\":" + after, "\"head\":" + before);
        long began = System.nanoTime();
        gil.open(FEED).until(data("next") + " >= " + after);
        double seconds = (System.nanoTime() - began) / 1e9;
        double rate = (after - before) / seconds;
        System.out.printf("feed: behind, %d events in %.1f s, %.0f a second%n", after - before, seconds, rate);
        assertEquals(0, gil.count(".gap"));
        assertEquals(Long.toString(after - before), gil.run("document.getElementById('feed').dataset.received"));
    }
}
