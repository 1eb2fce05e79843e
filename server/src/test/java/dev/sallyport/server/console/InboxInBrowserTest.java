package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The inbox in Chromium: it counts down, it says when more waits, and keys lead to the answers without giving one. */
@Tag("full")
@Timeout(300)
class InboxInBrowserTest {
    private static final String READY = "document.getElementById('main')?.dataset.ready === 'yes'";
    private static final String LEFT = "document.querySelector('[data-until] [role=timer]')?.textContent";

    @TempDir
    private static Path folder;

    private static Rooms rooms;

    @BeforeAll
    static void start() throws IOException {
        rooms = new Rooms(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (rooms != null) {
            rooms.close();
        }
    }

    private static String held() {
        return rooms.gateway().held(rooms.agent());
    }

    private static RealBrowser.Page at(RealBrowser.Page who, String id) {
        return who.open(Rooms.GATE + "/console/approvals/" + id).until(READY);
    }

    @Test
    void an_approval_counts_down_by_the_gateways_clock_and_cannot_be_answered_when_it_is_over() {
        String id = held();
        rooms.gateway().clock().advanceMillis((14 * 60 + 57) * 1_000L);
        RealBrowser.Page ann = at(rooms.signedIn("ann"), id);
        ann.until(LEFT + ".match(/^[123] s left$/)");
        assertEquals(List.of("Approve", "Reject"), ann.buttons());
        ann.until(LEFT + " === 'time is over'");
        assertEquals(
                "true",
                ann.run("String([...document.querySelectorAll('form[data-answers] button')].every(b => b.disabled))"));
        assertEquals(List.of(), ann.faults());
    }

    @Test
    void keys_lead_to_the_answers_and_only_enter_gives_one() {
        String id = held();
        String other = held();
        RealBrowser.Page ben = at(rooms.signedIn("ben"), id);
        ben.type("a");
        assertTrue(ben.focused().contains("Approve"), ben::focused);
        assertTrue(ben.seen().contains("0 of 1"), ben::seen);
        ben.type("x");
        assertTrue(ben.focused().contains("Reject"), ben::focused);
        ben.type("Enter")
                .until("document.body.innerText.includes('ben rejected')")
                .until(READY);
        ben.type("n").until("location.pathname !== '/console/approvals/" + id + "'");
        ben.until(READY).type("g a").until("location.pathname === '/console/'");
        assertTrue(ben.seen().contains(other), ben::seen);
        assertFalse(ben.seen().contains(id), ben::seen);
        assertEquals(List.of(), ben.faults());
    }

    @Test
    void the_list_says_when_more_waits_than_it_shows() {
        RealBrowser.Page cid = rooms.signedIn("cid").until(READY);
        held();
        cid.until("document.querySelector('#more a')?.textContent === 'One more waits: show it'");
        cid.run("document.querySelector('#more a').click()");
        cid.until(READY + " && !document.querySelector('#more a')");
        assertEquals(List.of(), cid.faults());
    }

    @Test
    void a_picture_stays_inside_a_telephone_and_has_words_beside_it() {
        RealBrowser.Page dot = at(rooms.signedIn("dot"), held());
        dot.on("dark", 375, 700, "screen");
        assertEquals("true", dot.run("String(document.documentElement.scrollWidth <= innerWidth)"));
        assertTrue(dot.count("svg.graph[role=img]") == 1 && dot.count("svg.graph title") == 1);
        assertTrue(dot.seen().contains("The caller says that it works under: semi trusted customer."), dot::seen);
        assertEquals(List.of(), dot.axe());
        assertEquals(List.of(), dot.faults());
    }
}
