package dev.sallyport.server.channel;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slack and Teams, each as its fake has it; one being down takes nothing from the other. */
@Timeout(120)
class ChatTest {
    private static final String ANSWERS = "/v1/channels/ops/answers";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final FakeService slack = new FakeService(new FakeSlack()::judge);
    private final FakeService teams = new FakeService(FakeTeams::judge);

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Enrolled agent;

    @BeforeEach
    void start() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), FakeSlack.TOKEN);
        Path signing = Files.writeString(folder.resolve("signing"), FakeSlack.SIGNING);
        Path workflow = Files.writeString(
                folder.resolve("workflow"),
                teams.url("/workflows/1?sig=secret-of-the-workflow").toString());
        gateway = TestGateway.start(folder.resolve("data"), SettingsFile.parse("s.yaml", """
                approvals:
                  console: {url: "https://gate.example"}
                  channels:
                    ops:
                      network: loopback
                      people: {anna: U0ANNA, ben: U0BEN}
                      slack: {api: "%s", conversation: C0123, team: T01, token_file: "%s", signing_secret_file: "%s"}
                    floor:
                      network: loopback
                      teams: {url_file: "%s"}
                """.formatted(
                        slack.url("/api/"), token, signing, workflow)));
        agent = gateway.agent("a1");
        gateway.person("anna");
    }

    @AfterEach
    void stop() {
        gateway.close();
        slack.close();
        teams.close();
        assertEquals(List.of(), slack.wrong());
        assertEquals(List.of(), teams.wrong());
    }

    private Heard click(long seconds, byte[] body) {
        return gateway.client().sendBytes("POST", ANSWERS, Optional.empty(), body, FakeSlack.signed(seconds, body));
    }

    private Heard click(String team, String user, String action, String value) {
        return click(gateway.clock().millis() / 1000, FakeSlack.click(team, user, action, value));
    }

    private String status(String approval) {
        return gateway.client().get("/v1/approvals/" + approval, agent.token()).string("status");
    }

    @Test
    void a_person_of_the_workspace_approves_with_a_button_and_the_message_is_closed() throws InterruptedException {
        String id = gateway.held(agent);
        FakeService.Request message = slack.next();
        assertTrue(message.text().contains("squash"), message::text);
        String approve = FakeSlack.button(message, "sallyport_approve");
        Heard heard = click("T01", "U0ANNA", "sallyport_approve", approve);
        assertEquals("approved", heard.string("result"));
        assertEquals("APPROVED", status(id));
        FakeService.Request closed = slack.next();
        assertEquals("/api/chat.update", closed.path());
        assertTrue(closed.text().contains("is APPROVED"), closed::text);
    }

    @Test
    void other_teams_unknown_users_old_times_forged_bytes_and_forged_buttons_change_nothing()
            throws InterruptedException {
        String id = gateway.held(agent);
        FakeService.Request message = slack.next();
        String approve = FakeSlack.button(message, "sallyport_approve");
        assertEquals(
                "team_unknown",
                click("T02", "U0ANNA", "sallyport_approve", approve).code());
        assertEquals(
                "approver_unknown",
                click("T01", "U0BEN", "sallyport_approve", approve).string("result"));
        assertEquals(
                "approver_unknown",
                click("T01", "U0MALLORY", "sallyport_approve", approve).string("result"));
        String reject = FakeSlack.button(message, "sallyport_reject");
        assertEquals(
                "signature_refused",
                click("T01", "U0ANNA", "sallyport_approve", reject).code());
        byte[] body = FakeSlack.click("T01", "U0ANNA", "sallyport_approve", approve);
        long now = gateway.clock().millis() / 1000;
        assertEquals("signature_stale", click(now - 301, body).code());
        Map<String, String> fields = FakeSlack.signed(now, FakeSlack.click("T01", "U0BEN", "x", approve));
        assertEquals(
                "signature_refused",
                gateway.client()
                        .sendBytes("POST", ANSWERS, Optional.empty(), body, fields)
                        .code());
        assertEquals("PENDING", status(id));
        assertEquals("approved", click(now, body).string("result"));
        assertEquals("answer_replayed", click(now, body).string("result"));
    }

    @Test
    void a_page_that_does_not_fit_is_not_cut_but_summed_up_and_can_not_be_approved_there() throws InterruptedException {
        String long_ = TestGateway.call(agent, "semi_trusted_customer", "")
                .replace("squash", "squash " + "and more ".repeat(1200));
        String id = gateway.client().post("/v1/authorize", agent.token(), long_).string("approval.approval_id");
        FakeService.Request message = slack.next();
        assertTrue(message.text().contains("not shown here"), message::text);
        assertFalse(message.text().contains("and more"), "not a part of it either");
        assertEquals("", FakeSlack.button(message, "sallyport_approve"));
        assertFalse(FakeSlack.button(message, "sallyport_reject").isEmpty());
        assertTrue(teams.next().text().contains("not shown here"));
        assertEquals(
                "rejected",
                click("T01", "U0ANNA", "sallyport_reject", FakeSlack.button(message, "sallyport_reject"))
                        .string("result"));
        assertEquals("REJECTED", status(id));
    }

    @Test
    void what_an_eye_would_not_see_is_shown_as_its_number() throws InterruptedException {
        String hidden = TestGateway.call(agent, "semi_trusted_customer", "")
                .replace("squash", "a\u202eb\u200bc\u0430dmin ```*x* <!channel>");
        gateway.client().post("/v1/authorize", agent.token(), hidden);
        for (FakeService.Request message : List.of(slack.next(), teams.next())) {
            assertTrue(message.text().contains("\\\\u{202e}"), message::text);
            assertTrue(message.text().contains("\\\\u{200b}"), message::text);
            assertTrue(message.text().contains("\\\\u{430}"), message::text);
        }
    }

    @Test
    void teams_shows_the_page_and_leads_to_the_console_and_takes_no_answer() throws InterruptedException {
        String id = gateway.held(agent);
        FakeService.Request card = teams.next();
        assertTrue(card.text().contains("squash"), card::text);
        assertTrue(card.text().contains("https://gate.example/console/approvals/" + id), card::text);
        Heard refused = gateway.client()
                .sendBytes("POST", "/v1/channels/floor/answers", Optional.empty(), card.body(), Map.of());
        assertEquals("signature_refused", refused.code());
    }

    @Test
    void slack_saying_no_with_status_200_is_no_delivery() throws InterruptedException {
        slack.fault(new FakeService.Answer(200, Map.of(), "{\"ok\":false,\"error\":\"ratelimited\"}"));
        gateway.held(agent);
        teams.next();
        for (int tries = 0; slack.left() == 0 && tries < 200; tries++) {
            gateway.clock().advanceMillis(1_000);
            gateway.client().get("/healthz", agent.token());
        }
        assertEquals("/api/chat.postMessage", slack.next().path());
        String metrics = gateway.client().get("/metrics", agent.token()).text();
        assertTrue(
                metrics.contains("sallyport_approval_deliveries_total{channel=\"ops\",result=\"retried\"} 1"), metrics);
        assertTrue(metrics.contains("sallyport_approval_delivery_seconds_bucket{channel=\"floor\""), metrics);
    }
}
