package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.finding.SarifFiles;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Strangers' words through every door and onto every screen: nothing acts, nothing hides, nothing is wider than the page. */
@Tag("full")
@Timeout(300)
class HostileInBrowserTest {
    private static final List<String> NASTY = List.of(
            "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
            "\"><svg onload=document.title='owned'> ' onfocus=document.title='owned' autofocus x='",
            "</pre></main></body><iframe src=javascript:document.title='owned'></iframe>",
            "javascript:document.title='owned'",
            "safe\u202egpj.exe\u202c \u2066\u200b\u200d\ufeff p\u0430yp\u0430l \udb40\udc41",
            "\u001b[31mred\u001b]0;owned\u0007\u001b[2J\r\n\u0000\u0008",
            "W".repeat(900),
            "x".repeat(1_000_000));

    @TempDir
    private static Path folder;

    private static String json(String text) {
        return new String(JsonText.bytes(new JsonString(text)), StandardCharsets.UTF_8);
    }

    /** Says it in every field an agent, an owner or a person may write; what a door refuses is refused there. */
    private static void through(Rooms rooms, Browser person, String nasty, int n) {
        TestGateway gateway = rooms.gateway();
        gateway.client()
                .post(
                        "/v1/agents/register",
                        gateway.enrolment(),
                        "{\"agent_key\":" + json(nasty) + ",\"name\":" + json(nasty)
                                + ",\"owner_team\":\"t\",\"environment\":\"prod\",\"risk_tier\":\"low\"}");
        Heard named = gateway.client()
                .post(
                        "/v1/agents/register",
                        gateway.enrolment(),
                        "{\"agent_key\":\"nasty" + n + "\",\"name\":" + json(nasty)
                                + ",\"owner_team\":\"t\",\"environment\":\"prod\",\"risk_tier\":\"low\"}");
        String token = named.status() == 201
                ? named.string("agent_token")
                : rooms.agent().token();
        String id =
                named.status() == 201 ? named.string("agent_id") : rooms.agent().id();
        for (String trust : List.of("semi_trusted_customer", "untrusted_external")) {
            for (String field : List.of("tool", "action", "resource", "argument", "session")) {
                gateway.client().post("/v1/authorize", token, """
                    {"agent":{"id":"%s","environment":"prod"},"session":%s,"tool_call":{"tool":%s,"action":%s,"resource":%s,\
                    "mutates_state":true,"parameters":{"a":%s}},"context":{"source_trust":"%s"}}""".formatted(
                                id,
                                field.equals("session") ? json(nasty) : "\"s" + n + "\"",
                                field.equals("tool") ? json(nasty) : "\"t\"",
                                field.equals("action") ? json(nasty) : "\"a\"",
                                field.equals("resource") ? json(nasty) : "null",
                                field.equals("argument") ? json(nasty) : "1",
                                trust));
            }
        }
        gateway.client()
                .post(
                        "/v1/agents/" + rooms.agent().id() + "/unfreeze",
                        gateway.operator(),
                        "{\"why\":" + json(nasty) + "}");
        gateway.client()
                .post("/v1/campaigns/runs", gateway.operator(), Runs.of("c" + n, 1, 18, 20, json(start(nasty, 80))));
        gateway.client().post("/v1/campaigns/runs", gateway.operator(), Runs.of("whole" + n, 1, 18, 20, json(nasty)));
        String said = json(nasty);
        String found = SarifFiles.of(SarifFiles.said(json(start(nasty, 200)), said, json(start(nasty, 500)), n));
        gateway.client().post("/v1/findings?source=s" + n + "&revision=r", gateway.operator(), found);
        gateway.client()
                .post(
                        "/v1/findings?source=w" + n,
                        gateway.operator(),
                        SarifFiles.of(SarifFiles.said(said, said, said, n)));
        String cut = nasty.substring(0, Math.min(80, nasty.length()));
        person.post(
                "/console/feed/searches",
                Map.of("csrf", person.csrf(), "name", cut, "query", nasty.substring(0, Math.min(900, nasty.length()))));
    }

    private static String start(String nasty, int most) {
        return nasty.substring(0, Math.min(most, nasty.length()));
    }

