package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.PilotLog;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people record of a pilot, on its page and over the API: shown before it is recorded, refused as the verbs refuse it, with a receipt. */
@Timeout(120)
class PilotPagesTest {
    private static final String PATH = "/console/pilot";
    private static final String NASTY = "<img src=x onerror=alert(1)> \u202egpj";
    private static final String AGREED =
            "{\"fact\":\"agreed\",\"id\":\"t7\",\"customer\":\"one\",\"what\":\"tighten\",\"owner\":\"ann\",\"due\":\"2031-02-13\"}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Browser anna;

    @SuppressWarnings("NullAway.Init")
    private PilotLog log;

    @BeforeEach
    void start() throws IOException {
        gateway = TestGateway.start(folder, SettingsFile.parse("s.yaml", "{}"));
        log = begun(folder, gateway);
        anna = new Browser(gateway);
        anna.signIn("", gateway.person(gateway.operator(), "anna", ",\"roles\":[\"operator\"]"));
    }

    /** A pilot in that data directory, with one customer. */
    static PilotLog begun(Path data, TestGateway gateway) throws IOException {
        Path pilot = Files.createDirectories(data.resolve("pilot"));
        Ed25519Key key = Ed25519Key.generate("pilot.example", new SecureRandom());
        KeyFile.write(pilot.resolve("pilot.key"), key);
        PilotLog log = new PilotLog(pilot.resolve("records.jsonl"), key);
        log.append(gateway.clock().instant(), before -> List.of(new Fact.Began("pilot.example", List.of("canary"))));
        log.append(gateway.clock().instant(), before -> List.of(new Fact.Joined("one", Cohort.A, "")));
        return log;
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Pilot pilot() throws IOException {
        return log.read().pilot();
    }

    private Heard send(Browser browser, String... pairs) {
        Map<String, String> fields = new HashMap<>(Map.of("csrf", browser.csrf()));
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return browser.post(PATH, fields);
    }

    /** Looks at what an act would change and then does it, as a person would. */
    private Heard done(String... pairs) {
        String head = Browser.form(anna.get(PATH), ">See what it changes<").getOrDefault("head", "");
        List<String> look = new ArrayList<>(List.of(pairs));
        Collections.addAll(look, "head", head, "step", "look");
        Heard shown = send(anna, look.toArray(String[]::new));
        assertEquals(200, shown.status(), shown::toString);
        Map<String, String> form = new HashMap<>(Browser.form(shown, ">Record it<"));
        for (int i = 0; i < pairs.length; i += 2) {
            form.put(pairs[i], pairs[i + 1]); // as a browser would read them from the page
        }
        form.put("reason", "as we said");
        return anna.post(PATH, form);
    }

    private String receipt(Heard done) {
        assertEquals(303, done.status(), done::toString);
        String to = done.raw().headers().firstValue("Location").orElseThrow();
        return gateway.client()
                .get("/v1/receipts/" + to.substring(to.indexOf("done=") + 5), gateway.operator())
                .text();
    }

    private Heard api(String act, String members) {
        return gateway.client().post("/v1/pilot", gateway.operator(), "{\"act\":\"" + act + "\"," + members + "}");
    }

    @Test
    void what_an_act_changes_is_shown_first_and_nothing_is_recorded_by_looking() throws IOException {
        String head = log.read().hash();
        Heard shown = send(anna, "act", "joined", "step", "look", "head", head, "customer", "two", "cohort", "A");
        assertTrue(shown.text().contains("What that changes"), shown::toString);
        assertTrue(shown.text().contains("customer two"), shown::toString);
        assertTrue(shown.text().contains("gate size"), "the gate asks for fewer customers then: " + shown);
        assertEquals(head, log.read().hash());
    }

    @Test
    void an_agreement_is_recorded_with_a_receipt_that_names_the_record_and_is_settled_later() throws IOException {
        String kept = receipt(done(
                "act",
                "agreed",
                "id",
                "t7",
                "customer",
                "one",
                "what",
                "tighten",
                "owner",
                "ann",
                "due",
                "2031-02-13"));
        assertEquals(
                new Fact.Agreed("t7", "one", "tighten", "ann", LocalDate.of(2031, 2, 13)),
                pilot().entries().getLast().facts().getFirst());
        for (String said : List.of(
                "\"change\":\"record_pilot\"",
                "\"actor\":\"anna\"",
                "\"actor_role\":\"operator\"",
                "\"record_hash\":\"" + log.read().hash() + "\"",
                "\"facts\":[\"agreed\"]",
                "as we said")) {
            assertTrue(kept.contains(said), said + " in " + kept);
        }
        assertFalse(kept.contains("tighten"), "what customers agreed to is in the record alone");
        assertTrue(anna.get(PATH).text().contains("Agreed and open"));
        receipt(done("act", "settled", "id", "t7"));
        assertFalse(anna.get(PATH).text().contains("Agreed and open"));
    }

    @Test
    void who_assessed_a_surface_is_whoever_is_signed_in() throws IOException {
        receipt(done(
                "act",
                "missed",
                "id",
                "m1",
                "customer",
                "one",
                "shield",
                "canary",
                "attack",
                "new-one",
                "reported",
                "yes"));
        receipt(done("act", "assessed", "surface", "new-one", "cvss", "7.5", "by", "somebody else"));
        assertEquals(
                new Fact.Assessed("new-one", 7.5, "anna"),
                pilot().entries().getLast().facts().getFirst());
        assertTrue(anna.get(PATH).text().contains("CVSS 7.5"));
    }

    @Test
    void the_next_phase_is_not_reached_before_its_gate_passes() throws IOException {
        String head = log.read().hash();
        Heard shut = send(anna, "act", "advance", "step", "record", "head", head, "reason", "now");
        assertEquals(409, shut.status(), shut::toString);
        assertTrue(shut.text().contains("gate_closed") && shut.text().contains("more days"), shut::toString);
        assertEquals("gate_closed", api("advance", "\"why\":\"\"").code());
        assertEquals("review_early", api("review", "\"why\":\"\"").code());
        assertEquals(Phase.A, pilot().phase());
        assertEquals(head, log.read().hash());
    }

    @Test
    void what_the_verbs_refuse_is_refused_here_with_the_same_code_and_no_receipt() throws IOException {
        String head = log.read().hash();
        long receipts = gateway.receipts(gateway.operator());
        assertEquals(
                "mode_not_graduated",
                api(
                                "record",
                                "\"facts\":[{\"fact\":\"mode-set\",\"customer\":\"one\",\"shield\":\"canary\",\"mode\":\"blocking\"}]")
                        .code());
        assertEquals(
                "unknown_customer",
                api("record", "\"facts\":[{\"fact\":\"left\",\"customer\":\"two\"}]")
                        .code());
        assertEquals(
                "no_version_before",
                api("rollback", "\"customer\":\"one\",\"shield\":\"canary\"").code());
        assertEquals(
                "wrong_form",
                api("record", "\"facts\":[{\"fact\":\"nonsense\"}]").code());
        assertEquals("wrong_form", api("record", "\"facts\":[]").code());
        assertEquals(head, log.read().hash());
        assertEquals(receipts, gateway.receipts(gateway.operator()));
    }

    @Test
    void what_is_measured_is_nobodys_to_say() {
        for (String measured : List.of(
                "{\"fact\":\"surfaced\",\"customer\":\"one\",\"category\":\"canary:x\",\"confidence\":1}",
                "{\"fact\":\"week\",\"customer\":\"one\",\"from\":\"2020-01-01\",\"days\":7,\"calls\":{},\"shields\":{}}",
                "{\"fact\":\"advanced\",\"to\":\"B\"}",
                "{\"fact\":\"extended\",\"weeks\":2,\"because\":[]}")) {
            assertEquals(
                    "fact_measured",
                    api("record", "\"facts\":[" + measured + "]").code(),
                    measured);
        }
        String tooLong = AGREED.replace("tighten", "x".repeat(20_000));
        assertEquals(
                "fact_too_large", api("record", "\"facts\":[" + tooLong + "]").code());
    }

    @Test
    void a_form_of_a_page_that_is_out_of_date_records_nothing_and_the_page_says_what_stands() throws IOException {
        String shown = log.read().hash();
        assertEquals(
                200,
                api("record", "\"facts\":[" + AGREED + "],\"head\":\"" + shown + "\"")
                        .status());
        Heard late = send(anna, "act", "left", "step", "record", "head", shown, "customer", "one", "reason", "x");
        assertEquals(409, late.status());
        assertTrue(late.text().contains("pilot_changed"), late::toString);
        assertTrue(late.text().contains("Agreed and open"), late::toString);
        assertEquals(
                "pilot_changed",
                api("record", "\"facts\":[" + AGREED + "],\"head\":\"" + shown + "\"")
                        .code());
    }

    @Test
    void of_many_who_were_shown_the_same_one_records_and_records_and_receipts_agree() throws IOException {
        String shown = log.read().hash();
        List<String> receipts = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                many.execute(() -> {
                    Heard heard = api("record", "\"facts\":[" + AGREED + "],\"head\":\"" + shown + "\"");
                    if (heard.status() == 200) {
                        receipts.add(heard.string("receipt_id"));
                    }
                });
            }
        }
        assertEquals(1, receipts.size(), receipts::toString);
        assertEquals(3, pilot().entries().size());
    }

    @Test
    void a_preview_that_is_no_truth_value_is_refused_and_not_taken_for_the_act() {
        for (String preview : List.of("\"true\"", "1", "null", "[]")) {
            Heard refused = api("record", "\"preview\":" + preview + ",\"facts\":[]");
            assertEquals(400, refused.status(), preview);
            assertEquals("wrong_form", refused.code(), preview);
        }
    }

    @Test
    void a_preview_by_the_api_says_what_would_change_and_records_nothing() throws IOException {
        String head = log.read().hash();
        Heard shown = api("record", "\"preview\":true,\"facts\":[{\"fact\":\"left\",\"customer\":\"one\"}]");
        assertEquals(200, shown.status(), shown::toString);
        assertTrue(
                shown.text().contains("{\"what\":\"customer one\",\"before\":\"takes part\",\"after\":\"left\"}"),
                shown::toString);
        assertEquals(head, log.read().hash());
    }

    @Test
    void nobody_records_without_the_role_operator_or_from_elsewhere() throws IOException {
        String head = log.read().hash();
        for (String role : List.of("viewer", "analyst", "approver", "auditor")) {
            String credential = gateway.person(gateway.operator(), role, ",\"roles\":[\"" + role + "\"]");
            Browser browser = new Browser(gateway);
            browser.signIn("", credential);
            Heard page = browser.get(PATH);
            assertFalse(page.text().contains("See what it changes"), role);
            assertEquals(
                    403,
                    send(browser, "act", "left", "step", "record", "head", head, "customer", "one")
                            .status(),
                    role);
            assertEquals(
                    403,
                    gateway.client()
                            .post("/v1/pilot", credential, "{\"act\":\"record\",\"facts\":[" + AGREED + "]}")
                            .status(),
                    role);
        }
        Heard forged = anna.post(PATH, Map.of("csrf", "guess", "act", "left", "step", "record", "customer", "one"));
        assertTrue(forged.text().contains("form_refused"), forged::toString);
        assertEquals(head, log.read().hash());
    }

    @Test
    void another_tenant_has_no_pilot_to_record_of() throws IOException {
        Install.FreshKeys globex = gateway.addTenant("globex");
        String head = log.read().hash();
        Heard foreign = gateway.client()
                .post("/v1/pilot", globex.operatorKey(), "{\"act\":\"record\",\"facts\":[" + AGREED + "]}");
        assertEquals(404, foreign.status());
        assertEquals("no_pilot", foreign.code());
        assertEquals(head, log.read().hash());
    }

    @Test
    void broken_records_are_not_continued() throws IOException {
        Path records = folder.resolve("pilot/records.jsonl");
        String text = Files.readString(records);
        Files.writeString(records, text.substring(text.indexOf('\n') + 1));
        assertEquals("pilot_broken", api("record", "\"facts\":[" + AGREED + "]").code());
    }

    @Test
    void strangers_words_in_facts_stay_words() {
        receipt(done(
                "act", "agreed", "id", "t8", "customer", "one", "what", NASTY, "owner", NASTY, "due", "2031-02-13"));
        for (Heard page : List.of(
                anna.get(PATH),
                send(
                        anna,
                        "act",
                        "evidenced",
                        "step",
                        "look",
                        "head",
                        Browser.form(anna.get(PATH), ">See what it changes<").getOrDefault("head", ""),
                        "item",
                        "sla",
                        "evidence",
                        NASTY))) {
            assertEquals(200, page.status());
            assertTrue(page.text().contains("&lt;img src=x"), page::toString);
            assertFalse(page.text().contains("<img"), page::toString);
        }
        assertEquals(400, send(anna, "act", "burn", "step", "look").status());
        assertEquals(
                400,
                send(anna, "act", "assessed", "step", "look", "cvss", "ten").status());
    }
}
