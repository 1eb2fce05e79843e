package dev.sallyport.server.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A held call goes out to a signed webhook, and a person's answer comes back by it: once, fresh, and from nobody else. */
@Timeout(120)
class WebhookTest {
    private static final String ANSWERS = "/v1/channels/pager/answers";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private FakeService service;

    @SuppressWarnings("NullAway.Init")
    private Enrolled agent;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService(r -> FakeWebhook.judge(r, gateway.clock().millis() / 1000));
        Path secret = Files.writeString(folder.resolve("secret"), FakeWebhook.SECRET + "\n");
        gateway = TestGateway.start(
                folder.resolve("data"), SettingsFile.parse("s.yaml", """
                approvals:
                  console: {url: "https://gate.example"}
                  channels:
                    pager:
                      network: loopback
                      people: {anna: U-ANNA, olive: U-OLIVE, ghost: U-GHOST}
                      webhook: {url: "%s", secret_file: "%s"}
                """.formatted(service.url("/hook"), secret)));
        agent = gateway.agent(gateway.enrolment(), "a1", ",\"owner\":\"olive\"");
        gateway.person("anna");
        gateway.person("olive");
    }

    @AfterEach
    void stop() {
        gateway.close();
        service.close();
        assertEquals(List.of(), service.wrong());
    }

    /** The message about that approval; those of others before it are passed over. */
    private JsonObject asked(String approval) throws InterruptedException {
        while (true) {
            JsonObject body = (JsonObject) StrictJson.parse(service.next().body());
            JsonObject about = (JsonObject) body.get("approval");
            if (about != null && FakeWebhook.text(about, "approval_id").equals(approval)) {
                return body;
            }
        }
    }

    private JsonObject held() throws InterruptedException {
        String approval = gateway.held(agent);
        return (JsonObject) Objects.requireNonNull(asked(approval).get("approval"));
    }

    private Heard send(byte[] body, Map<String, String> fields) {
        return gateway.client().sendBytes("POST", ANSWERS, Optional.empty(), body, fields);
    }

    private Heard answer(JsonObject approval, String person, String word) {
        byte[] body = FakeWebhook.answer(approval, person, word);
        return send(
                body, FakeWebhook.signed("m-" + person + word, gateway.clock().millis() / 1000, body));
    }

    private String status(JsonObject approval) {
        return gateway.client()
                .get("/v1/approvals/" + FakeWebhook.text(approval, "approval_id"), agent.token())
                .string("status");
    }

    @Test
    void a_held_call_is_delivered_and_the_signed_answer_releases_it() throws InterruptedException {
        String id = gateway.held(agent);
        JsonObject message = asked(id);
        assertEquals("approval.asked", FakeWebhook.text(message, "type"));
        assertEquals("https://gate.example/console/approvals/" + id, FakeWebhook.text(message, "link"));
        assertTrue(FakeWebhook.text(message, "page").contains("squash"), "all of what would run is shown");
        JsonObject approval = (JsonObject) Objects.requireNonNull(message.get("approval"));
        Heard taken = answer(approval, "U-ANNA", "approve");
        assertEquals(200, taken.status(), taken::toString);
        assertEquals("approved", taken.string("result"));
        assertEquals(
                200,
                gateway.client()
                        .post("/v1/approvals/" + id + "/consume", agent.token(), "{}")
                        .status());
        assertEquals("approval.closed", FakeWebhook.text(asked(id), "type"));
        String receipts = gateway.client()
                .get("/v1/receipts?limit=20", gateway.operator())
                .text();
        assertTrue(receipts.contains("channel:pager"), "the receipt says by which way the answer came");
    }

    @Test
    void only_a_fresh_signature_over_exactly_these_bytes_is_taken_and_only_once() throws InterruptedException {
        JsonObject approval = held();
        byte[] body = FakeWebhook.answer(approval, "U-ANNA", "approve");
        long now = gateway.clock().millis() / 1000;
        for (long far : new long[] {now - 301, now + 301}) {
            assertEquals(
                    "signature_stale",
                    send(body, FakeWebhook.signed("m", far, body)).code());
        }
        assertEquals("signature_stale", send(body, Map.of()).code());
        byte[] other = FakeWebhook.answer(approval, "U-ANNA", "reject");
        assertEquals(
                "signature_refused",
                send(other, FakeWebhook.signed("m", now, body)).code());
        Map<String, String> bare = FakeWebhook.signed("m", now, body);
        bare.put("webhook-signature", "v1,");
        assertEquals("signature_refused", send(body, bare).code());
        Map<String, String> renamed = FakeWebhook.signed("m", now, body);
        renamed.put("webhook-id", "n");
        assertEquals("signature_refused", send(body, renamed).code());
        assertEquals("PENDING", status(approval));
        assertEquals(200, send(body, FakeWebhook.signed("m", now, body)).status());
        assertEquals(
                "answer_replayed",
                send(body, FakeWebhook.signed("m", now, body)).code());
        assertEquals(
                "approval_not_pending",
                send(body, FakeWebhook.signed("m2", now, body)).code());
    }

    @Test
    void our_own_message_sent_back_and_bodies_of_another_form_are_no_answers() throws InterruptedException {
        gateway.held(agent);
        FakeService.Request own = service.next();
        Map<String, String> fields = FakeWebhook.signed("m", gateway.clock().millis() / 1000, own.body());
        Heard heard = send(own.body(), fields);
        assertEquals(400, heard.status(), heard::toString);
        byte[] more =
                "{\"type\":\"approval.answer\",\"answer\":\"approve\",\"admin\":true}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                400,
                send(more, FakeWebhook.signed("m", gateway.clock().millis() / 1000, more))
                        .status());
    }

    @Test
    void strangers_retired_people_and_the_agents_owner_are_refused() throws InterruptedException {
        JsonObject approval = held();
        assertEquals("approver_unknown", answer(approval, "U-NOBODY", "approve").code());
        assertEquals("approver_unknown", answer(approval, "anna", "approve").code());
        assertEquals("approver_unknown", answer(approval, "U-GHOST", "approve").code());
        assertEquals(
                "approver_not_allowed", answer(approval, "U-OLIVE", "approve").code());
        assertEquals("PENDING", status(approval));
    }

    @Test
    void a_refusal_wins_and_nothing_counts_after_it() throws InterruptedException {
        JsonObject approval = held();
        assertEquals("rejected", answer(approval, "U-ANNA", "reject").string("result"));
        assertEquals(
                "approval_not_pending", answer(approval, "U-ANNA", "approve").code());
        assertEquals("REJECTED", status(approval));
    }

    @Test
    void what_expired_can_not_be_answered_and_is_not_asked_any_more() throws InterruptedException {
        JsonObject approval = held();
        gateway.clock().advanceMillis(15 * 60 * 1000L);
        assertEquals(
                "approval_not_pending", answer(approval, "U-ANNA", "approve").code());
        assertEquals("EXPIRED", status(approval));
    }

    @Test
    void a_call_of_high_risk_can_be_refused_but_not_approved_by_a_channel() throws InterruptedException {
        String risky = """
                {"agent":{"id":"%s","environment":"prod"},"tool_call":{"tool":"shell","action":"exec","resource":null,\
                "mutates_state":true,"parameters":{"command":"rm -rf /srv","url":"https://x.example"}},\
                "context":{"source_trust":"unknown","contains_sensitive_data":true}}""".formatted(agent.id());
        String id = gateway.client().post("/v1/authorize", agent.token(), risky).string("approval.approval_id");
        JsonObject message = asked(id);
        assertEquals(JsonBoolean.FALSE, message.get("approvable"), message::toString);
        JsonObject approval = (JsonObject) Objects.requireNonNull(message.get("approval"));
        assertEquals(
                "approver_not_allowed", answer(approval, "U-ANNA", "approve").code());
        assertEquals("rejected", answer(approval, "U-ANNA", "reject").string("result"));
    }

    @Test
    void a_channel_that_is_down_is_tried_again_and_asked_late() throws InterruptedException {
        service.down(true);
        String id = gateway.held(agent);
        String path = "/v1/approvals/" + id;
        assertEquals("PENDING", gateway.client().get(path, agent.token()).string("status"));
        service.down(false);
        for (int tries = 0; service.left() == 0 && tries < 100; tries++) {
            gateway.clock().advanceMillis(1_000);
            gateway.client().get(path, agent.token());
        }
        assertEquals("approval.asked", FakeWebhook.text(asked(id), "type"));
    }

    @Test
    void a_channel_that_stays_down_leaves_the_console_and_then_a_denial() throws InterruptedException {
        service.down(true);
        String seen = gateway.held(agent);
        String bea = gateway.person("bea");
        assertEquals(
                200,
                gateway.client()
                        .post("/v1/approvals/" + seen + "/approve", bea, "{}")
                        .status());
        String unseen = gateway.held(agent);
        gateway.clock().advanceMillis(15 * 60 * 1000L);
        assertEquals(
                "approval_expired",
                gateway.client()
                        .post("/v1/approvals/" + unseen + "/consume", agent.token(), "{}")
                        .code());
    }

    @Test
    void the_examples_of_the_specification_are_what_is_sent_and_taken() throws IOException {
        Path spec = Path.of(System.getProperty("sallyport.root", "..")).resolve("spec/channel");
        byte[] answer = Files.readAllBytes(spec.resolve("answer.json"));
        long now = gateway.clock().millis() / 1000;
        assertEquals(
                "approver_unknown",
                send(answer, FakeWebhook.signed("m", now, answer)).code());
        byte[] asked = Files.readAllBytes(spec.resolve("asked.json"));
        Map<String, String> fields = FakeWebhook.signed("m", now, asked);
        fields.put("content-type", "application/json");
        assertEquals(
                204,
                FakeWebhook.judge(new FakeService.Request("/", fields, asked), now)
                        .status());
    }
}
