package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.registry.Role;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.finding.SarifFiles;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each role sees and does, on pages and over the API, and how roles and sessions end. */
@Timeout(180)
class RolesTest {
    private static final String PERMIT = "{\"files\":{\"a.cedar\":\"permit (principal, action, resource);\"}}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Enrolled agent;

    private final Map<Role, String> credentials = new EnumMap<>(Role.class);

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, SettingsFile.parse("s.yaml", "{}"));
        agent = gateway.agent("a1");
        for (Role role : Role.values()) {
            credentials.put(role, credential("p-" + role.wire(), role.wire()));
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String credential(String name, String role) {
        return gateway.person(gateway.operator(), name, ",\"roles\":[\"" + role + "\"]");
    }

    private Browser as(Role role) {
        return in(credentials.getOrDefault(role, ""));
    }

    private Browser in(String credential) {
        Browser browser = new Browser(gateway);
        assertEquals(303, browser.signIn("", credential).status());
        return browser;
    }

    private int api(Role role, String method, String path, String body) {
        String token = credentials.getOrDefault(role, "");
        return (method.equals("GET")
                        ? gateway.client().get(path, token)
                        : gateway.client().post(path, token, body))
                .status();
    }

    @Test
    void every_role_sees_what_happens_and_only_operators_and_auditors_oversee_people_and_settings() {
        for (Role role : Role.values()) {
            Browser browser = as(role);
            for (String path : List.of("/console/", "/console/feed", "/console/incidents", "/console/registry")) {
                assertEquals(200, browser.get(path).status(), role + " " + path);
            }
            boolean oversees = role == Role.OPERATOR || role == Role.AUDITOR;
            Heard home = browser.get("/console/");
            for (String path : List.of("/console/people", "/console/visits", "/console/settings")) {
                assertEquals(oversees ? 200 : 403, browser.get(path).status(), role + " " + path);
                assertEquals(oversees, home.text().contains("href=\"" + path + "\""), role + " is led to " + path);
            }
            for (String path : List.of("/v1/console/sessions", "/v1/console/visits", "/v1/console/settings")) {
                assertEquals(oversees ? 200 : 403, api(role, "GET", path, ""), role + " " + path);
            }
            assertEquals(oversees ? 200 : 403, api(role, "GET", "/v1/agents", ""), role + " agents");
            assertEquals(200, api(role, "GET", "/v1/receipts", ""), role + " receipts");
        }
    }

    @Test
    void only_an_approver_answers_and_beside_approvers_only_an_auditor_reads_what_would_run() {
        String held = gateway.held(agent);
        for (Role role : Role.values()) {
            boolean reads = role == Role.APPROVER || role == Role.AUDITOR;
            Browser browser = as(role);
            Heard page = browser.get("/console/approvals/" + held);
            assertEquals(reads, page.text().contains("squash"), role.wire());
            assertEquals(role == Role.APPROVER, page.text().contains(">Approve<"), role.wire());
            String token = credentials.getOrDefault(role, "");
            assertEquals(
                    reads,
                    gateway.client().get("/v1/approvals/" + held, token).text().contains("squash"),
                    role.wire());
            if (role != Role.APPROVER) {
                assertEquals(403, api(role, "POST", "/v1/approvals/" + held + "/approve", "{}"), role.wire());
                Map<String, String> form = new HashMap<>(Map.of("csrf", browser.csrf(), "answer", "approve"));
                assertEquals(
                        403, browser.post("/console/approvals/" + held, form).status(), role.wire());
            }
        }
        assertEquals(200, api(Role.APPROVER, "POST", "/v1/approvals/" + held + "/approve", "{}"));
    }

    @Test
    void analysts_and_operators_hand_results_in_and_everybody_sees_them() {
        for (Role role : Role.values()) {
            boolean handles = role == Role.ANALYST || role == Role.OPERATOR;
            String run = Runs.of("of-" + role.wire(), 1, 18, 20);
            assertEquals(handles ? 201 : 403, api(role, "POST", "/v1/campaigns/runs", run), role.wire());
            String found = SarifFiles.of(SarifFiles.result("bad", "x", 1));
            assertEquals(
                    handles ? 201 : 403, api(role, "POST", "/v1/findings?source=" + role.wire(), found), role.wire());
        }
        for (Role role : Role.values()) {
            assertEquals(200, api(role, "GET", "/v1/campaigns", ""), role.wire());
            assertEquals(200, api(role, "GET", "/v1/campaigns/of-analyst", ""), role.wire());
            Browser browser = as(role);
            assertTrue(browser.get("/console/campaigns").text().contains("of-operator"), role.wire());
            assertEquals(200, browser.get("/console/campaigns/of-analyst").status(), role.wire());
            assertEquals(404, browser.get("/console/campaigns/nobody").status(), role.wire());
        }
    }

    @Test
    void operators_alone_accept_a_finding_on_its_page_and_over_the_api() {
        gateway.client()
                .post("/v1/findings?source=s", gateway.operator(), SarifFiles.of(SarifFiles.result("bad", "x", 1)));
        String id = gateway.client()
                .get("/v1/findings", gateway.operator())
                .text()
                .replaceAll("(?s).*\"(fnd_[0-9a-f]+)\".*", "$1");
        for (Role role : Role.values()) {
            boolean operates = role == Role.OPERATOR;
            Browser browser = as(role);
            assertTrue(browser.get("/console/findings").text().contains(id), role.wire());
            String page = "/console/findings/" + id;
            assertEquals(operates, browser.get(page).text().contains(">Accept<"), role.wire());
            Map<String, String> form = new HashMap<>(Map.of("csrf", browser.csrf(), "why", "a fixture", "days", "2"));
            assertEquals(operates ? 303 : 403, browser.post(page, form).status(), role.wire());
            String accept = "/v1/findings/" + id + "/accept";
            assertEquals(operates ? 200 : 403, api(role, "POST", accept, "{\"why\":\"x\",\"days\":2}"), role.wire());
        }
        String page = as(Role.VIEWER).get("/console/findings/" + id).text();
        assertTrue(page.contains("by p-operator until"), page);
        assertEquals(404, as(Role.OPERATOR).get("/console/findings/fnd_none").status());
    }

    @Test
    void buttons_stand_only_where_the_role_holds_what_they_do() {
        for (Role role : Role.values()) {
            boolean handles = role == Role.ANALYST || role == Role.OPERATOR;
            assertEquals(handles, as(role).get("/console/shields/canary").text().contains("It was wrong"), role.wire());
        }
    }

    @Test
    void who_sets_the_rules_does_not_answer_by_them_and_who_audits_changes_nothing() {
        for (Role role : Role.values()) {
            boolean operates = role == Role.OPERATOR;
            assertEquals(operates ? 201 : 403, api(role, "POST", "/v1/policies", PERMIT), role.wire());
            String freeze = "/v1/agents/" + agent.id() + "/freeze";
            assertEquals(operates ? 200 : 403, api(role, "POST", freeze, "{}"), role.wire());
            Browser browser = as(role);
            Map<String, String> form =
                    new HashMap<>(Map.of("csrf", browser.csrf(), "act", "unfreeze", "agent", agent.id()));
            assertEquals(
                    operates ? 303 : 403,
                    browser.post("/console/registry", form).status(),
                    role.wire());
        }
        for (String roles : List.of("\"operator\",\"approver\"", "\"auditor\",\"analyst\"", "\"root\"")) {
            Heard refused = gateway.client()
                    .post("/v1/approvers", gateway.operator(), "{\"name\":\"x\",\"roles\":[" + roles + "]}");
            assertEquals(400, refused.status(), refused::toString);
        }
        String receipts = gateway.client()
                .get("/v1/receipts?limit=20", gateway.operator())
                .text();
        assertTrue(receipts.contains("\"actor\":\"p-operator\""), receipts);
    }

    @Test
    void people_enrolled_without_roles_do_what_they_did_before_there_were_any() {
        String old = gateway.person("olga");
        String held = gateway.held(agent);
        assertEquals(
                200,
                gateway.client()
                        .post("/v1/approvals/" + held + "/approve", old, "{}")
                        .status());
        String people = gateway.client().get("/v1/approvers", old).text();
        assertTrue(people.contains("\"roles\":[\"analyst\",\"approver\"]"), people);
    }

    @Test
    void roles_that_are_taken_away_are_gone_at_the_next_request_and_the_receipt_says_who_did_it() {
        Browser operator = as(Role.OPERATOR);
        String held = gateway.held(agent);
        Browser approver = as(Role.APPROVER);
        Map<String, String> answer = Browser.form(approver.get("/console/approvals/" + held), ">Approve<");
        Map<String, String> form = new HashMap<>(Map.of(
                "csrf", operator.csrf(), "act", "roles", "name", "p-approver", "role-viewer", "yes", "why", "moved"));
        assertEquals(303, operator.post("/console/people", form).status());
        assertEquals(403, approver.post("/console/approvals/" + held, answer).status());
        assertFalse(approver.get("/console/approvals/" + held).text().contains("squash"));
        assertEquals(403, api(Role.APPROVER, "POST", "/v1/approvals/" + held + "/approve", "{}"));
        String receipts =
                gateway.client().get("/v1/receipts?limit=1", gateway.operator()).text();
        assertTrue(
                receipts.contains("\"change\":\"set_roles\"") && receipts.contains("\"actor\":\"p-operator\""),
                receipts);
        form.put("name", "p-operator");
        form.put("role-operator", "yes");
        assertEquals(403, operator.post("/console/people", form).status(), "nobody changes the own roles");
        assertEquals(403, api(Role.OPERATOR, "POST", "/v1/approvers/P-operator/roles", "{\"roles\":[\"viewer\"]}"));
    }

    private static Heard person(Browser operator, String... pairs) {
        Map<String, String> form = new HashMap<>(Map.of("csrf", operator.csrf()));
        for (int i = 0; i < pairs.length; i += 2) {
            form.put(pairs[i], pairs[i + 1]);
        }
        return operator.post("/console/people", form);
    }

    @Test
    void an_operator_invites_on_the_page_and_is_shown_the_code_this_once() {
        Browser operator = as(Role.OPERATOR);
        Heard shown = person(operator, "act", "invite", "name", "nora", "role-viewer", "yes", "role-analyst", "yes");
        assertEquals(200, shown.status(), shown::toString);
        String code = shown.text().replaceAll("(?s).*<code data-secret>([^<]+)</code>.*", "$1");
        assertTrue(code.matches("sp_ec_[A-Za-z0-9_-]{43}"), code);
        assertEquals(
                "no-store", shown.raw().headers().firstValue("Cache-Control").orElse(""));
        assertFalse(shown.raw().headers().firstValue("Location").isPresent(), "the code is in no address");
        String people = operator.get("/console/people").text();
        assertTrue(people.contains("nora as viewer, analyst") || people.contains("nora as analyst, viewer"), people);
        String receipts =
                gateway.client().get("/v1/receipts?limit=3", gateway.operator()).text();
        assertTrue(receipts.contains("\"change\":\"invite_approver\""), receipts);
        assertTrue(receipts.contains("\"actor\":\"p-operator\""), receipts);
        for (String text : List.of(people, receipts)) {
            assertFalse(text.contains(code), "it is shown nowhere else");
        }
        String credential = TestGateway.freshCredential();
        String claim = "{\"name\":\"nora\",\"credential\":\"" + credential + "\"}";
        assertEquals(
                201, gateway.client().post("/v1/approvers/claim", code, claim).status());
        assertEquals(
                401, gateway.client().post("/v1/approvers/claim", code, claim).status(), "works once");
        assertEquals(200, in(credential).get("/console/feed").status());
    }

    @Test
    void whoever_may_not_invite_over_the_api_may_not_on_the_page() {
        for (Role role : Role.values()) {
            Browser browser = as(role);
            Heard page = browser.get("/console/people");
            assertEquals(role == Role.OPERATOR, page.text().contains("Invite somebody"), role.wire());
            if (role != Role.OPERATOR) {
                for (String act : List.of("invite", "roles", "retire")) {
                    Heard refused =
                            person(browser, "act", act, "name", "p-viewer", "sure", "yes", "role-operator", "yes");
                    assertEquals(403, refused.status(), role + " " + act);
                }
            }
        }
        Browser operator = as(Role.OPERATOR);
        Heard forged = operator.post("/console/people", Map.of("csrf", "guess", "act", "invite", "name", "x"));
        assertTrue(forged.text().contains("form_refused"), forged::toString);
        assertEquals(400, person(operator, "act", "invite", "name", "").status());
        assertEquals(
                400,
                person(operator, "act", "invite", "name", "key-1", "role-viewer", "yes")
                        .status());
        assertEquals(
                400,
                person(operator, "act", "invite", "name", "x", "role-operator", "yes", "role-approver", "yes")
                        .status());
        assertEquals(
                409,
                person(operator, "act", "invite", "name", "p-viewer", "role-viewer", "yes")
                        .status());
        assertEquals(
                403,
                person(operator, "act", "invite", "name", "P-operator", "role-viewer", "yes", "replace", "yes")
                        .status(),
                "nobody changes the own roles");
    }

    @Test
    void an_operator_retires_somebody_on_the_page_who_means_it_and_that_person_is_out_at_once() {
        Browser operator = as(Role.OPERATOR);
        Browser viewer = as(Role.VIEWER);
        assertEquals(
                400,
                person(operator, "act", "retire", "name", "p-viewer", "why", "left")
                        .status());
        assertEquals(
                303,
                person(operator, "act", "retire", "name", "p-viewer", "sure", "yes", "why", "left")
                        .status());
        assertFalse(viewer.get("/console/").text().contains("Signed in"));
        assertEquals(401, api(Role.VIEWER, "GET", "/v1/receipts", ""));
        String receipts =
                gateway.client().get("/v1/receipts?limit=1", gateway.operator()).text();
        assertTrue(receipts.contains("\"change\":\"retire_approver\"") && receipts.contains("left"), receipts);
        assertEquals(
                404,
                person(operator, "act", "retire", "name", "p-viewer", "sure", "yes", "why", "x")
                        .status());
        assertEquals(
                403,
                person(operator, "act", "retire", "name", "p-operator", "sure", "yes", "why", "x")
                        .status());
    }

    @Test
    void groups_are_set_on_the_page_with_the_roles() {
        Browser operator = as(Role.OPERATOR);
        assertEquals(
                303,
                person(
                                operator,
                                "act",
                                "roles",
                                "name",
                                "p-approver",
                                "role-approver",
                                "yes",
                                "groups",
                                "payments, legal")
                        .status());
        String people =
                gateway.client().get("/v1/approvers", gateway.operator()).text();
        assertTrue(people.contains("\"groups\":[\"legal\",\"payments\"]"), people);
        assertEquals(
                400,
                person(operator, "act", "roles", "name", "p-approver", "role-approver", "yes", "groups", "a\u0007b")
                        .status());
    }

    @Test
    void nobody_becomes_more_by_inviting_oneself_anew() {
        for (String more : List.of("", ",\"oidc\":{\"issuer\":\"https://id.example\",\"subject\":\"s\"}")) {
            String own = "{\"name\":\"P-operator\",\"roles\":[\"approver\"],\"replace\":true" + more + "}";
            assertEquals(403, api(Role.OPERATOR, "POST", "/v1/approvers", own), own);
        }
        assertEquals(200, as(Role.OPERATOR).get("/console/people").status());
    }

    @Test
    void every_role_keeps_searches_of_its_own_by_api() {
        for (Role role : Role.values()) {
            String search = "{\"name\":\"mine\",\"query\":\"decision:deny\"}";
            assertEquals(201, api(role, "POST", "/v1/searches", search), role.wire());
        }
    }

    @Test
    void the_feed_offers_each_role_what_its_people_look_for_first() {
        assertTrue(as(Role.ANALYST).get("/console/feed").text().contains(">Refused in the last hour</a>"));
        Heard feed = as(Role.AUDITOR).get("/console/feed");
        assertTrue(feed.text().contains(">What people did</a>") && !feed.text().contains("Refused in"), feed::toString);
    }

    @Test
    void a_person_without_a_role_sees_nothing_but_who_the_person_is() {
        Browser viewer = as(Role.VIEWER);
        gateway.client().post("/v1/approvers/p-viewer/roles", gateway.operator(), "{\"roles\":[]}");
        assertEquals(403, viewer.get("/console/feed").status());
        assertEquals(403, viewer.get("/console/approvals.json").status());
        assertEquals(200, viewer.get("/console/passkeys").status());
        assertEquals(403, api(Role.VIEWER, "GET", "/v1/receipts", ""));
    }

    @Test
    void a_session_that_is_ended_is_out_at_its_next_request_and_the_persons_others_stay() {
        Browser one = as(Role.ANALYST);
        Browser other = as(Role.ANALYST);
        Map<String, String> end = Browser.form(other.get("/console/passkeys"), "(this browser)", ">End<");
        assertEquals(303, one.post("/console/sessions", with(end, one)).status(), "of the own sessions");
        assertFalse(other.get("/console/").text().contains("Signed in"));
        assertTrue(one.get("/console/").text().contains("Signed in"));
        Browser viewer = as(Role.VIEWER);
        assertEquals(
                403,
                viewer.post("/console/sessions", Map.of("csrf", viewer.csrf(), "name", "p-analyst"))
                        .status(),
                "somebody else's");
        Browser operator = as(Role.OPERATOR);
        assertEquals(
                303,
                operator.post("/console/sessions", Map.of("csrf", operator.csrf(), "name", "p-analyst"))
                        .status());
        assertFalse(one.get("/console/").text().contains("Signed in"));
        gateway.clock().advanceMillis(1);
        assertTrue(as(Role.ANALYST).get("/console/").text().contains("Signed in"), "and may come again");
        String receipts =
                gateway.client().get("/v1/receipts?limit=5", gateway.operator()).text();
        assertTrue(receipts.contains("\"change\":\"end_sessions\""), receipts);
    }

    private static Map<String, String> with(Map<String, String> form, Browser browser) {
        Map<String, String> out = new HashMap<>(form);
        out.put("csrf", browser.csrf());
        return out;
    }

    @Test
    void who_came_who_was_refused_and_what_was_asked_for_in_vain_is_kept_without_what_was_typed() {
        Browser viewer = as(Role.VIEWER);
        viewer.get("/console/settings");
        new Browser(gateway).signIn("p-viewer", "not the passphrase at all");
        new Browser(gateway).signIn("my secret passphrase", "x");
        viewer.post("/console/sign-out", Map.of("csrf", viewer.csrf()));
        Browser auditor = as(Role.AUDITOR);
        String page = auditor.get("/console/visits").text();
        for (String said :
                List.of("accepted", "forbidden", "GET /console/settings", "refused", "left", "nobody here")) {
            assertTrue(page.contains(said), said + " in " + page);
        }
        assertFalse(page.contains("secret passphrase"), page);
        String forbidden =
                auditor.get("/console/visits?kind=forbidden&person=P-VIEWER").text();
        assertTrue(forbidden.contains("GET /console/settings") && !forbidden.contains("credential_unknown"), forbidden);
        assertTrue(
                auditor.get("/console/visits?person=p-auditor").text().contains("p-auditor"), "filtered by the person");
    }

    @Test
    void another_tenants_people_sessions_and_settings_are_nobodys() {
        as(Role.VIEWER);
        Install.FreshKeys globex = gateway.addTenant("globex");
        Browser viewer = as(Role.VIEWER);
        String foreign = gateway.person(globex.operatorKey(), "gus", ",\"roles\":[\"operator\"]");
        Browser gus = in(foreign);
        assertFalse(gus.get("/console/people").text().contains("p-viewer"));
        assertEquals(404, gus.get("/console/settings").status());
        assertFalse(gateway.client()
                .get("/v1/console/sessions", globex.operatorKey())
                .text()
                .contains("p-viewer"));
        assertFalse(gateway.client()
                .get("/v1/console/visits", globex.operatorKey())
                .text()
                .contains("p-viewer"));
        gateway.client().post("/v1/console/sessions/end", globex.operatorKey(), "{\"name\":\"p-viewer\"}");
        assertTrue(viewer.get("/console/").text().contains("Signed in"), "theirs, not ours");
        assertEquals(
                404,
                gateway.client()
                        .post("/v1/approvers/p-viewer/roles", globex.operatorKey(), "{\"roles\":[]}")
                        .status());
    }
}
