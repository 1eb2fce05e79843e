package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.server.finding.SarifFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules, shields, policies and objectives in Chromium: by keyboard alone, in both themes, on a phone, with strangers' words in them. */
@Tag("full")
@Timeout(300)
class ControlsInBrowserTest {
    private static final Path PICTURES =
            Path.of(System.getProperty("sallyport.root", "..")).toAbsolutePath().resolve("target/screens");
    private static final String STORM = "d3fe0d73-c639-5516-9aff-acecc1dea585";
    private static final String NASTY =
            "<script>document.title='owned'</script> \\u202egpj.exe\\u200b " + "W".repeat(150);

    @TempDir
    private static Path folder;

    private static Map<String, String> screens() {
        Map<String, String> screens = new LinkedHashMap<>();
        screens.put("rules", "/console/rules");
        screens.put("rule", "/console/rules/" + STORM);
        screens.put("rule-hostile", "/console/rules/own_rule");
        screens.put("playbooks", "/console/playbooks");
        screens.put("playbook", "/console/playbooks/contain-agent@1");
        screens.put("shields", "/console/shields");
        screens.put("shield", "/console/shields/canary");
        screens.put("pilot", "/console/pilot");
        screens.put("policies", "/console/policies");
        screens.put("catalogue", "/console/catalogue");
        screens.put("catalogue-server", "/console/catalogue/github");
        screens.put("objectives", "/console/objectives");
        screens.put("campaigns", "/console/campaigns");
        screens.put("campaign", "/console/campaigns/nightly");
        screens.put("findings", "/console/findings");
        screens.put("findings-filtered", "/console/findings?source=semgrep&level=error&state=new");
        return screens;
    }

    private static Rooms rooms(String name) throws IOException {
        Path rules = Files.createDirectories(folder.resolve(name + "-rules"));
        Files.writeString(rules.resolve("own.yml"), """
                title: "%s"
                name: own_rule
                status: stable
                author: "%s"
                level: high
                logsource: {product: agent-gateway, category: agent_action}
                detection:
                  s: {event: tool.denied}
                  condition: s
                """.formatted(NASTY, NASTY));
        Path playbooks = Path.of(System.getProperty("sallyport.root", ".."), "examples/soc/playbooks");
        return new Rooms(
                folder.resolve(name),
                "soc: {respond: on, log_only_hours: 0, rules: \"" + rules.toAbsolutePath() + "\", playbooks: \""
                        + playbooks.toAbsolutePath() + "\"}\n");
    }

    @Test
    void a_campaign_is_opened_and_a_finding_accepted_by_keyboard_alone() throws IOException {
        try (Rooms rooms = rooms("results")) {
            results(rooms);
            RealBrowser.Page ann = rooms.signedIn("ann", "operator");
            ann.type("g c").arrives("/console/campaigns");
            ann.type("j Enter").until("location.pathname === '/console/campaigns/nightly'");
            assertTrue(ann.seen().contains("lost more than 5 points"), ann::seen);
            ann.type("g n").arrives("/console/findings");
            ann.type("j Enter").until("location.pathname.startsWith('/console/findings/fnd_')");
            ann.run("document.querySelector('input[name=why]').value = 'a fixture'");
            ann.press("Accept");
            assertTrue(ann.seen().contains("Done, with receipt"), ann::seen);
            assertTrue(ann.seen().contains("a fixture"), ann::seen);
            assertEquals(List.of(), ann.faults());
        }
    }

    private static void look(RealBrowser.Page page, String name, List<String> found) {
        for (String theme : List.of("light", "dark")) {
            page.on(theme, 1280, 800, "screen");
            page.picture(PICTURES.resolve(name + "-" + theme + ".png"));
            page.axe().forEach(fault -> found.add(name + "-" + theme + ": " + fault));
        }
    }

