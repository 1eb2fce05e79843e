package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.server.auth.PassphraseKey;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console as people have it: in Chromium, with its one script, its own security policy and a device for passkeys, at {@code
 * gate.localhost}. Each test has people of its own; at its end no browser holds anything against a page.
 */
@Tag("full")
@Timeout(300)
class ConsoleInBrowserTest {
    private static final String GATE = "http://gate.localhost";
    private static final String LIST = GATE + "/console/";

    @TempDir
    private static Path folder;

    private static TestGateway gateway;
    private static Enrolled agent;
    private static RealBrowser browser;
    /** Other people's site. What it says is set by the test that goes there. */
    private static HttpServer elsewhere;

    private static volatile String theirs = "";

    @BeforeAll
    static void start() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            byte[] page = theirs.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        elsewhere.start();
        String other = "127.0.0.1:" + elsewhere.getAddress().getPort();
        gateway = TestGateway.start(folder, SettingsFile.parse("s.yaml", """
                        approvals: {console: {url: "%s"}}
                        allowed: {hosts: [gate.localhost, preview.localhost]}
                        preview: {port: 0, services: {web: {url: "http://%s"}}}
                        """.formatted(GATE, other)));
        agent = gateway.agent("a1");
        browser = new RealBrowser(
                "gate.localhost=127.0.0.1:" + gateway.url().getPort(),
                "preview.localhost=127.0.0.1:"
                        + gateway.gateway().preview().orElseThrow().getPort(),
                "evil.example=" + other,
                "evil.gate.localhost=" + other);
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        gateway.close();
        elsewhere.stop(0);
    }

    private static RealBrowser.Page signedIn(String name, String more) {
        return signIn(name, gateway.person(gateway.operator(), name, more));
    }

    private static RealBrowser.Page signIn(String name, String credential) {
        RealBrowser.Page page = browser.of(name).open(LIST);
        page.fill("Passphrase or credential", credential).press("Sign in");
        assertTrue(page.seen().contains("Signed in as " + name), page::seen);
        return page;
    }

    private static String held(String body) {
        return gateway.client().post("/v1/authorize", agent.token(), body).string("approval.approval_id");
    }

    private static String risky() {
        return held("""
                {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"shell","action":"exec","resource":null,\
                "mutates_state":true,"parameters":{"command":"rm -rf /srv"}},\
                "context":{"source_trust":"unknown","contains_sensitive_data":true}}""".formatted(agent.id()));
    }

    private static String status(String approval) {
        return gateway.client().get("/v1/approvals/" + approval, agent.token()).string("status");
    }

    private static String page(String approval) {
        return GATE + "/console/approvals/" + approval;
    }

    private static void clean(RealBrowser.Page... pages) {
        for (RealBrowser.Page page : pages) {
            assertEquals(List.of(), page.faults());
        }
    }

    @Test
    void a_person_finds_what_waits_reads_the_bytes_that_were_hashed_and_approves() {
        String id = gateway.held(agent);
        RealBrowser.Page anna = signedIn("anna", "");
        anna.follow(id);
        assertEquals("/console/approvals/" + id, anna.at());
        assertTrue(anna.seen().contains("\"method\": \"squash\""), anna::seen);
        String hashed = anna.unfold().inside("details pre").getFirst();
        JsonObject action = (JsonObject) StrictJson.parse(hashed.getBytes(StandardCharsets.UTF_8));
        assertEquals(hashed, new String(CanonicalForm.of(action, Scheme.SALLYPORT_JCS_2), StandardCharsets.UTF_8));
        String hash = ActionHash.of(action, Scheme.SALLYPORT_JCS_2).hex();
        assertEquals(List.of(hash), anna.inside("details code"));
        assertEquals("60rem", anna.style("main", "max-width").replace("960px", "60rem"), "the stylesheet is in force");
        anna.press("Approve");
        assertEquals("APPROVED", status(id));
        assertTrue(anna.seen().contains("APPROVED"), anna::seen);
        assertEquals(List.of(), anna.buttons());
        assertEquals(List.of(), anna.back().buttons(), "what was answered is not asked again");
        clean(anna);
    }

    @Test
    void hostile_words_are_read_as_what_they_are_and_none_of_them_acts() {
        String nasty = "<img src=x onerror=alert(1)></pre><script>alert(2)</script><a href='javascript:alert(3)'>ok</a>"
                + "&lt;\u202egpj.exe\u202c\u200b\u2066p\u0430y\u00a0\ud83d\ude80\ue0041\\u0022 onfocus=alert(4) autofocus";
        String id = held(TestGateway.call(agent, "semi_trusted_customer", "").replace("squash", json(nasty)));
        RealBrowser.Page bea = signedIn("bea", "").open(page(id)).unfold();
        String seen = bea.seen();
        assertTrue(
                seen.contains(
                        "<img src=x onerror=alert(1)></pre><script>alert(2)</script><a href='javascript:alert(3)'>"),
                seen);
        assertTrue(seen.contains("&lt;\\u{202e}gpj.exe\\u{202c}\\u{200b}\\u{2066}p\\u{430}y\\u{a0}"), seen);
        assertFalse(seen.matches("(?s).*[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u00ad\u00a0\u0430].*"), seen);
        assertEquals(2, bea.inside("pre").size(), "the page has the places it was made with, and no more");
        assertEquals(1, bea.count("script"));
        assertEquals(0, bea.count("img, pre a, pre *, iframe, [onerror], [onfocus], [autofocus]"));
        assertEquals(0, bea.count("a[href^='javascript']"));
        assertEquals(List.of("Approve", "Reject"), bea.buttons());
        bea.press("Reject");
        assertEquals("REJECTED", status(id));
        bea.open(LIST);
        assertFalse(bea.seen().contains(id), bea::seen);
        clean(bea);
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Test
    void a_hostile_tool_is_marked_in_the_list_too() {
        String body =
                TestGateway.call(agent, "semi_trusted_customer", "").replace("merge_pull_request", "<b>m\u0435rge</b>");
        held(body);
        RealBrowser.Page list = signedIn("lea", "");
        assertTrue(list.seen().contains("github / <b>m\\u{435}rge</b>"), list::seen);
        assertEquals(0, list.count("b"));
        clean(list);
    }

    @Test
    void a_passkey_signs_what_is_of_high_risk_and_nothing_less_will_do() {
        String id = risky();
        RealBrowser.Page cleo = signedIn("cleo", "");
        cleo.device(true);
        cleo.follow("You").press("Register a passkey");
        assertTrue(cleo.seen().contains("You have a passkey"), cleo::seen);
        assertEquals(1, cleo.keys().size());
        assertTrue(cleo.keys().getFirst().startsWith("gate.localhost "), cleo.keys()::toString);
        cleo.open(page(id));
        assertEquals(List.of("Approve with passkey", "Reject"), cleo.buttons());
        cleo.device(false);
        cleo.press("Approve with passkey", "The device did not do it: NotAllowedError");
        assertEquals("PENDING", status(id), "the device did not know the person");
        cleo.device(true);
        cleo.press("Approve with passkey");
        assertEquals("APPROVED", status(id));
        assertTrue(gateway.client()
                .get("/v1/receipts?limit=20", gateway.operator())
                .text()
                .contains("console, passkey"));
        clean(cleo);
    }

    @Test
    void a_signature_turned_into_another_answer_or_sent_twice_is_refused() {
        String id = risky();
        String other = risky();
        RealBrowser.Page dan = signedIn("dan", "");
        dan.device(true);
        dan.open(GATE + "/console/passkeys").press("Register a passkey");
        dan.open(page(id));
        dan.run("document.querySelector('form[data-passkey]').action = '/console/approvals/" + other + "'");
        dan.press("Approve with passkey");
        assertTrue(dan.seen().contains("passkey_refused") || dan.seen().contains("approval_hash_mismatch"), dan::seen);
        dan.open(page(id));
        dan.run("document.querySelector('form[data-passkey]').dataset.challenge = 'AAAA'");
        dan.press("Approve with passkey");
        assertTrue(dan.seen().contains("passkey_refused"), dan::seen);
        assertEquals("PENDING", status(id));
        assertEquals("PENDING", status(other));
        assertEquals(
                2,
                dan.faults().stream()
                        .filter(f -> f.contains("403") || f.contains("409"))
                        .count());
        dan.open(page(other)).press("Approve with passkey");
        assertEquals("APPROVED", status(other));
        clean(dan);
    }

    @Test
    void forms_of_other_sites_move_nothing_even_with_the_persons_cookie_and_the_pages_own_token() {
        String id = gateway.held(agent);
        RealBrowser.Page eve = signedIn("eve", "").open(page(id));
        String fields = eve.run("document.querySelector('main form').innerHTML");
        theirs = "<!doctype html><form method=post action='" + page(id) + "'>" + fields + "</form>";
        // One of another site, one that browsers count as the same site and to which they give the cookie.
        for (String site : List.of("http://evil.example/", "http://evil.gate.localhost/")) {
            eve.open(site).press("Approve");
            assertTrue(eve.seen().contains("origin_not_allowed"), eve::seen);
            assertEquals("PENDING", status(id));
        }
        assertEquals(2, eve.faults().stream().filter(f -> f.contains("403")).count());
        eve.open(page(id));
        eve.run("document.querySelector('main [name=csrf]').value = 'x'");
        eve.press("Approve");
        assertTrue(eve.seen().contains("form_refused"), eve::seen);
        assertEquals("PENDING", status(id));
        assertEquals(1, eve.faults().size());
    }

    @Test
    void no_other_page_frames_the_console_and_no_script_reads_its_cookie() {
        String id = gateway.held(agent);
        RealBrowser.Page fay = signedIn("fay", "");
        assertEquals("", fay.run("document.cookie"));
        assertTrue(fay.cookies().contains("httpOnly") && fay.cookies().contains("Strict"), fay::cookies);
        clean(fay);
        theirs = "<!doctype html><iframe src='" + page(id) + "'></iframe>";
        fay.open("http://evil.gate.localhost/");
        List<String> faults = fay.faults();
        assertTrue(faults.stream().anyMatch(fault -> fault.contains("frame-ancestors")), faults::toString);
    }

    @Test
    void a_link_in_a_message_leads_whoever_is_signed_in_to_the_action_and_others_to_the_sign_in() {
        String id = gateway.held(agent);
        RealBrowser.Page gil = signedIn("gil", "");
        theirs = "<!doctype html><a href='" + page(id) + "'>look</a>";
        gil.open("http://evil.example/").follow("look");
        gil.arrives("?again=1");
        assertTrue(gil.seen().contains("\"method\": \"squash\""), gil::seen);
        clean(gil);
        RealBrowser.Page stranger = browser.of("stranger").open("http://evil.example/");
        stranger.follow("look").arrives("?again=1");
        assertTrue(stranger.seen().contains("Passphrase"), stranger::seen);
        assertFalse(stranger.seen().contains("squash"), stranger::seen);
        stranger.fill("Passphrase or credential", gateway.person("hal")).press("Sign in");
        assertTrue(stranger.seen().contains("\"method\": \"squash\""), stranger::seen);
        clean(stranger);
    }

    @Test
    void two_people_break_the_glass_and_then_may_answer() {
        RealBrowser.Page gus = signedIn("gus", ",\"groups\":[\"break-glass\"]");
        RealBrowser.Page zoe = signedIn("zoe", ",\"groups\":[\"finance\"]");
        String id = gateway.held(agent);
        gus.open(page(id));
        assertFalse(gus.seen().contains("squash"), gus::seen);
        gus.press("Ask for break-glass", "Ask for break-glass");
        assertEquals("/console/approvals/" + id, gus.at(), "the browser itself asks why");
        gus.fill("Why", "chat is down, <i>the disk</i> fills\u202e").press("Ask for break-glass");
        assertTrue(gus.seen().contains("chat is down, <i>the disk</i> fills\\u{202e}"), gus::seen);
        zoe.open(LIST).press("Confirm as the second person");
        assertTrue(zoe.seen().contains("Confirmed by zoe"), zoe::seen);
        gus.open(page(id)).press("Approve");
        assertEquals("APPROVED", status(id));
        clean(gus, zoe);
    }

    @Test
    void a_preview_opens_with_its_token_alone_and_its_page_knows_nothing_of_the_console() {
        RealBrowser.Page ida = signedIn("ida", "");
        theirs = "<!doctype html><p>the branch</p><script>document.write(document.cookie + '|')</script>";
        String opened = """
                {"service":"web","person":"ida","paths":["/**"],"methods":["GET"],"seconds":600,"why":"look"}""";
        JsonObject preview = gateway.client()
                .post("/v1/previews", gateway.operator(), opened)
                .json();
        ida.open("http://preview.localhost/")
                .fill("The preview's token", "sp_pv_" + "x".repeat(43))
                .press("Open");
        assertTrue(ida.seen().contains("no open preview's token"), ida::seen);
        assertFalse(ida.faults().isEmpty(), "the status of the refusals");
        ida.fill("The preview's token", text(preview, "preview_token")).press("Open");
        assertEquals("the branch\n\n|", ida.seen().strip());
        assertEquals("/", ida.at(), "no token in the address");
        gateway.client()
                .post(
                        "/v1/previews/" + text(preview, "preview_id") + "/close",
                        gateway.operator(),
                        "{\"why\":\"seen\"}");
        ida.open("http://preview.localhost/");
        assertTrue(ida.seen().contains("The preview is closed"), ida::seen);
    }

    private static String text(JsonObject object, String member) {
        return ((JsonString) Objects.requireNonNull(object.get(member))).value();
    }

    @Test
    void a_button_beside_what_a_shield_flagged_says_that_it_was_wrong() {
        RealBrowser.Page kim = signedIn("kim", "");
        String canary = gateway.client()
                .post("/v1/canaries", gateway.operator(), "{\"kind\":\"environment\"}")
                .string("text");
        String decision = gateway.client()
                .post(
                        "/v1/authorize",
                        agent.token(),
                        TestGateway.call(agent, "trusted_internal_unsigned", "").replace("squash", canary))
                .string("decision_id");
        kim.open(LIST).follow("What shields flagged");
        assertTrue(kim.seen().contains("allow"), kim::seen);
        kim.open(GATE + "/console/decisions/" + decision);
        assertTrue(kim.seen().contains("canary:planted"), kim::seen);
        assertFalse(kim.seen().contains(canary), kim::seen);
        kim.press("This was a false alarm: canary:planted");
        assertTrue(kim.seen().contains("Reported, with a receipt."), kim::seen);
        clean(kim);
    }

    @Test
    void a_passphrase_signs_in_and_signing_out_ends_it() {
        String credential = PassphraseKey.credential(new PersonId("dora"), "correct horse battery")
                .orElseThrow();
        String code = gateway.client()
                .post("/v1/approvers", gateway.operator(), "{\"name\":\"dora\"}")
                .string("enrolment_code");
        gateway.client().post("/v1/approvers/claim", code, "{\"credential\":\"" + credential + "\"}");
        RealBrowser.Page dora = browser.of("dora").open(LIST);
        dora.fill("Name", "dora")
                .fill("Passphrase or credential", "correct horse batterz")
                .press("Sign in");
        assertTrue(dora.seen().contains("That is nobody's"), dora::seen);
        assertEquals(1, dora.faults().size(), "the status of the refusal");
        dora.fill("Name", "dora")
                .fill("Passphrase or credential", "correct horse battery")
                .press("Sign in");
        assertTrue(dora.seen().contains("Signed in as dora"), dora::seen);
        dora.press("Sign out");
        assertEquals("/console/sign-in", dora.at());
        dora.open(LIST).arrives("?again=1");
        assertTrue(dora.seen().contains("Passphrase"), dora::seen);
        clean(dora);
    }
}
