package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.server.auth.PassphraseKey;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console, as a browser without a script and a device in software see it. */
@Timeout(180)
class ConsoleTest {
    private static final String ORIGIN = "https://gate.example";
    private static final String RP = "gate.example";

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
                folder, SettingsFile.parse("s.yaml", "approvals: {console: {url: \"" + ORIGIN + "\"}}"));
        agent = gateway.agent(gateway.enrolment(), "a1", ",\"owner\":\"olive\"");
        anna = signedIn("anna", "");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Browser signedIn(String name, String more) {
        Browser browser = new Browser(gateway);
        Heard heard = browser.signIn("", gateway.person(gateway.operator(), name, more));
        assertEquals(303, heard.status(), heard::toString);
        return browser;
    }

    private String risky() {
        return gateway.client()
                .post("/v1/authorize", agent.token(), """
                {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"shell","action":"exec","resource":null,\
                "mutates_state":true,"parameters":{"command":"rm -rf /srv"}},\
                "context":{"source_trust":"unknown","contains_sensitive_data":true}}""".formatted(agent.id()))
                .string("approval.approval_id");
    }

    private String status(String approval) {
        return gateway.client().get("/v1/approvals/" + approval, agent.token()).string("status");
    }

    private static String page(String approval) {
        return "/console/approvals/" + approval;
    }

    @Test
    void a_person_reads_what_would_run_and_approves_it() {
        String id = gateway.held(agent);
        assertTrue(anna.get("/console/").text().contains(id));
        assertTrue(anna.get("/console/approvals.json").text().contains(id));
        Heard page = anna.get(page(id));
        assertTrue(page.text().contains("squash"), page::toString);
        assertTrue(
                page.text().contains("{&quot;action&quot;:&quot;merge_pull_request&quot;"),
                "the bytes that were hashed");
        Heard done = anna.post(page(id), Browser.form(page, ">Approve<"));
        assertEquals(303, done.status(), done::toString);
        assertEquals("APPROVED", status(id));
        assertTrue(gateway.client()
                .get("/v1/receipts?limit=5", gateway.operator())
                .text()
                .contains("\"via\":\"console\""));
        assertEquals(409, anna.post(page(id), Browser.form(page, ">Approve<")).status());
    }

    @Test
    void what_an_agent_wrote_is_text_on_the_page_and_never_markup() {
        String nasty = TestGateway.call(agent, "semi_trusted_customer", "")
                .replace("squash", "<script>x</script>\u202e\u200b'&quot;");
        String id = gateway.client().post("/v1/authorize", agent.token(), nasty).string("approval.approval_id");
        Heard page = anna.get(page(id));
        assertFalse(page.text().contains("<script>x"), page::toString);
        assertFalse(page.text().contains("\u202e"), page::toString);
        assertTrue(page.text().contains("\\u{202e}\\u{200b}"), page::toString);
        String policy =
                page.raw().headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(
                policy.startsWith("default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'"),
                policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(
                1, page.raw().headers().allValues("Content-Security-Policy").size());
    }

    @Test
    void only_a_form_of_ones_own_page_counts() {
        String id = gateway.held(agent);
        Map<String, String> form = Browser.form(anna.get(page(id)), ">Approve<");
        Browser ben = signedIn("ben", "");
        assertEquals(403, ben.post(page(id), form).status());
        assertEquals(403, new Browser(gateway).post(page(id), form).status());
        assertEquals(403, anna.post(page(id), Map.of("answer", "approve")).status());
        assertEquals(
                403,
                anna.post(page(id), form, Map.of("Origin", "https://evil.example"))
                        .status());
        Map<String, String> other = new HashMap<>(form);
        other.put("action_hash", "0".repeat(64));
        assertEquals(409, anna.post(page(id), other).status());
        assertEquals("PENDING", status(id));
    }

    @Test
    void strangers_see_a_sign_in_and_other_groups_see_no_content() {
        String id = gateway.held(agent);
        Browser nobody = new Browser(gateway);
        assertFalse(nobody.get(page(id)).text().contains("squash"));
        assertTrue(nobody.get(page(id) + "?again=1").text().contains("Passphrase"));
        assertEquals(401, nobody.get("/console/approvals.json").status());
        assertEquals(403, nobody.signIn("", "sp_pe_" + "x".repeat(43)).status());
        Browser zoe = signedIn("zoe", ",\"groups\":[\"finance\"]");
        Heard page = zoe.get(page(id));
        assertFalse(page.text().contains("squash"), page::toString);
        assertEquals(404, zoe.get(page("apr_nothing")).status());
    }

    @Test
    void the_owner_a_second_vote_and_an_expired_approval_are_refused() {
        String id = gateway.held(agent);
        Browser olive = signedIn("olive", "");
        assertEquals(
                403,
                olive.post(page(id), Browser.form(olive.get(page(id)), ">Approve<"))
                        .status());
        Map<String, String> form = Browser.form(anna.get(page(id)), ">Approve<");
        gateway.clock().advanceMillis(15 * 60 * 1000L);
        assertEquals(409, anna.post(page(id), form).status());
        assertFalse(anna.get(page(id)).text().contains(">Approve<"));
    }

    @Test
    void a_session_ends_with_time_with_the_credential_and_when_the_person_says_so() {
        assertTrue(anna.cookie().startsWith("__Host-sallyport="), anna::cookie);
        assertTrue(anna.get("/console/").text().contains("Signed in"));
        Browser ben = signedIn("ben", "");
        gateway.client().post("/v1/approvers", gateway.operator(), "{\"name\":\"ben\",\"replace\":true}");
        assertFalse(ben.get("/console/").text().contains("Signed in"));
        Browser cleo = signedIn("cleo", "");
        cleo.post("/console/sign-out", Browser.form(cleo.get("/console/"), ">Sign out<"));
        assertFalse(cleo.get("/console/").text().contains("Signed in"));
        gateway.clock().advanceMillis(8 * 60 * 60 * 1000L);
        assertFalse(anna.get("/console/").text().contains("Signed in"));
    }

    @Test
    void a_name_and_a_passphrase_sign_in_like_the_credential_made_of_them() {
        String credential = PassphraseKey.credential(new PersonId("Dora"), "correct horse battery")
                .orElseThrow();
        String code = gateway.client()
                .post("/v1/approvers", gateway.operator(), "{\"name\":\"dora\"}")
                .string("enrolment_code");
        gateway.client().post("/v1/approvers/claim", code, "{\"credential\":\"" + credential + "\"}");
        Browser dora = new Browser(gateway);
        assertEquals(303, dora.signIn("dora", "correct horse battery").status());
        assertEquals(
                403,
                new Browser(gateway).signIn("dora", "correct horse batterz").status());
    }

    private SoftKey registered(Browser browser, boolean ed25519) throws GeneralSecurityException {
        SoftKey key = new SoftKey(ed25519);
        Heard page = browser.get("/console/passkeys");
        Map<String, String> form = Browser.form(page, "Register");
        form.putAll(key.create(Browser.data(page, "challenge"), ORIGIN, RP));
        Heard done = browser.post("/console/passkeys", form);
        assertEquals(303, done.status(), done::toString);
        return key;
    }

    @Test
    void with_a_passkey_high_risk_takes_its_signature_over_this_very_answer() throws GeneralSecurityException {
        for (boolean ed25519 : List.of(true, false)) {
            Browser browser = signedIn(ed25519 ? "ed" : "es", "");
            SoftKey key = registered(browser, ed25519);
            String id = risky();
            Heard page = browser.get(page(id));
            Map<String, String> form = Browser.form(page, ">Approve with passkey<");
            assertEquals(403, browser.post(page(id), form).status(), "without a signature");
            form.putAll(key.use(Browser.data(page, "challenge"), ORIGIN, RP, SoftKey.VERIFIED));
            Heard done = browser.post(page(id), form);
            assertEquals(303, done.status(), done::toString);
            assertEquals("APPROVED", status(id));
        }
        assertTrue(gateway.client()
                .get("/v1/receipts?limit=10", gateway.operator())
                .text()
                .contains("console, passkey"));
    }

    @Test
    void a_person_with_a_passkey_can_not_approve_high_risk_with_the_credential_alone() throws GeneralSecurityException {
        String credential = gateway.person("pat");
        Browser pat = new Browser(gateway);
        pat.signIn("", credential);
        registered(pat, true);
        String id = risky();
        Heard api = gateway.client().post("/v1/approvals/" + id + "/approve", credential, "{}");
        assertEquals("approver_not_allowed", api.code());
        assertEquals(
                200,
                gateway.client()
                        .post("/v1/approvals/" + id + "/reject", credential, "{}")
                        .status());
    }

    @Test
    void signatures_for_other_challenges_origins_hosts_keys_and_without_the_person_are_refused()
            throws GeneralSecurityException {
        SoftKey key = registered(anna, false);
        String id = risky();
        String other = risky();
        SoftKey stranger = new SoftKey(false);
        for (int fault = 0; fault < 7; fault++) {
            Heard page = anna.get(page(id));
            String challenge = Browser.data(page, "challenge");
            Map<String, String> form = Browser.form(page, ">Approve with passkey<");
            form.putAll(
                    switch (fault) {
                        case 0 ->
                            key.use(Browser.data(anna.get(page(other)), "challenge"), ORIGIN, RP, SoftKey.VERIFIED);
                        case 1 -> key.use(challenge, "https://evil.example", RP, SoftKey.VERIFIED);
                        case 2 -> key.use(challenge, ORIGIN, "evil.example", SoftKey.VERIFIED);
                        case 3 -> key.use(challenge, ORIGIN, RP, SoftKey.PRESENT_ONLY);
                        case 4 -> stranger.use(challenge, ORIGIN, RP, SoftKey.VERIFIED);
                        case 5 -> Map.of("signature", "AAAA", "client_data", "e30", "authenticator_data", "AAAA");
                        default -> {
                            // The signature is for an approval; the form says the opposite, and then another nonce.
                            form.put("nonce", "another");
                            yield key.use(challenge, ORIGIN, RP, SoftKey.VERIFIED);
                        }
                    });
            int status = anna.post(page(id), form).status();
            assertTrue(status == 403 || status == 409, "fault " + fault + ": " + status);
        }
        Heard page = anna.get(page(id));
        Map<String, String> turned = Browser.form(page, ">Approve with passkey<");
        turned.putAll(key.use(Browser.data(page, "challenge"), ORIGIN, RP, SoftKey.VERIFIED));
        turned.put("answer", "reject");
        assertEquals(403, anna.post(page(id), turned).status(), "signed as an approval, sent as a refusal");
        assertEquals("PENDING", status(id));
    }

    @Test
    void two_people_break_the_glass_for_one_agent_and_one_time_and_everybody_hears_of_it() {
        Browser guard = signedIn("gus", ",\"groups\":[\"break-glass\"]");
        Browser second = signedIn("zoe", ",\"groups\":[\"finance\"]");
        Browser third = signedIn("tim", ",\"groups\":[\"finance\"]");
        String expired = gateway.held(agent);
        gateway.clock().advanceMillis(15 * 60 * 1000L);
        Map<String, String> ask = Browser.form(guard.get(page(expired)), "Ask for break-glass");
        ask.putAll(Map.of("minutes", "30", "why", "slack is down and the disk fills"));
        String path = page(expired) + "/break-glass";
        Map<String, String> foreign = Browser.form(second.get("/console/"), ">Sign out<");
        foreign.putAll(Map.of("minutes", "30", "why", "me too"));
        assertEquals(403, second.post(path, foreign).status());
        assertEquals(303, guard.post(path, ask).status());
        String held = gateway.held(agent);
        assertFalse(guard.get(page(held)).text().contains(">Approve<"), "one person is not enough");
        Map<String, String> own = Browser.form(guard.get("/console/"), "Confirm");
        String confirm = "/console/break-glass/" + brk(guard.get("/console/"));
        assertEquals(403, guard.post(confirm, own).status(), "the second person is another");
        assertEquals(
                303,
                second.post(confirm, Browser.form(second.get("/console/"), "Confirm"))
                        .status());
        Map<String, String> outside = Browser.form(third.get("/console/"), ">Sign out<");
        outside.putAll(Map.of("answer", "approve", "action_hash", ""));
        assertEquals(403, third.post(page(held), outside).status());
        Heard page = guard.get(page(held));
        assertEquals(
                303, guard.post(page(held), Browser.form(page, ">Approve<")).status());
        assertEquals("APPROVED", status(held));
        String receipts = gateway.client()
                .get("/v1/receipts?limit=20", gateway.operator())
                .text();
        for (String said : List.of("open_break_glass", "confirm_break_glass", "console, brk_")) {
            assertTrue(receipts.contains(said), said);
        }
        String late = gateway.held(agent);
        gateway.clock().advanceMillis(30 * 60 * 1000L);
        assertFalse(guard.get(page(gateway.held(agent))).text().contains(">Approve<"), "the time is over");
        assertEquals("EXPIRED", status(late));
    }

    @Test
    void a_passkey_and_an_open_glass_survive_a_restart_and_a_session_does_not() throws GeneralSecurityException {
        String credential = gateway.person(gateway.operator(), "gus", ",\"groups\":[\"break-glass\"]");
        Browser guard = new Browser(gateway);
        guard.signIn("", credential);
        registered(guard, true);
        String id = gateway.held(agent);
        Map<String, String> ask = Browser.form(guard.get(page(id)), "Ask for break-glass");
        ask.putAll(Map.of("minutes", "30", "why", "nobody is there"));
        guard.post(page(id) + "/break-glass", ask);
        gateway.restart();
        assertFalse(guard.get("/console/").text().contains("Signed in"));
        guard.signIn("", credential);
        assertTrue(guard.get("/console/passkeys").text().contains("You have a passkey"));
        assertTrue(guard.get("/console/").text().contains("nobody is there"));
        gateway.client().post("/v1/approvers", gateway.operator(), "{\"name\":\"gus\",\"replace\":true}");
        assertFalse(guard.get("/console/").text().contains("Signed in"));
    }

    private static String brk(Heard list) {
        return list.text().replaceAll("(?s).*/console/break-glass/(brk_\\w+).*", "$1");
    }

    @Test
    void what_a_person_refused_no_glass_brings_back() {
        Browser guard = signedIn("gus", ",\"groups\":[\"break-glass\"]");
        String id = gateway.held(agent);
        Map<String, String> ask = Browser.form(guard.get(page(id)), "Ask for break-glass");
        ask.putAll(Map.of("minutes", "30", "why", "want it"));
        Map<String, String> reject = Browser.form(anna.get(page(id)), ">Reject<");
        assertEquals(303, anna.post(page(id), reject).status());
        assertEquals(409, guard.post(page(id) + "/break-glass", ask).status());
    }
}
