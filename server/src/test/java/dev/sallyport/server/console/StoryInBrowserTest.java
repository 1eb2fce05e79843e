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

/** Incidents and receipts in Chromium: an agent is stopped and let go again, and what a receipt says is verified where it is read. */
@Tag("full")
@Timeout(300)
class StoryInBrowserTest {
    private static final String READY = "document.getElementById('main')?.dataset.ready === 'yes'";

    @TempDir
    private static Path folder;

    private static Rooms rooms;
    private static String incident = "";

    @BeforeAll
    static void start() throws IOException {
        rooms = new Rooms(folder);
        incident = rooms.incident();
    }

    @AfterAll
    static void stop() throws IOException {
        if (rooms != null) {
            rooms.close();
        }
    }

    @Test
    void an_incident_tells_its_story_and_an_agent_is_frozen_from_it_and_lifted_again() {
        RealBrowser.Page ann = rooms.signedIn("ann");
        ann.follow("Incidents").run("document.querySelector('tr[data-row] a').click()");
        ann.until(READY);
        assertTrue(ann.at().endsWith(incident), ann::at);
        assertTrue(ann.seen().contains("Many refused actions of one agent"), ann::seen);
        assertTrue(ann.seen().contains("alerted"), ann::seen);
        assertTrue(ann.seen().contains("github/merge_pull_request: deny, malicious suspected, 12 calls"), ann::seen);
        ann.follow("What would it stop?").until(READY);
        assertTrue(ann.seen().contains("calls within a day"), ann::seen);
        assertTrue(ann.inside("#foreseen ~ dl dd").getFirst().equals("12"), ann::seen);
        ann.press("Freeze a1");
        assertTrue(rooms.standing().contains("\"frozen\""), rooms::standing);
        ann.press("Lift the freeze of a1");
        assertFalse(rooms.standing().contains("\"frozen\""), rooms::standing);
        ann.press("Take it into my hands");
        assertTrue(ann.seen().contains("in the hands of ann"), ann::seen);
        ann.until(READY).press("Verify these receipts in this browser", "verified");
        ann.until("document.getElementById('main').dataset.verified === 'yes'");
        assertEquals(0, ann.count(".tag.failed"));
        assertTrue(ann.count(".tag.verified") >= 1);
        assertEquals(List.of(), ann.faults());
    }

    @Test
    void what_an_operator_froze_is_not_lifted_from_an_incident() {
        String agents = rooms.standing();
        String id = agents.replaceAll("(?s).*?\"agent_id\":\"([^\"]+)\".*", "$1");
        RealBrowser.Page ben = rooms.signedIn("ben");
        rooms.gateway()
                .client()
                .post(
                        "/v1/agents/" + rooms.agent().id() + "/freeze",
                        rooms.gateway().operator(),
                        "{}");
        ben.open(Rooms.GATE + "/console/incidents/" + incident);
        assertTrue(ben.seen().contains("stopped by an operator or a playbook"), () -> id + ben.seen());
        assertEquals(
                0,
                ben.inside("button").stream().filter(b -> b.startsWith("Lift")).count());
        rooms.gateway()
                .client()
                .post(
                        "/v1/agents/" + rooms.agent().id() + "/unfreeze",
                        rooms.gateway().operator(),
                        "{}");
    }

    @Test
    void a_receipt_is_verified_in_the_browser_and_a_tampered_one_fails_where_it_was_tampered_with() {
        RealBrowser.Page cid = rooms.signedIn("cid");
        cid.follow("Receipts").until(READY);
        cid.run("document.querySelectorAll('tr[data-row] a')[2].click()");
        cid.until(READY + " && document.querySelector('[data-checks] table')");
        String page = Rooms.GATE + cid.at();
        assertEquals(0, cid.count(".tag.failed"), cid::seen);
        assertEquals(7, cid.count(".tag.verified"), cid::seen);
        assertEquals(List.of(), cid.faults());
        tampered(cid, page, "\"canonical\":\"{", "\"canonical\":\"{ ", List.of("Hash", "Log"));
        tampered(cid, page, "\"before\":\"{", "\"before\":\"{ ", List.of("Chain"));
        tampered(cid, page, "\\u000aindex ", "\\u000aindex 1", List.of("Log"));
        tampered(cid, page, "\\u000aindex ", "\\u000aindex x", List.of("Log", "Checkpoint"));
        tampered(cid, page, "\\u000a\\u000a", "\\u000a\\u000ax", List.of("Log", "Checkpoint"));
        tampered(cid, page, "\"key\":\"", "\"key\":\"x", List.of("Checkpoint", "Key"));
    }

    private static void tampered(RealBrowser.Page who, String page, String from, String to, List<String> fails) {
        who.swap("/evidence.json", from, to).open(page);
        who.until(READY + " && document.querySelector('[data-checks] table')");
        assertEquals("✗ FAILED", who.inside("[data-checks] p .tag").getFirst());
        List<String> failed = who.inside("[data-checks] tr:has(.failed) th");
        assertEquals(fails, failed, () -> from + "\n" + who.seen());
    }

    @Test
    void paper_has_the_story_of_an_incident_alone() {
        RealBrowser.Page dot = rooms.signedIn("dot");
        dot.open(Rooms.GATE + "/console/incidents/" + incident).on("light", 1000, 1400, "print");
        assertEquals("none", dot.style("section.noprint", "display"), "paper has the story alone");
        assertEquals("block", dot.style("svg.graph", "display"), "with its picture");
    }
}