    private static void harmless(RealBrowser.Page page, String where) {
        assertEquals("true", page.run("String(document.title.endsWith(' - Sallyport'))"), where);
        assertEquals(1, page.count("script"), where);
        assertEquals(0, page.count("iframe, img, [onerror], [onload], [onfocus], [autofocus]"), where);
        // Pictures of our own are made of nothing but boxes, lines and text.
        assertEquals(0, page.count("svg:not(.graph, .plot), .graph :not(g, rect, path, text, title, desc)"), where);
        assertEquals(0, page.count("a[href^='javascript']"), where);
        assertEquals(1, page.count("main"), where);
        String seen = page.seen();
        assertFalse(
                seen.matches("(?s).*[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u00ad\ufeff\u0430\u001b\u0007].*"), where);
        assertEquals("true", page.run("String(document.documentElement.scrollWidth <= innerWidth)"), where);
        assertEquals(List.of(), page.faults(), where);
    }

    /** Looks at every screen that the person is led to. */
    private static List<Screen> harmless(RealBrowser.Page person) {
        String paths = person.run("[...document.querySelectorAll('header nav a')].map(a => a.pathname).join(' ')");
        List<Screen> theirs = Stream.of(Screen.values())
                .filter(screen -> List.of(paths.split(" ")).contains(screen.path()))
                .toList();
        for (Screen screen : theirs) {
            person.open(Rooms.GATE + screen.path());
            if (screen == Screen.FEED) {
                person.until("document.getElementById('feed').dataset.ready === 'yes'");
                person.run(
                        "for (const t of document.querySelectorAll('details label input')) if (!t.checked) t.click()");
            }
            harmless(person, screen.label());
        }
        return theirs;
    }

    @Test
    void nothing_that_comes_through_any_door_acts_or_hides_or_breaks_a_screen() throws IOException {
        try (Rooms rooms = new Rooms(folder)) {
            Browser writer = new Browser(rooms.gateway());
            writer.signIn("", rooms.gateway().person("wim"));
            for (int n = 0; n < NASTY.size(); n++) {
                through(rooms, writer, NASTY.get(n), n);
            }
            String incident = rooms.incident();
            rooms.gateway()
                    .client()
                    .post(
                            "/v1/incidents/" + incident + "/assign",
                            rooms.gateway().operator(),
                            "{\"assignee\":" + json(NASTY.getFirst()) + "}");
            RealBrowser.Page ann = rooms.signedIn("ann");
            Set<Screen> seen = EnumSet.noneOf(Screen.class);
            seen.addAll(harmless(ann));
            seen.addAll(harmless(rooms.signedIn("opa", "operator")));
            seen.addAll(harmless(rooms.signedIn("adi", "auditor")));
            assertEquals(EnumSet.allOf(Screen.class), seen, "every screen is somebody's");
            ann.open(Rooms.GATE + "/console/incidents/" + incident);
            harmless(ann, "incident");
            for (int n = 0; n < NASTY.size(); n++) {
                ann.open(Rooms.GATE + "/console/campaigns/c" + n);
                assertTrue(ann.seen().contains("The newest run"), ann::seen);
                harmless(ann, "campaign " + n);
            }
            ann.open(Rooms.GATE + "/console/findings");
            String found = ann.run("[...document.querySelectorAll('tr[data-row] a')].map(a => a.pathname).join(' ')");
            assertFalse(found.split(" ").length < NASTY.size(), found);
            for (String path : found.split(" ")) {
                ann.open(Rooms.GATE + path);
                assertTrue(ann.seen().contains("What was found"), ann::seen);
                harmless(ann, path);
            }
            int approvals = 0;
            ann.open(Rooms.GATE + "/console/");
            String links = ann.run("[...document.querySelectorAll('tr[data-row] a')].map(a => a.pathname).join(' ')");
            for (String path : links.split(" ")) {
                ann.open(Rooms.GATE + path);
                harmless(ann, path);
                approvals++;
            }
            assertFalse(approvals < NASTY.size(), "held " + approvals);
            for (String nasty : NASTY.subList(0, 6)) {
                ann.open(Rooms.GATE + "/console/feed?q=" + URLEncoder.encode(nasty, StandardCharsets.UTF_8))
                        .until("document.getElementById('feed').dataset.ready === 'yes'");
                assertEquals("true", ann.run("String(document.title.endsWith(' - Sallyport'))"), nasty);
                assertEquals(0, ann.count("iframe, img, svg, [onerror]"), nasty);
            }
        }
    }
}