    /** Hands runs and findings in; the id of one of those. */
    private static String results(Rooms rooms) {
        String nasty = "\"<b onload=x> \\u202egpj.exe " + "W".repeat(50) + "\"";
        for (int i = 1; i <= 8; i++) {
            String run = Runs.of("nightly", i, i == 6 ? 11 : 15 + i % 3, 20, i > 4 ? nasty : "\"injection\"");
            assertEquals(
                    201,
                    rooms.gateway()
                            .client()
                            .post("/v1/campaigns/runs", rooms.gateway().operator(), run)
                            .status());
        }
        String operator = rooms.gateway().operator();
        for (String source : List.of("semgrep", "codeql")) {
            rooms.gateway()
                    .client()
                    .post(
                            "/v1/findings?source=" + source + "&revision=5f2c1e7",
                            operator,
                            SarifFiles.of(
                                    SarifFiles.said(nasty, nasty, nasty, 7),
                                    SarifFiles.result("bad", "a secret stands in the source", 3),
                                    SarifFiles.result("odd", "a stream is not closed", 90)));
        }
        String last = rooms.gateway()
                .client()
                .get("/v1/findings?level=error", operator)
                .text();
        return last.replaceAll("(?s).*\"(fnd_[0-9a-f]+)\".*", "$1");
    }

    private static void operates(Rooms rooms) {
        rooms.gateway()
                .client()
                .post("/v1/approvers/ann/roles", rooms.gateway().operator(), "{\"roles\":[\"operator\"]}");
    }

    @Test
    void each_screen_is_clean_in_both_themes_on_a_phone_and_with_strangers_words() throws IOException {
        Files.createDirectories(PICTURES);
        List<String> found = new ArrayList<>();
        try (Rooms rooms = rooms("screens")) {
            rooms.incident();
            pilot(folder.resolve("screens"), rooms);
            RealBrowser.Page ann = rooms.signedIn("ann");
            ann.open(Rooms.GATE + "/console/campaigns");
            assertTrue(ann.seen().contains("sallyport baseline run --submit harness"), ann::seen);
            look(ann, "campaigns-empty", found);
            ann.open(Rooms.GATE + "/console/findings");
            assertTrue(ann.seen().contains("sallyport findings submit results.sarif"), ann::seen);
            look(ann, "findings-empty", found);
            Map<String, String> screens = screens();
            screens.put("finding", "/console/findings/" + results(rooms));
            for (boolean operates : List.of(false, true)) {
                screens.forEach((name, path) -> {
                    ann.open(Rooms.GATE + path);
                    assertEquals(1, ann.count("script"), name);
                    assertEquals(0, ann.count("iframe, img, svg:not(.plot), [onerror], [onload], [style]"), name);
                    look(ann, operates ? name + "-operator" : name, found);
                    assertEquals("true", ann.run("String(document.title.endsWith(' - Sallyport'))"), name);
                    assertFalse(ann.seen().matches("(?s).*[\u202e\u200b].*"), name);
                    assertEquals("true", ann.run("String(document.documentElement.scrollWidth <= innerWidth)"), name);
                    ann.on("light", 390, 800, "screen");
                    assertEquals(
                            "true",
                            ann.run("String(document.documentElement.scrollWidth <= innerWidth)"),
                            name + " on a phone");
                });
                if (!operates) {
                    ann.open(Rooms.GATE + "/console/rules/" + STORM);
                    assertTrue(ann.seen().contains("takes the role operator"), ann::seen);
                    operates(rooms);
                }
            }
            assertEquals(List.of(), ann.faults());
        }
        assertEquals(List.of(), found);
    }

    /** A pilot with strangers' words in it. */
    private static void pilot(Path data, Rooms rooms) throws IOException {
        PilotPagesTest.begun(data, rooms.gateway())
                .append(
                        rooms.gateway().clock().instant(),
                        before -> List.of(
                                new Fact.Agreed(NASTY, "one", NASTY, NASTY, LocalDate.of(2031, 2, 13)),
                                new Fact.Missed(NASTY, "one", "canary", NASTY, true)));
    }

