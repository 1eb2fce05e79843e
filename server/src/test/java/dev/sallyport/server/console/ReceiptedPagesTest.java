package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do with incidents on the console is in the ledger, and a receipt that is damaged there breaks no page. */
@Timeout(180)
class ReceiptedPagesTest {
    private static final int STORM = 12;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Enrolled agent;

    @SuppressWarnings("NullAway.Init")
    private Browser ann;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                folder, SettingsFile.parse("s.yaml", "approvals: {console: {url: \"https://gate.example\"}}"));
        agent = gateway.agent("a1");
        ann = new Browser(gateway);
        assertEquals(303, ann.signIn("", gateway.person("ann")).status());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Heard call() {
        return gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
    }

    private List<String> items(String path, String list, String member) {
        List<String> found = new ArrayList<>();
        gateway.client()
                .get(path, gateway.operator())
                .items(list)
                .forEach(row ->
                        found.add(((JsonObject) row).get(member) instanceof JsonString text ? text.value() : ""));
        return found;
    }

    private String incident() {
        for (int i = 0; i < STORM; i++) {
            call();
        }
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            List<String> open = items("/v1/incidents?status=open", "incidents", "incident_id");
            if (!open.isEmpty()) {
                return open.getFirst();
            }
        }
        throw new AssertionError("no incident was opened");
    }

    private String receipts() {
        return gateway.client().get("/v1/receipts?limit=50", gateway.operator()).text();
    }

    @Test
    void taking_and_closing_an_incident_on_the_console_have_receipts() {
        String id = incident();
        String page = "/console/incidents/" + id;
        String csrf = ann.csrf();
        assertEquals(303, ann.post(page, Map.of("csrf", csrf, "act", "assign")).status());
        assertTrue(receipts().contains("\"incident_assigned\""), this::receipts);
        Map<String, String> merging = Map.of("csrf", csrf, "act", "merge", "into", "inc_none");
        Heard nowhere = ann.post(page, merging);
        assertEquals(404, nowhere.status());
        assertTrue(nowhere.text().contains("no_such_incident"), nowhere::text);
        Heard none = ann.post(page, Map.of("csrf", csrf, "act", "refuse", "step", "stp_none"));
        assertTrue(none.status() == 404 && none.text().contains("no_such_step"), none::text);
        Map<String, String> closing =
                Map.of("csrf", csrf, "act", "close", "verdict", "benign", "note", "a drill of ours");
        assertEquals(303, ann.post(page, closing).status());
        assertTrue(receipts().contains("\"incident_closed\""), this::receipts);
        assertFalse(receipts().contains("a drill of ours"), this::receipts);
        Heard shown = gateway.client().get("/v1/incidents/" + id, gateway.operator());
        assertEquals("closed", shown.string("incident.status"), shown::toString);
        Heard again = ann.post(page, closing);
        assertTrue(again.status() == 409 && again.text().contains("incident_over"), again::text);
    }

    private Heard freeze(String id, String act, String minutes) {
        return ann.post(
                "/console/incidents/" + id,
                Map.of("csrf", ann.csrf(), "act", act, "agent", agent.id(), "minutes", minutes));
    }

    private void becomes(String id, String said) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!ann.get("/console/incidents/" + id).text().contains(said)) {
            assertTrue(
                    System.nanoTime() < end,
                    () -> said + " never came: "
                            + ann.get("/console/incidents/" + id).text());
        }
    }

    @Test
    void a_freeze_by_hand_has_its_time_and_is_undone_with_a_receipt_when_it_is_over() {
        String id = incident();
        assertEquals(400, freeze(id, "freeze", "17").status(), "no other time than those that are offered");
        assertEquals(303, freeze(id, "freeze", "15").status());
        String page = ann.get("/console/incidents/" + id).text();
        assertTrue(page.contains("by hand") && page.contains("undone <time"), page);
        assertFalse(page.contains("nothing was stopped"), page);
        assertEquals("agent_frozen", call().string("reason"));
        gateway.clock().advanceMillis(14 * 60_000L);
        assertEquals("agent_frozen", call().string("reason"));
        gateway.clock().advanceMillis(2 * 60_000L);
        becomes(id, "its time was over");
        assertEquals("policy_forbids", call().string("reason"));
        assertTrue(receipts().contains("\"by-hand@1\""), this::receipts);
    }

    @Test
    void a_freeze_that_a_person_lifts_or_that_has_no_time_is_not_undone_again() {
        String id = incident();
        assertEquals(303, freeze(id, "freeze", "60").status());
        assertEquals(303, freeze(id, "unfreeze", "").status());
        becomes(id, "lifted by ann");
        assertEquals(303, freeze(id, "freeze", "0").status());
        gateway.clock().advanceMillis(8 * 24 * 3_600_000L);
        assertEquals("agent_frozen", call().string("reason"));
        assertFalse(ann.get("/console/incidents/" + id).text().contains("its time was over"));
    }

    @Test
    void what_an_operator_froze_on_an_incident_operators_lift_and_analysts_do_not() {
        String page = "/console/incidents/" + incident();
        Browser opa = new Browser(gateway);
        opa.signIn("", gateway.person(gateway.operator(), "opa", ",\"roles\":[\"operator\"]"));
        Map<String, String> freeze = Map.of("csrf", opa.csrf(), "act", "freeze", "agent", agent.id());
        assertEquals(303, opa.post(page, freeze).status());
        assertEquals("agent_frozen", call().string("reason"));
        assertFalse(ann.get(page).text().contains("Lift the freeze"), "no button for the analyst");
        Map<String, String> lift = Map.of("csrf", ann.csrf(), "act", "unfreeze", "agent", agent.id());
        Heard refused = ann.post(page, lift);
        assertTrue(refused.status() == 403 && refused.text().contains("not_yours_to_lift"), refused::text);
        assertEquals("agent_frozen", call().string("reason"));
        assertTrue(opa.get(page).text().contains("Lift the freeze"), "a button for the operator");
        Map<String, String> lifts = Map.of("csrf", opa.csrf(), "act", "unfreeze", "agent", agent.id());
        assertEquals(303, opa.post(page, lifts).status());
        assertEquals("policy_forbids", call().string("reason"));
    }

    @Test
    void a_damaged_receipt_breaks_no_page_and_is_named() throws SQLException {
        for (int i = 0; i < 4; i++) {
            call();
        }
        List<String> kept = items("/v1/receipts?limit=3", "receipts", "receipt_id");
        String damaged = kept.get(1);
        List<String> decisions = items("/v1/decisions?limit=3", "decisions", "decision_id");
        damage(damaged);
        Heard list = ann.get("/console/receipts");
        assertEquals(200, list.status(), list::text);
        kept.forEach(id -> assertTrue(list.text().contains(id), id));
        assertEquals(2, list.text().split("unreadable", -1).length, list::text);
        assertTrue(list.text().contains("tag failed"), list::text);
        String number = list.text().replaceAll("(?s).*<td>(\\d+)</td><td></td><td>unreadable.*", "$1");
        Heard peeked = ann.get("/console/feed/peek.json?s=" + number);
        assertEquals(200, peeked.status(), peeked::text);
        assertEquals("unreadable", peeked.string("kind"));
        assertEquals(damaged, peeked.string("receipt_id"));
        Heard flagged = ann.get("/console/decisions");
        assertEquals(200, flagged.status(), flagged::text);
        assertTrue(flagged.text().contains("can't be read: <a href"), flagged::text);
        assertTrue(flagged.text().contains(">" + number + "</a>"), flagged::text);
        for (String decision : decisions) {
            int status = ann.get("/console/decisions/" + decision).status();
            assertTrue(status == 200 || status == 404, decision + ": " + status);
        }
    }

    @Test
    void a_damaged_receipt_hides_no_other_from_programs() throws SQLException {
        for (int i = 0; i < 4; i++) {
            call();
        }
        List<String> kept = items("/v1/receipts?limit=3", "receipts", "receipt_id");
        damage(kept.get(1));
        for (String list : List.of("receipts", "decisions")) {
            Heard heard = gateway.client().get("/v1/" + list + "?limit=3", gateway.operator());
            assertEquals(200, heard.status(), heard::text);
            assertEquals(2, heard.text().split("\"error\":\"receipt_unreadable\"", -1).length, heard::text);
            assertEquals(kept, items("/v1/" + list + "?limit=3", list, "receipt_id"));
        }
        Heard one = gateway.client().get("/v1/receipts/" + kept.get(1), gateway.operator());
        assertTrue(one.status() == 200 && one.text().contains("receipt_unreadable"), one::text);
        Heard verdict = gateway.client().get("/v1/receipts/" + kept.get(1) + "/verify", gateway.operator());
        assertTrue(verdict.text().contains("\"verified\":false"), verdict::text);
        Heard frozen = gateway.client().post("/v1/sessions/any/freeze", gateway.operator(), "{\"reason\":\"a drill\"}");
        assertTrue(frozen.status() < 500, frozen::text);
    }

    private void damage(String id) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sallyport.db"));
                PreparedStatement update = connection.prepareStatement("UPDATE receipt SET body = ? WHERE id = ?")) {
            update.setBytes(1, "{\"damaged".getBytes(StandardCharsets.UTF_8));
            update.setString(2, id);
            assertEquals(1, update.executeUpdate());
        }
    }
}
