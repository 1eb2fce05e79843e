package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.oidc.FakeProvider;
import dev.sallyport.server.oidc.FakeProvider.Mischief;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.testkit.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signing in by a provider's word, where the provider and what stands between may lie. */
@Timeout(180)
class OidcTest {
    private static final String ORIGIN = "https://gate.example";
    private static final String MAPPED = ", create: true, roles: {viewer: [staff], analyst: [soc], approver: [money],"
            + " operator: [platform], auditor: [audit]}, approver_groups: {approvers: [money]}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FakeProvider provider;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    private Browser browser() {
        return new Browser(gateway);
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("client"), FakeProvider.SECRET + "\n");
        provider = new FakeProvider(
                ORIGIN + "/console/oidc/callback",
                () -> gateway == null
                        ? ManualClock.START_MILLIS
                        : gateway.clock().millis());
        gateway = gateway(MAPPED);
    }

    private TestGateway gateway(String more) {
        return TestGateway.start(
                folder.resolve("data" + more.length()),
                SettingsFile.parse(
                        folder.resolve("s.yaml").toString(),
                        "approvals: {console: {url: \"" + ORIGIN + "\", idle: 30m, " + provider.settings("client", more)
                                + "}}"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
        assertEquals(List.of(), provider.faults);
    }

    /** Goes there and comes back; what the gateway answers to the way back. */
    private Heard signIn(Browser browser) {
        return browser.follow(provider.visited(begin(browser, "/console/incidents")));
    }

    private static URI begin(Browser browser, String next) {
        Heard start = browser.keep(browser.get("/console/oidc/start?next=" + next));
        assertEquals(303, start.status(), start::toString);
        return URI.create(start.raw().headers().firstValue("Location").orElseThrow());
    }

    @Test
    void somebody_whom_the_provider_names_comes_in_with_the_roles_of_the_groups_and_a_receipt() {
        Browser ann = browser();
        Heard back = signIn(ann);
        assertEquals(200, back.status(), back::toString);
        assertTrue(back.text().contains("url=/console/incidents"), back::toString);
        Heard page = ann.get("/console/");
        assertTrue(page.text().contains("Signed in as ann"), page::toString);
        assertEquals(403, ann.get("/console/people").status(), "an analyst does not oversee people");
        String receipts =
                gateway.client().get("/v1/receipts?limit=5", gateway.operator()).text();
        assertTrue(receipts.contains("\"actor\":\"oidc\""), receipts);
        assertTrue(receipts.contains("\"roles\":[\"analyst\"]"), receipts);
        String approvers =
                gateway.client().get("/v1/approvers", gateway.operator()).text();
        assertTrue(approvers.contains("\"signs_in\":\"provider\""), approvers);
    }

    @Test
    void the_cookie_of_an_attempt_comes_along_from_elsewhere_and_the_sessions_does_not() {
        Browser ann = browser();
        Heard start = ann.get("/console/oidc/start");
        String attempt = start.raw().headers().firstValue("Set-Cookie").orElse("");
        assertTrue(attempt.startsWith("__Host-sallyport-oidc="), attempt);
        assertTrue(attempt.contains("; HttpOnly; SameSite=Lax;") && attempt.endsWith("; Secure"), attempt);
        ann.keep(start);
        Heard back = ann.follow(provider.visited(
                URI.create(start.raw().headers().firstValue("Location").orElseThrow())));
        String session = back.raw().headers().firstValue("Set-Cookie").orElse("");
        assertTrue(session.startsWith("__Host-sallyport=") && session.contains("; SameSite=Strict;"), session);
    }

    @ParameterizedTest
    @EnumSource(value = Mischief.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatever_the_answer_lacks_nobody_comes_in_and_those_who_watch_read_why(Mischief mischief) {
        provider.mischief = mischief;
        Browser mallory = browser();
        Heard back = signIn(mallory);
        assertEquals(403, back.status(), back::toString);
        assertTrue(back.raw().headers().firstValue("Set-Cookie").isEmpty(), "no cookie for nobody");
        String code = switch (mischief) {
            case NONE -> "";
            case OTHER_NONCE, NO_NONCE -> "token_nonce";
            case OTHER_AUDIENCE, SECOND_AUDIENCE, OTHER_PARTY -> "token_audience";
            case ALGORITHM_NONE, HMAC_WITH_PUBLIC_KEY, OTHER_ALGORITHM -> "token_algorithm";
            case EXPIRED -> "token_expired";
            case NO_EXPIRY, LONG_AGO, FOR_LATER -> "token_time";
            case OTHER_ISSUER -> "token_issuer";
            case OTHER_KEY, UNKNOWN_KEY, TAMPERED -> "token_signature";
            case CLAIM_TWICE, CRITICAL, ACCESS_TOKEN_TYPE -> "token_form";
            case NOBODY -> "token_subject";
            case NO_TOKEN -> "provider_unusable";
            case OTHER_STATE -> "state_differs";
            case OTHER_ISSUER_IN_ANSWER, NO_ISSUER_IN_ANSWER -> "issuer_differs";
        };
        assertTrue(back.text().contains("<code>" + code + "</code>"), back::toString);
        assertFalse(mallory.get("/console/").text().contains("Signed in"));
        String visits =
                gateway.client().get("/v1/console/visits", gateway.operator()).text();
        assertTrue(visits.contains("\"why\":\"" + code + "\""), visits);
        assertFalse(
                gateway.client().get("/v1/approvers", gateway.operator()).text().contains("provider"));
    }

    @Test
    void an_answer_counts_once_and_only_in_the_browser_that_began() {
        Browser ann = browser();
        URI back = provider.visited(begin(ann, "/console/"));
        assertTrue(browser().follow(back).text().contains("state_unknown"), "another browser");
        assertEquals(200, ann.follow(back).status());
        assertTrue(ann.follow(back).text().contains("state_unknown"), "a second time");
        Browser late = browser();
        URI slow = provider.visited(begin(late, "/console/"));
        gateway.clock().advanceMillis(11 * 60 * 1000L);
        assertTrue(late.follow(slow).text().contains("state_unknown"), "ten minutes are over");
        Browser mixed = browser();
        begin(mixed, "/console/");
        URI foreign = provider.visited(begin(browser(), "/console/"));
        assertTrue(mixed.follow(foreign).text().contains("state_differs"), "somebody else's code");
    }

    @Test
    void one_code_is_worth_one_token_and_a_verifier_of_another_attempt_none() {
        Browser ann = browser();
        URI first = provider.visited(begin(ann, "/console/"));
        String code = Browser.query(first, "code");
        Browser other = browser();
        String state = Browser.query(provider.visited(begin(other, "/console/")), "state");
        URI stolen = URI.create(first.toString().replace(Browser.query(first, "state"), state));
        assertTrue(other.follow(stolen).text().contains("provider_unusable"), code);
        assertFalse(other.get("/console/").text().contains("Signed in"));
    }

    @Test
    void roles_follow_the_groups_at_each_sign_in_and_none_lets_nobody_in() {
        Browser ann = browser();
        signIn(ann);
        provider.claims = ",\"preferred_username\":\"renamed\",\"groups\":[\"audit\"]";
        Browser again = browser();
        signIn(again);
        assertTrue(again.get("/console/people").text().contains("Signed in as ann"), "known by the subject alone");
        assertEquals(200, ann.get("/console/people").status(), "the older session has the new roles at once");
        provider.claims = ",\"groups\":[]";
        assertTrue(signIn(browser()).text().contains("no_role"));
        assertEquals(403, ann.get("/console/").status(), "what is taken away is gone at the next request");
        provider.claims = ",\"groups\":[\"platform\",\"money\"]";
        assertTrue(signIn(browser()).text().contains("roles_conflict"));
    }

    @Test
    void nobody_takes_over_a_person_by_being_called_alike() {
        gateway.person("ann");
        assertTrue(signIn(browser()).text().contains("name_taken"));
        provider.claims = ",\"preferred_username\":\"ANN\",\"groups\":[\"soc\"]";
        assertTrue(signIn(browser()).text().contains("name_taken"), "in another spelling");
        provider.claims = ",\"preferred_username\":\"key-0123456789ab\",\"groups\":[\"soc\"]";
        assertTrue(signIn(browser()).text().contains("name_unusable"), "as receipts name keys");
        provider.claims = ",\"preferred_username\":\"a b\",\"groups\":[\"soc\"]";
        assertTrue(signIn(browser()).text().contains("name_unusable"));
    }

    @Test
    void without_leave_to_create_only_whom_an_operator_enrolled_comes_in_and_keeps_the_operators_roles() {
        gateway.close();
        gateway = gateway("");
        assertTrue(signIn(browser()).text().contains("person_unknown"));
        enrol();
        Browser paul = browser();
        signIn(paul);
        assertTrue(paul.get("/console/").text().contains("Signed in as paul"));
        gateway.client().post("/v1/approvers/paul/retire", gateway.operator(), "{}");
        assertFalse(paul.get("/console/").text().contains("Signed in"), "a retired person's session is over");
        gateway.clock().advanceMillis(1_000);
        enrol();
        assertFalse(paul.get("/console/").text().contains("Signed in"), "and stays over when the person comes again");
        signIn(paul);
        assertTrue(paul.get("/console/").text().contains("Signed in as paul"));
        gateway.clock().advanceMillis(31 * 60 * 1000L);
        assertFalse(paul.get("/console/").text().contains("Signed in"), "away for longer than `idle`");
    }

    private void enrol() {
        Heard enrolled = gateway.client()
                .post(
                        "/v1/approvers",
                        gateway.operator(),
                        "{\"name\":\"paul\",\"roles\":[\"viewer\"],\"oidc\":{\"issuer\":\"" + provider.issuer()
                                + "\",\"subject\":\"sub-1\"}}");
        assertEquals(201, enrolled.status(), enrolled::toString);
    }

    @Test
    void the_way_on_stays_within_the_console() {
        Browser ann = browser();
        Heard back = ann.follow(provider.visited(begin(ann, "https://evil.example/")));
        assertTrue(back.text().contains("url=/console/\""), back::toString);
    }
}
