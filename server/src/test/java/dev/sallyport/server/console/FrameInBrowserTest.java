package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every screen has around it, in Chromium: the navigation, both themes, keys, the palette, a phone, paper. */
@Tag("full")
@Timeout(300)
class FrameInBrowserTest {
    private static final String GATE = "http://gate.localhost";
    private static final String LIST = GATE + "/console/";

    @TempDir
    private static Path folder;

    private static TestGateway gateway;
    private static Enrolled agent;
    private static RealBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        gateway = TestGateway.start(folder, SettingsFile.parse("s.yaml", """
                approvals: {console: {url: "%s"}}
                allowed: {hosts: [gate.localhost]}
                """.formatted(GATE)));
        agent = gateway.agent("a1");
        browser = new RealBrowser("gate.localhost=127.0.0.1:" + gateway.url().getPort());
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        gateway.close();
    }

    /** Of whom every screen is. */
    private static final String OPERATOR = ",\"roles\":[\"operator\"]";

    private static RealBrowser.Page signedIn(String name) {
        return signedIn(name, "");
    }

    private static RealBrowser.Page signedIn(String name, String more) {
        return browser.of(name)
                .open(LIST)
                .fill("Passphrase or credential", gateway.person(gateway.operator(), name, more))
                .press("Sign in");
    }

    private static void clean(RealBrowser.Page page) {
        assertEquals(List.of(), page.faults());
    }

    @Test
    void the_navigation_leads_to_every_screen_and_each_marks_itself() {
        RealBrowser.Page ann = signedIn("ann", OPERATOR);
        for (Screen screen : Screen.values()) {
            ann.follow(screen.label());
            assertEquals(screen.path(), ann.at());
            assertEquals(List.of(screen.label()), ann.inside("nav [aria-current=page]"));
            assertEquals(1, ann.count("main"), screen.label());
            assertEquals(1, ann.count("h1"), screen.label());
            assertEquals(1, ann.count("script"), screen.label());
        }
        clean(ann);
    }

    @Test
    void the_switch_keeps_a_theme_and_without_it_the_device_decides() {
        RealBrowser.Page ben = signedIn("ben");
        String light = ben.on("light", 1280, 800, "screen").style("body", "background-color");
        String dark = ben.on("dark", 1280, 800, "screen").style("body", "background-color");
        assertFalse(light.equals(dark), light);
        ben.on("light", 1280, 800, "screen").press("Dark");
        assertEquals("/console/", ben.at());
        assertEquals(dark, ben.style("body", "background-color"));
        ben.follow("Feed");
        assertEquals(dark, ben.style("body", "background-color"), "on every screen");
        ben.press("Light");
        assertEquals(light, ben.on("dark", 1280, 800, "screen").style("body", "background-color"));
        clean(ben);
    }

    @Test
    void a_person_without_a_mouse_signs_in_skips_the_navigation_approves_and_goes_on_by_keys() {
        String id = gateway.held(agent);
        RealBrowser.Page cid = browser.of("cid").open(LIST);
        cid.arrives("?again=1");
        String credential = gateway.person("cid");
        cid.type("Tab Tab").run("document.activeElement.value = '" + credential + "'");
        cid.type("Enter").until("document.querySelector('header nav')");
        cid.until("document.querySelector('main').dataset.ready === 'yes'");
        cid.type("Tab");
        assertTrue(cid.focused().contains("Skip to content"), cid::focused);
        cid.type("Enter j");
        assertTrue(cid.focused().contains("/console/approvals/"), cid::focused);
        cid.open(GATE + "/console/approvals/" + id);
        cid.type("Tab Enter"); // past the navigation
        for (int i = 0; i < 8 && !cid.focused().contains(">Approve<"); i++) {
            cid.type("Tab");
        }
        assertTrue(cid.focused().contains(">Approve<"), cid::focused);
        cid.type("Enter").until("document.body.innerText.includes('APPROVED')");
        assertEquals(
                "APPROVED",
                gateway.client().get("/v1/approvals/" + id, agent.token()).string("status"));
        cid.type("g f").until("document.getElementById('feed')?.dataset.ready === 'yes'");
        cid.type("?").until("document.querySelector('dialog[open]')");
        assertTrue(cid.seen().contains("Write a filter"), cid::seen);
        cid.type("Escape").until("!document.querySelector('dialog')");
        clean(cid);
    }

    @Test
    void the_palette_goes_to_screens_agents_and_approvals() {
        String id = gateway.held(agent);
        RealBrowser.Page dot = signedIn("dot");
        dot.type("Control+k").until("document.querySelector('dialog[open] input') === document.activeElement");
        dot.type("f e e d Enter")
                .until(
                        "location.pathname === '/console/feed' && document.getElementById('feed')?.dataset.ready === 'yes'");
        dot.type("Control+k a 1")
                .until("[...document.querySelectorAll('dialog li')].some(li => li.innerText.includes('Agent'))");
        dot.type("Escape Control+k");
        dot.fill("Go to", id).until("document.querySelector('dialog li')?.innerText.includes('Approval')");
        dot.type("Enter").until("location.pathname.endsWith('" + id + "')");
        clean(dot);
    }

    @Test
    void nothing_is_wider_than_a_phone_and_paper_has_the_content_alone() {
        gateway.held(agent);
        RealBrowser.Page eli = signedIn("eli", OPERATOR).on("light", 360, 740, "screen");
        for (Screen screen : Screen.values()) {
            eli.open(GATE + screen.path());
            assertEquals("true", eli.run("String(document.documentElement.scrollWidth <= innerWidth)"), screen.label());
        }
        eli.open(LIST).on("light", 1000, 1400, "print");
        assertEquals("none", eli.style("header", "display"));
        clean(eli);
    }
}