    @Test
    void what_a_person_records_of_the_pilot_is_shown_before_it_is_done_and_both_pages_are_clean() throws IOException {
        Files.createDirectories(PICTURES);
        List<String> found = new ArrayList<>();
        try (Rooms rooms = rooms("pilot")) {
            pilot(folder.resolve("pilot"), rooms);
            RealBrowser.Page ann = rooms.signedIn("ann", "operator");
            ann.open(Rooms.GATE + "/console/pilot");
            ann.run("document.querySelectorAll('details').forEach(each => each.open = true)");
            look(ann, "pilot-forms", found);
            ann.on("light", 390, 800, "screen");
            assertEquals("true", ann.run("String(document.documentElement.scrollWidth <= innerWidth)"));
            ann.on("light", 1280, 800, "screen");
            ann.open(Rooms.GATE + "/console/pilot");
            ann.run("document.querySelector('input[value=left]').closest('details').querySelector('summary').focus()");
            ann.type("Enter Tab Tab Enter").until("document.querySelector('h2#changes')");
            assertTrue(ann.seen().contains("takes part"), ann::seen);
            look(ann, "pilot-foreseen", found);
            ann.on("light", 390, 800, "screen");
            assertEquals("true", ann.run("String(document.documentElement.scrollWidth <= innerWidth)"));
            ann.on("light", 1280, 800, "screen");
            ann.run("document.querySelector('input[name=reason]').value = 'they said so'");
            ann.press("Record it");
            assertTrue(ann.seen().contains("Done, with receipt"), ann::seen);
            ann.open(Rooms.GATE + "/console/pilot");
            assertEquals("true", ann.run("String(document.title.endsWith(' - Sallyport'))"));
            assertEquals(List.of(), ann.faults());
        }
        assertEquals(List.of(), found);
    }

    @Test
    void a_roll_back_that_somebody_came_before_says_what_stands_now() throws IOException {
        List<String> found = new ArrayList<>();
        try (Rooms rooms = rooms("back")) {
            RealBrowser.Page ann = rooms.signedIn("ann", "operator");
            String set = "{\"shield\":\"canary\",\"mode\":\"%s\"}";
            rooms.gateway().client().post("/v1/shields", rooms.gateway().operator(), set.formatted("blocking"));
            ann.open(Rooms.GATE + "/console/shields/canary");
            look(ann, "shield-back", found);
            rooms.gateway().client().post("/v1/shields", rooms.gateway().operator(), set.formatted("off"));
            ann.run("document.querySelector('input[value=rollback]').form.why.value = 'too strict'");
            ann.press("Roll back, the whole tenant");
            assertTrue(ann.seen().contains("set meanwhile"), ann::seen);
            look(ann, "shield-changed", found);
            ann.run("document.querySelector('input[value=rollback]').form.why.value = 'too strict'");
            ann.press("Roll back, the whole tenant");
            assertTrue(ann.seen().contains("Done, with receipt"), ann::seen);
        }
        assertEquals(List.of(), found);
    }

    @Test
    void a_rule_is_found_proven_and_demoted_by_keyboard_alone() throws IOException {
        try (Rooms rooms = rooms("keys")) {
            rooms.incident();
            RealBrowser.Page ann = rooms.signedIn("ann");
            ann.type("g d").arrives("/console/rules");
            ann.type("j Enter").until("location.pathname.startsWith('/console/rules/')");
            operates(rooms);
            ann.open(Rooms.GATE + "/console/rules/" + STORM);
            ann.run("document.querySelector('input[name=days]').focus()");
            ann.type("Tab Space").press("Dry run");
            assertTrue(ann.seen().contains("Done, with receipt"), ann::seen);
            ann.follow("Back to the rule");
            ann.run("document.querySelector('select[name=stage]').focus()");
            ann.type("l").run("document.querySelector('form select[name=stage]').form.why.value = 'quiet'");
            ann.press("Set it");
            assertTrue(ann.seen().contains("Done, with receipt"), ann::seen);
            assertEquals(List.of(), ann.faults());
        }
    }
}
