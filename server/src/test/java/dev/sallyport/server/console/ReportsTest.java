package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a person says on the console that a shield was wrong. */
@Timeout(120)
class ReportsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Enrolled agent;

    @SuppressWarnings("NullAway.Init")
    private Browser anna;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                folder, SettingsFile.parse("s.yaml", "approvals: {console: {url: \"https://gate.example\"}}"));
        agent = gateway.agent("a1");
        anna = new Browser(gateway);
        anna.signIn("", gateway.person("anna"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** A call with a planted value in it; its decision's id. */
    private String flagged() {
        String canary = gateway.client()
                .post("/v1/canaries", gateway.operator(), "{\"kind\":\"token\"}")
                .string("text");
        return decided(canary);
    }

    private String decided(String title) {
        return gateway.client()
                .post("/v1/authorize", agent.token(), """
                {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"notes","action":"read","resource":null,\
                "mutates_state":false,"parameters":{"title":"%s"}},"context":{"source_trust":"trusted_internal_unsigned"}}""".formatted(agent.id(), title))
                .string("decision_id");
    }

    private static String page(String decision) {
        return "/console/decisions/" + decision;
    }

    /** The reports in the audit trail, once it holds as many. */
    private List<String> reports() throws IOException {
        gateway.close();
        List<String> lines = Files.readAllLines(folder.resolve("logs/audit.jsonl"));
        return lines.stream().filter(line -> line.contains("shield.report")).toList();
    }

    @Test
    void a_button_beside_each_finding_reports_a_false_alarm_of_its_category() throws IOException {
        String decision = flagged();
        assertTrue(anna.get("/console/decisions").text().contains(page(decision)));
        Heard shown = anna.get(page(decision));
        assertTrue(shown.text().contains("canary@1."), shown::toString);
        assertTrue(shown.text().contains("advisory: block"), shown::toString);
        Heard sent = anna.post(page(decision) + "/reports", Browser.form(shown, ">This was a false alarm<"));
        assertEquals(303, sent.status(), sent::toString);
        assertTrue(anna.get(page(decision) + "?reported=1").text().contains("Reported"));
        List<String> reports = reports();
        assertEquals(1, reports.size(), reports::toString);
        for (String said : List.of("canary:planted", "\"fp\"", decision, "approver")) {
            assertTrue(reports.getFirst().contains(said), reports::toString);
        }
    }

    @Test
    void a_miss_and_a_finding_in_an_answer_are_chosen_from_the_closed_list() throws IOException {
        String decision = decided("plain");
        assertFalse(anna.get("/console/decisions").text().contains(decision));
        Heard shown = anna.get(page(decision));
        Map<String, String> form = Browser.form(shown, ">A shield missed this<");
        form.putAll(Map.of("kind", "fn", "category", "secret-guard:github-token"));
        assertEquals(303, anna.post(page(decision) + "/reports", form).status());
        form.putAll(Map.of("kind", "fp", "category", "injection-guard:frame"));
        assertEquals(303, anna.post(page(decision) + "/reports", form).status());
        form.put("category", "nobody:nothing");
        assertEquals(400, anna.post(page(decision) + "/reports", form).status());
        form.put("category", "what i saw");
        assertEquals(400, anna.post(page(decision) + "/reports", form).status());
        form.putAll(Map.of("kind", "other", "category", "canary:planted"));
        assertEquals(400, anna.post(page(decision) + "/reports", form).status());
        assertEquals(2, reports().size());
    }

    @Test
    void only_a_form_of_ones_own_page_reports_and_strangers_see_nothing() throws IOException {
        String decision = flagged();
        String path = page(decision) + "/reports";
        Map<String, String> form = Browser.form(anna.get(page(decision)), ">This was a false alarm<");
        Browser ben = new Browser(gateway);
        ben.signIn("", gateway.person("ben"));
        assertEquals(403, ben.post(path, form).status());
        assertEquals(403, new Browser(gateway).post(path, form).status());
        assertEquals(
                403,
                anna.post(path, form, Map.of("Origin", "https://evil.example")).status());
        Browser nobody = new Browser(gateway);
        assertFalse(nobody.get(page(decision) + "?again=1").text().contains("canary@"));
        assertTrue(nobody.get(page(decision) + "?again=1").text().contains("value=\"" + page(decision) + "\""));
        assertEquals(404, anna.get(page("dec_nothing")).status());
        assertTrue(reports().isEmpty());
    }
}
