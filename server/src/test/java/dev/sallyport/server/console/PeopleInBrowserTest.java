package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.oidc.FakeProvider;
import dev.sallyport.server.wiring.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by a provider in a real browser, what each role is led to, and the screens of those who watch over people. */
@Tag("full")
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeopleInBrowserTest {
    private static final String GATE = "http://gate.localhost";
    private static final Path PICTURES =
            Path.of(System.getProperty("sallyport.root", "..")).toAbsolutePath().resolve("target/screens");

    /** What a hostile agent, server or provider would be called. */
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @TempDir
    private static Path folder;

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static RealBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(PICTURES);
        Files.writeString(folder.resolve("client"), FakeProvider.SECRET);
        provider = new FakeProvider(
                GATE + "/console/oidc/callback", () -> gateway.clock().millis());
        gateway = TestGateway.start(
                folder.resolve("data"),
                SettingsFile.parse(folder.resolve("s.yaml").toString(), """
                        approvals: {console: {url: "%s", %s}}
                        allowed: {hosts: [gate.localhost]}
                        """.formatted(
                                GATE,
                                provider.settings(
                                        "client", ", create: true, roles: {viewer: [staff], operator: [platform]}"))));
        gateway.client()
                .post(
                        "/v1/agents/register",
                        gateway.operator(),
                        "{\"agent_key\":\"desk\",\"name\":\"" + HOSTILE + "\"}");
        gateway.client()
                .post(
                        "/v1/mcp/servers",
                        gateway.operator(),
                        "{\"key\":\"files\",\"url\":\"https://u.example/MARK3D\"}");
        gateway.client().post("/v1/mcp/servers/files/tools", gateway.operator(), """
                {"tools":[{"name":"read_file","schema_hash":"%s","effect":"reads","capability":"read"}]}""".formatted("ab".repeat(32)));
        browser = new RealBrowser("gate.localhost=127.0.0.1:" + gateway.url().getPort());
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        gateway.close();
        provider.close();
        assertEquals(List.of(), provider.faults);
    }

    private static RealBrowser.Page byProvider(String name, String group) {
        provider.subject = "sub-" + name;
        provider.claims = ",\"preferred_username\":\"" + name + "\",\"groups\":[\"" + group + "\"]";
        RealBrowser.Page page = browser.of(name).open(GATE + "/console/registry");
        page.arrives("?again=1");
        page.follow("Sign in with your organisation");
        page.until("document.querySelector('header nav')");
        return page;
    }

    @Test
    @Order(1)
    void a_viewer_whom_the_provider_names_arrives_where_it_wanted_and_sees_only_what_it_may() {
        RealBrowser.Page vera = byProvider("vera", "staff");
        assertEquals("/console/registry", vera.at());
        assertTrue(vera.seen().contains("Signed in as vera"), vera::seen);
        for (Screen screen : Screen.values()) {
            boolean hers =
                    !List.of(Screen.PEOPLE, Screen.VISITS, Screen.SETTINGS).contains(screen);
            assertEquals(hers ? 1 : 0, vera.count("header nav a[href='" + screen.path() + "']"), screen.label());
        }
        assertFalse(vera.seen().contains("Freeze"), vera::seen);
        vera.open(GATE + "/console/settings");
        assertTrue(vera.seen().contains("Your roles do not hold this"), vera::seen);
        assertEquals(List.of(), unexpected(vera));
    }

    /** What the browser says besides that it went to the provider, and that a page was refused that was asked for. */
    private static List<String> unexpected(RealBrowser.Page page) {
        return page.faults().stream()
                .filter(fault -> !fault.startsWith("elsewhere: " + provider.issuer() + "/authorize?"))
                .filter(fault -> !fault.contains("status of 403"))
                .toList();
    }

    @Test
    @Order(2)
    void an_operator_gives_a_role_and_ends_a_session_which_is_out_at_its_next_request() {
        RealBrowser.Page vera = browser.of("vera");
        RealBrowser.Page opa = byProvider("opa", "platform");
        assertEquals(0, opa.count("main img"), "what strangers are called is text");
        assertFalse(opa.seen().contains("MARK3D"), "of addresses the host alone");
        opa.press("Freeze desk");
        assertTrue(opa.seen().contains("frozen"), opa::seen);
        opa.press("Unfreeze desk").press("Quarantine files");
        assertTrue(opa.seen().contains("quarantined"), opa::seen);
        opa.press("Restore files");
        opa.follow("People");
        opa.click("tr:has(input[value='vera']) summary");
        opa.press("End every session of vera");
        vera.open(GATE + "/console/feed");
        vera.arrives("?again=1");
        assertTrue(vera.seen().contains("Sign in with your organisation"), vera::seen);
        gateway.clock().advanceMillis(1);
        assertEquals(List.of(), unexpected(opa));
    }

    @Test
    @Order(3)
    void an_operator_invites_and_sees_the_code_once() {
        RealBrowser.Page opa = browser.of("opa").open(GATE + "/console/people");
        List<String> found = new ArrayList<>();
        opa.click("details:has(input[value='invite']) summary");
        look(opa, "people-invite", found);
        opa.run("document.querySelector('input[value=invite]').form.name.value = '<b>nora</b>'");
        opa.run("document.querySelector('input[value=invite]').form['role-viewer'].checked = true");
        opa.press("Invite");
        assertTrue(opa.seen().contains("sp_ec_"), opa::seen);
        assertEquals(0, opa.count("main b"), "what somebody is called is text");
        assertFalse(opa.at().contains("sp_ec_"), opa.at());
        look(opa, "people-invited", found);
        opa.open(GATE + "/console/people");
        assertFalse(opa.seen().contains("sp_ec_"), opa::seen);
        assertEquals(List.of(), found);
        assertEquals(List.of(), unexpected(opa));
    }

    @Test
    @Order(4)
    void each_screen_is_clean_in_both_themes_and_on_a_phone() {
        RealBrowser.Page opa = browser.of("opa");
        new Browser(gateway).signIn("vera", "not the passphrase at all");
        List<String> found = new ArrayList<>();
        for (String name : List.of("people", "visits", "settings", "settings?show=all", "registry", "passkeys")) {
            opa.open(GATE + "/console/" + name);
            look(opa, name.replaceAll("[?].*", "-all"), found);
        }
        opa.open(GATE + "/console/people").click("tr:has(input[value='vera']) summary");
        look(opa, "people-change", found);
        RealBrowser.Page stranger = browser.of("stranger").open(GATE + "/console/sign-in");
        look(stranger, "sign-in-provider", found);
        RealBrowser.Page ned = byProvider("ned", "staff");
        ned.open(GATE + "/console/people");
        look(ned, "not-yours", found);
        assertEquals(List.of(), found);
        assertTrue(Files.exists(PICTURES.resolve("people-dark.png")));
    }

    private static void look(RealBrowser.Page page, String name, List<String> found) {
        for (String theme : List.of("light", "dark")) {
            page.on(theme, 1280, 800, "screen");
            page.picture(PICTURES.resolve(name + "-" + theme + ".png"));
            page.axe().forEach(fault -> found.add(name + "-" + theme + ": " + fault));
        }
        page.on("light", 390, 800, "screen");
        page.axe().forEach(fault -> found.add(name + "-phone: " + fault));
        page.on("light", 1280, 800, "screen");
    }
}
