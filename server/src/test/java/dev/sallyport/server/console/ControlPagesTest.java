package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules, playbooks, shields and policies on the console: everybody sees, who acts as an operator sets, and every act has its receipt. */
@Timeout(120)
class ControlPagesTest {
    private static final String STORM = "d3fe0d73-c639-5516-9aff-acecc1dea585";
    private static final String RULE = "/console/rules/" + STORM;
    private static final List<String> SCREENS = List.of(
            "/console/rules",
            RULE,
            "/console/playbooks",
            "/console/playbooks/contain-agent@1",
            "/console/shields",
            "/console/shields/canary",
            "/console/pilot",
            "/console/policies",
            "/console/catalogue",
            "/console/catalogue/github",
            "/console/objectives");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Enrolled agent;

    @SuppressWarnings("NullAway.Init")
    private Browser anna;

    private String secret = "";

    private static Settings settings() {
        Path playbooks = Path.of(System.getProperty("sallyport.root", ".."), "examples/soc/playbooks");
        return SettingsFile.parse(
                "s.yaml",
                "approvals: {console: {url: \"https://gate.example\"}}\nsoc: {respond: on, log_only_hours: 0, playbooks: \""
                        + playbooks.toAbsolutePath() + "\"}");
    }

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, settings());
        agent = gateway.agent("a1");
        anna = new Browser(gateway);
        secret = gateway.person("anna");
        anna.signIn("", secret);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Heard send(String path, String... pairs) {
        Map<String, String> fields = new HashMap<>(Map.of("csrf", anna.csrf()));
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return anna.post(path, fields);
    }

    /** Gives her that role, and no other. */
    private void is(String role) {
        Heard given =
                gateway.client().post("/v1/approvers/anna/roles", gateway.operator(), "{\"roles\":[\"" + role + "\"]}");
        assertEquals(200, given.status(), given::toString);
    }

    /** What an act led to: the page that names its receipt. */
    private static String receipt(Heard done) {
        assertEquals(303, done.status(), done::toString);
        String to = done.raw().headers().firstValue("Location").orElseThrow();
        return URLDecoder.decode(to.substring(to.indexOf("done=") + 5), StandardCharsets.UTF_8);
    }

    private String kept(String receipt) {
        return gateway.client()
                .get("/v1/receipts/" + receipt, gateway.operator())
                .text();
    }

    private void refusals(int n) {
        for (int i = 0; i < n; i++) {
            gateway.client().post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
        }
    }

    @Test
    void a_stranger_sees_none_of_the_screens_and_whoever_is_signed_in_sees_all() {
        Browser stranger = new Browser(gateway);
        for (String screen : SCREENS) {
            assertFalse(stranger.get(screen + "?again=1").text().contains("data-row"), screen);
            assertTrue(stranger.get(screen + "?again=1").text().contains("Passphrase or credential"), screen);
            Heard shown = anna.get(screen);
            assertEquals(200, shown.status(), screen);
            assertTrue(shown.text().contains("aria-current=\"page\""), screen);
            assertFalse(shown.text().contains(" style="), screen);
        }
    }

    @Test
    void unknown_names_are_404() {
        for (String path : List.of("rules/nobody", "playbooks/nobody", "shields/nobody", "catalogue/nobody")) {
            assertEquals(404, anna.get("/console/" + path).status(), path);
        }
    }

    @Test
    void nobody_sets_anything_without_the_role_operator() {
        for (String role : List.of("viewer", "analyst", "approver", "auditor")) {
            is(role);
            String page = anna.get(RULE).text();
            assertFalse(page.contains("Promote or demote"), role);
            assertTrue(page.contains("takes the role operator"), page);
            Heard refused = send(RULE, "act", "set", "stage", "log_only", "why", "x");
            assertEquals(403, refused.status());
            assertTrue(refused.text().contains("roles do not hold this"), refused::toString);
            for (String path :
                    List.of("/console/policies", "/console/shields/canary", "/console/playbooks/contain-agent@1")) {
                assertEquals(403, send(path, "act", "rollback", "why", "x").status(), path);
            }
        }
    }

    @Test
    void a_role_that_is_taken_away_holds_no_more_at_the_next_form() {
        is("operator");
        assertTrue(anna.get(RULE).text().contains("Promote or demote"));
        is("viewer");
        assertEquals(
                403, send(RULE, "act", "set", "stage", "log_only", "why", "x").status());
        assertFalse(anna.get(RULE).text().contains("Promote or demote"));
    }

    @Test
    void a_form_from_elsewhere_sets_nothing() {
        is("operator");
        for (String path : List.of(RULE, "/console/policies", "/console/shields/canary")) {
            Heard refused = anna.post(path, Map.of("csrf", "guess", "act", "set", "stage", "log_only", "why", "x"));
            assertTrue(refused.text().contains("form_refused"), path);
        }
    }

    @Test
    void a_rule_is_demoted_and_promoted_with_what_it_lacks_named() {
        refusals(1);
        is("operator");
        String down = receipt(send(RULE, "act", "set", "stage", "log_only", "why", "too loud"));
        String told = kept(down);
        for (String said : List.of("demote_rule", "\"actor\":\"anna\"", "too loud", "operator")) {
            assertTrue(told.contains(said), told);
        }
        String page = anna.get(RULE).text();
        assertTrue(page.contains("dry_run_missing"), page);
        Heard refused = send(RULE, "act", "set", "stage", "alert", "why", "x");
        assertEquals(409, refused.status());
        assertTrue(refused.text().contains("dry_run_missing"), refused::toString);
        Heard tried = send(RULE, "act", "dry-run", "days", "7", "record", "yes", "why", "to show");
        assertEquals(200, tried.status(), tried::toString);
        assertTrue(tried.text().contains("It passes"), tried::toString);
        assertTrue(tried.text().contains("Done, with receipt"), tried::toString);
        assertTrue(anna.get(RULE).text().contains("may be set now"));
        String up = receipt(send(RULE, "act", "set", "stage", "alert", "canary", "20", "why", "it holds"));
        assertTrue(kept(up).contains("promote_rule"), () -> kept(up));
        assertTrue(anna.get(RULE).text().contains("for 20 % of the agents"));
        assertTrue(anna.get(RULE + "?done=" + up).text().contains("/console/receipts/" + up));
    }

    @Test
    void wrong_numbers_and_words_in_a_form_are_400_and_change_nothing() {
        is("operator");
        assertEquals(400, send(RULE, "act", "set", "stage", "loud", "why", "x").status());
        assertEquals(
                400,
                send(RULE, "act", "set", "stage", "alert", "canary", "-1", "why", "x")
                        .status());
        assertEquals(
                400,
                send(RULE, "act", "set", "stage", "alert", "canary", "101", "why", "x")
                        .status());
        assertEquals(400, send(RULE, "act", "dry-run", "days", "0").status());
        assertEquals(400, send(RULE, "act", "burn").status());
        assertEquals(
                400,
                send(RULE, "act", "set", "stage", "log_only", "why", "x".repeat(501))
                        .status());
    }

    @Test
    void a_rule_says_why_an_event_did_not_match_and_another_tenants_receipt_is_unknown() {
        refusals(1);
        String receipt = gateway.client()
                .get("/v1/receipts?limit=1", gateway.operator())
                .text()
                .replaceAll("(?s).*?\"receipt_id\":\"([^\"]+)\".*", "$1");
        String why = anna.get("/console/rules/c249e916-f234-5a79-9659-9232ed4c9caa?receipt=" + receipt)
                .text();
        assertTrue(why.contains("no match"), why);
        assertTrue(why.contains("canary:planted"), why);
        assertTrue(why.contains("<span class=\"bad\">no</span>"), why);
        String nobody = anna.get(RULE + "?receipt=rcp_nobody").text();
        assertTrue(nobody.contains("no such receipt"), nobody);
        String markup = anna.get(RULE + "?receipt=%3Cscript%3E").text();
        assertFalse(markup.contains("<script>"), markup);
    }

    @Test
    void a_rule_shows_its_author_digest_matches_and_own_test() {
        refusals(12);
        long end = System.nanoTime() + 60_000_000_000L;
        while (anna.get(RULE).text().contains("It matched nothing")) {
            assertTrue(System.nanoTime() < end, "no match came");
        }
        String page = anna.get(RULE).text();
        for (String said :
                List.of("Sallyport", "<svg class=\"plot\"", "/console/incidents/inc_", "/console/receipts/rcp_")) {
            assertTrue(page.contains(said), said);
        }
        assertEquals(2, page.split("class=\"tag verified\"", -1).length - 1, "both examples pass");
    }

    @Test
    void strangers_words_in_rules_stay_words() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("own"));
        String nasty = "<img src=x onerror=alert(1)> \\u202egpj.exe";
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
                """.formatted(nasty, nasty));
        gateway.close();
        try (TestGateway again = TestGateway.start(
                folder.resolve("second"),
                SettingsFile.parse("s.yaml", "soc: {rules: \"" + rules.toAbsolutePath() + "\"}"))) {
            Browser ben = new Browser(again);
            ben.signIn("", again.person("ben"));
            for (String path :
                    List.of("/console/rules", "/console/rules/own_rule", "/console/rules/own_rule?receipt=x")) {
                String page = ben.get(path).text();
                assertTrue(page.contains("&lt;img src=x"), page);
                assertFalse(page.contains("<img") || page.contains("\u202e"), page);
            }
            String page = ben.get("/console/rules/own_rule").text();
            assertTrue(page.contains("No examples lie beside it"), page);
            Files.createDirectories(rules.resolve("examples"));
            Files.writeString(
                    rules.resolve("examples/own_rule.bad.jsonl"),
                    "{\"category\":\"agent_action\",\"event\":\"tool.denied\",\"time\":1}\n");
            Files.writeString(rules.resolve("examples/own_rule.good.jsonl"), "<script>\n");
            String tested = ben.get("/console/rules/own_rule").text();
            assertTrue(tested.contains("class=\"tag verified\""), tested);
            assertTrue(tested.contains("line 1 is no event"), tested);
        }
    }

    @Test
    void a_playbook_is_simulated_let_act_and_stopped() {
        refusals(1);
        String path = "/console/playbooks/contain-agent@1";
        is("operator");
        Heard early = send(path, "act", "set", "stage", "respond", "why", "x");
        assertTrue(early.text().contains("dry_run_missing"), early::toString);
        Heard simulated = send(path, "act", "simulate", "days", "7", "record", "yes", "why", "x");
        assertTrue(simulated.text().contains("It passes"), simulated::toString);
        String up = receipt(send(path, "act", "set", "stage", "respond", "why", "it holds"));
        assertTrue(kept(up).contains("promote_playbook"), () -> kept(up));
        String down = receipt(send(path, "act", "set", "stage", "log_only", "why", "enough"));
        assertTrue(kept(down).contains("demote_playbook"), () -> kept(down));
        assertEquals(400, send(path, "act", "set", "stage", "alert", "why", "x").status());
    }

    @Test
    void a_shield_is_set_for_the_tenant_and_a_cell_pinned_and_taken_back() {
        String path = "/console/shields/canary";
        is("operator");
        String set = receipt(
                send(path, "act", "mode", "mode", "high-confidence", "threshold", "97", "cell", "", "why", "w"));
        assertTrue(kept(set).contains("set_shield"), () -> kept(set));
        assertTrue(anna.get(path).text().contains("97 %"));
        receipt(send(path, "act", "mode", "mode", "off", "cell", "staging", "why", "w"));
        assertTrue(anna.get(path).text().contains("cell staging"));
        receipt(back(path, "staging", "off/high-confidence@2", "inherit"));
        assertFalse(anna.get(path).text().contains("<td>cell staging</td><td><span class=\"tag off"));
        assertEquals(
                409, send(path, "act", "pin", "version", "9.9.9", "why", "w").status());
        assertEquals(400, send(path, "act", "mode", "mode", "loud", "why", "w").status());
        assertEquals(
                400,
                send(path, "act", "mode", "mode", "off", "cell", "<b>", "why", "w")
                        .status());
        assertEquals(
                400,
                send(path, "act", "mode", "mode", "off", "threshold", "101", "why", "w")
                        .status());
    }

    private Heard back(String path, String cell, String standing, String to) {
        return send(path, "act", "rollback", "cell", cell, "standing", standing, "back_to", to, "why", "w");
    }

    @Test
    void a_roll_back_does_what_its_page_showed_and_nothing_else() {
        String path = "/console/shields/canary";
        is("operator");
        assertTrue(anna.get(path).text().contains("It was never set here"));
        receipt(send(path, "act", "mode", "mode", "blocking", "why", "w"));
        String shown = anna.get(path).text();
        String blocking = "blocking/high-confidence@1/newest:1.0.0";
        String advisory = "advisory/high-confidence@1/newest:1.0.0";
        assertTrue(shown.contains("name=\"standing\" value=\"" + blocking + "\""), shown);
        assertTrue(shown.contains("name=\"back_to\" value=\"" + advisory + "\""), shown);
        receipt(send(path, "act", "mode", "mode", "off", "why", "somebody else, meanwhile"));
        Heard late = back(path, "", blocking, advisory);
        assertEquals(409, late.status(), late::toString);
        assertTrue(late.text().contains("shield_changed"), late::toString);
        assertTrue(
                late.text().contains("value=\"off/high-confidence@1/newest:1.0.0\""), "the page says what stands now");
        receipt(back(path, "", "off/high-confidence@1/newest:1.0.0", blocking));
        Heard twice = back(path, "", "off/high-confidence@1/newest:1.0.0", blocking);
        assertEquals(409, twice.status(), "sent twice, it takes back once");
        assertTrue(anna.get(path).text().contains("tag blocking"));
        Heard unbound = send(path, "act", "rollback", "cell", "", "why", "w");
        assertEquals(409, unbound.status(), "a form without what was shown is bound to nothing that stands");
        Heard hostile = back(path, "", "<img src=x>", "\u202e");
        assertFalse(hostile.text().contains("<img"), hostile::toString);
    }

    @Test
    void anybody_reports_that_a_shield_was_wrong_and_the_rate_counts_it_once_with_its_interval() {
        String canary = gateway.client()
                .post("/v1/canaries", gateway.operator(), "{\"kind\":\"token\"}")
                .string("text");
        String decision = gateway.client()
                .post("/v1/authorize", agent.token(), """
                {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"notes","action":"read","resource":null,\
                "mutates_state":false,"parameters":{"title":"%s"}},"context":{"source_trust":"trusted_internal_unsigned"}}""".formatted(agent.id(), canary))
                .string("decision_id");
        String path = "/console/shields/canary";
        for (int i = 0; i < 2; i++) {
            String said = receipt(
                    send(path, "act", "report", "category", "canary:planted", "kind", "fp", "decision", decision));
            assertTrue(kept(said).contains("report_shield"), () -> kept(said));
        }
        receipt(send(path, "act", "report", "category", "canary:encoded", "kind", "fn"));
        Heard figures = gateway.client().get("/v1/shields/figures", gateway.operator());
        String row = figures.text().replaceAll("(?s).*(\\{\"shield\":\"canary\".*?\\}\\}).*", "$1");
        assertTrue(row.contains("\"false_positives\":{\"hits\":1,\"trials\":1,\"rate\":1,\"low\":0.025"), row);
        assertTrue(row.contains("\"false_negatives\":{\"hits\":1,\"trials\":1"), row);
        assertTrue(anna.get("/console/shields").text().contains("1 of 1"));
        assertEquals(
                400,
                send(path, "act", "report", "category", "secret-guard:x", "kind", "fp")
                        .status());
        assertEquals(
                400,
                send(path, "act", "report", "category", "canary:planted", "kind", "maybe")
                        .status());
    }

    @Test
    void policies_are_tried_staged_put_in_force_and_taken_back() {
        refusals(1);
        is("operator");
        String path = "/console/policies";
        String all = "permit (principal, action, resource);";
        String base = anna.get(path).text().replaceAll("(?s).*name=\"base\" value=\"([^\"]+)\".*", "$1");
        String broken = send(path, "base", base, "act", "check", "file", "a.cedar", "text", "permit <b>")
                .text();
        assertTrue(broken.contains("It does not load"), broken);
        assertFalse(broken.contains("<b>"), broken);
        assertTrue(send(path, "base", base, "act", "check", "file", "a.cedar", "text", all)
                .text()
                .contains("It loads"));
        String changed = send(path, "base", base, "act", "diff", "file", "a.cedar", "text", all)
                .text();
        assertTrue(changed.contains("recorded decisions were judged once more"), changed);
        String action = "{\"tool\":\"t\",\"action\":\"a\",\"resource\":null,\"mutates_state\":true,\"parameters\":{}}";
        String examples = "{\"examples\":[{\"name\":\"<i>\",\"action\":" + action + ",\"decision\":\"allow\"}]}";
        String tested = send(path, "base", base, "act", "test", "file", "a.cedar", "text", all, "examples", examples)
                .text();
        assertTrue(tested.contains("examples pass"), tested);
        assertFalse(tested.contains("<i>"), tested);
        assertEquals(
                400,
                send(path, "base", base, "act", "test", "file", "a.cedar", "text", all, "examples", "{")
                        .status());
        String judged =
                send(path, "act", "decide", "request", action, "facts", "{}").text();
        assertTrue(judged.contains("class=\"tag "), judged);
        assertEquals(400, send(path, "act", "decide", "request", "{\"tool\":1}").status());
        assertEquals(
                400,
                send(path, "base", base, "act", "check", "file", "../a.cedar", "text", all)
                        .status());
        String staged = receipt(
                send(path, "base", base, "act", "stage", "file", "a.cedar", "text", all, "percent", "0", "why", "w"));
        assertTrue(kept(staged).contains("stage_policy"), () -> kept(staged));
        assertTrue(anna.get(path).text().contains("On trial"));
        receipt(send(path, "act", "promote", "why", "w"));
        Heard stale = send(path, "base", base, "act", "stage", "file", "a.cedar", "text", all, "why", "w");
        assertEquals(409, stale.status(), "the page was made of another bundle than is in force");
        assertTrue(anna.get(path).text().contains("In force before"));
        receipt(send(path, "act", "rollback", "why", "w"));
        assertFalse(anna.get(path).text().contains("In force before"));
        assertEquals(409, send(path, "act", "promote", "why", "w").status());
    }

    @Test
    void objectives_are_drawn_and_said() {
        String page = anna.get("/console/objectives").text();
        assertEquals(9, page.split("<svg class=\"plot\"", -1).length - 1);
        assertTrue(page.contains("As figures"), page);
        assertTrue(page.contains("unmeasured"), page);
    }
}
